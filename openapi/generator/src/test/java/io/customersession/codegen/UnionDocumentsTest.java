package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.stub.StubServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unions inside each other, in maps and in lists, null or recursive, from client to stub. */
class UnionDocumentsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Class<?> messages;
  private static Class<?> instruments;
  private static Class<?> deliveries;
  private static StubServer messageServer;
  private static StubServer instrumentServer;
  private static StubServer deliveryServer;

  @BeforeAll
  static void generate(@TempDir Path directory) throws Exception {
    messages = calls("messages", "MessageCalls", directory);
    instruments = calls("instruments", "InstrumentCalls", directory);
    deliveries = calls("deliveries", "DeliveryCalls", directory);
    messageServer = (StubServer) messages.getMethod("server").invoke(null);
    instrumentServer = (StubServer) instruments.getMethod("server").invoke(null);
    deliveryServer = (StubServer) deliveries.getMethod("server").invoke(null);
  }

  @AfterAll
  static void stop() {
    messageServer.close();
    instrumentServer.close();
    deliveryServer.close();
  }

  private static Class<?> calls(String name, String className, Path directory) throws Exception {
    String document = Files.readString(Path.of("src/test/resources/unions/" + name + ".yaml"));
    Path own = Files.createDirectory(directory.resolve(name));
    Generated.from("contract-client", document, name + ".client", own);
    return Generated.from("contract-server-stub", document, name + ".stub", own)
        .compile(17, List.of(Path.of("src/test/unions/" + className + ".java")))
        .loadClass(name + "." + className);
  }

  private static String call(Class<?> calls, String method, String text) throws Exception {
    return (String) calls.getMethod(method, String.class).invoke(null, text);
  }

  /** Returns the pointers and details of the violations of a request, or the response. */
  private static String refusal(StubServer server, String path, String body) throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonObject json = JsonParser.parseString(response.body()).getAsJsonObject();
    return response.statusCode() == 400
        ? StreamSupport.stream(json.getAsJsonArray("errors").spliterator(), false)
            .map(each -> each.getAsJsonObject())
            .map(
                each ->
                    each.get("pointer").getAsString() + ": " + each.get("details").getAsString())
            .collect(Collectors.joining("; "))
        : response.statusCode() + " " + json;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"cover":null} | no cover
          {"cover":{"width":3},"message":{"id":1,"text":"hi"}} | image 3, text hi
          {"cover":null,"message":{"id":1,"url":"u"}} | no cover, media u
          {"cover":{"seconds":1.5},"reactions":{"a":"like","b":{"sticker":2},"c":null}} | \
          video 1.5, a=like, b=sticker 2, c=null
          {"cover":null,"parts":["x",{"width":1},[true,null]]} | \
          no cover, 'x', image 1, flags [true, null]
          {"cover":null,"tree":{"children":[{"leaf":1},{"named":{"a":{"leaf":"z"}}}],\
          "next":{"next":null}}} | no cover, (1 (a:z) next ())
          {"cover":null,"issues":[{"code":"missing","field":"a"},{"code":"malformed"}]} | \
          no cover, missing a, malformed null
          """)
  void message_isReturnedAsWhatItIs(String text, String expected) throws Exception {
    assertThat(call(messages, "sent", text))
        .startsWith(expected + " {")
        .doesNotContain("not equal");
  }

  @Test
  void message_ofTwoSchemasOfAnAnyOf_losesNothing() throws Exception {
    String text = "{\"cover\":{\"width\":3},\"message\":{\"url\":\"u\",\"id\":1,\"text\":\"hi\"}}";

    assertThat(refusal(messageServer, "/threads", text)).isEqualTo("200 " + text);
    assertThat(call(messages, "sent", text))
        .startsWith("image 3, text hi {")
        .endsWith("\"message\":{\"id\":1,\"text\":\"hi\",\"url\":\"u\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"instrument":{"type":"card","brand":"visa","number":"12"},"backup":null} | visa 12
          {"instrument":{"type":"card","brand":"amex","number":"12","cid":7}} | amex 7
          {"instrument":{"type":"wallet","provider":"pal","mail":"a@b"},\
          "backup":{"type":"cash","change":1.10}} | pal a@b, or cash 1.10
          {"instrument":{"type":"cash"},"tried":[null,{"type":"cash"},\
          {"type":"card","brand":"visa","number":"99"}],\
          "limits":{"a":{"type":"wallet","provider":"pay","token":"t"}}} | \
          cash null, null, cash, visa 99, a=pay t
          """)
  void payment_isReturnedAsWhatItIs(String text, String expected) throws Exception {
    assertThat(call(instruments, "sent", text))
        .startsWith(expected + " {")
        .doesNotContain("not equal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"cover":{"model":"3d"},"message":{"id":1}} | unknown {model=3d}, unknown {id=1}
          {"cover":null,"reactions":{"a":["new"]},"parts":[7]} | no cover, a=unknown [new], unknown 7
          {"cover":null,"tree":{"children":[{"leaf":1},{"fruit":2}]}} | \
          no cover, (1 unknown {fruit=2})
          {"cover":null,"issues":[{"code":"new","field":"a"}]} | \
          no cover, unknown {code=new, field=a}
          """)
  void message_ofANewerServer_isUnknown(String text, String expected) throws Exception {
    assertThat(call(messages, "received", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"instrument":{"type":"coin"}} | unknown instrument {type=coin}
          {"instrument":{"type":"card","brand":"jcb"}} | unknown card {type=card, brand=jcb}
          {"instrument":{"type":"wallet","provider":"new"},"tried":[{"type":"coin"}]} | \
          unknown wallet {type=wallet, provider=new}, unknown {type=coin}
          """)
  void payment_ofANewerServer_isUnknownWhereItIsNew(String text, String expected) throws Exception {
    assertThat(call(instruments, "received", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | 200 {}
          {"cover":{"width":0}} | /cover/width: width must be at least 1
          {"cover":{"width":1,"seconds":2}} | /cover: cover must match one of these schemas: Image, Video
          {"cover":null,"message":{"id":1,"text":"12345678901"}} | /message/text: text must be at most \
          10 characters long
          {"cover":null,"message":{"id":"x","text":"a"}} | /message/id: id must be an integer of 32 bits, \
          not a string
          {"cover":null,"reactions":{"a":"hate"}} | /reactions/a: a must be one of the following: "like", "love"
          {"cover":null,"reactions":{"a":{"sticker":0}}} | /reactions/a/sticker: sticker must be at least 1
          {"cover":null,"parts":[""]} | /parts/0: parts[0] must be at least 1 character long
          {"cover":null,"parts":["a",[1]]} | /parts/1/0: 1[0] must be a boolean, not a number
          {"cover":null,"parts":["a",null]} | /parts/1: parts[1] must be a string or an object or an \
          array, not null
          {"cover":null,"tree":{"children":[{"leaf":1},{"leaf":true}]}} | /tree/children/1/leaf: leaf must be \
          a string or a number, not a boolean
          {"issues":[{"code":"missing"}]} | /issues/0/field: field is required
          {"issues":[{"code":"malformed","field":"abcd"}]} | /issues/0/field: field must be at most 3 characters long
          {"issues":[{"code":"late"}]} | /issues/0/code: code must be one of the following: "missing", "malformed"
          {"issues":[{}]} | /issues/0/code: code is required
          {"cover":null,"tree":{"named":{"a":{"next":{"next":3}}}}} | /tree/named/a/next/next: next must be \
          an object, not a number
          """)
  void message_thatMatchesNoSchema_isRefusedWithItsPointer(String body, String expected)
      throws Exception {
    assertThat(refusal(messageServer, "/threads", body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"instrument":null} | /instrument: instrument must not be null
          {"instrument":{"brand":"visa","number":"12"}} | /instrument/type: type is required
          {"instrument":{"type":"coin"}} | /instrument/type: type must be one of the following: "card", "wallet", \
          "cash"
          {"instrument":{"type":"card","number":"12"}} | /instrument/brand: brand is required
          {"instrument":{"type":"card","brand":"jcb","number":"12"}} | /instrument/brand: brand must be one of \
          the following: "visa", "amex"
          {"instrument":{"type":"card","brand":"visa","number":"x"}} | /instrument/number: number must match \
          ^[0-9]{2,4}$
          {"instrument":{"type":"card","brand":"amex","number":"12","cid":12345}} | /instrument/cid: cid must be \
          at most 9999
          {"instrument":{"type":"wallet","provider":"pal","mail":"a"}} | /instrument/mail: mail must be at \
          least 3 characters long
          {"instrument":{"type":"wallet","provider":"new"}} | /instrument/provider: provider must be one of the \
          following: "pal", "pay", "Wallet"
          {"instrument":{"type":"cash"},"backup":{"type":"card","brand":"visa"}} | /backup/number: \
          number is required
          {"instrument":{"type":"cash"},"tried":[null,{"type":"coin"}]} | /tried/1/type: type must be one of the \
          following: "card", "cash"
          {"instrument":{"type":"cash"},"limits":{"a/b":{"type":"wallet"}}} | /limits/a~1b/provider: provider \
          is required
          {"instrument":{"type":"cash"},"limits":{"a":null}} | /limits/a: a must be an object, not null
          """)
  void payment_thatMatchesNoSchema_isRefusedWithItsPointer(String body, String expected)
      throws Exception {
    assertThat(refusal(instrumentServer, "/payments", body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"parcel":{"id":1,"weight":2.5},"note":"ab"} | box 1 of 2.5, text "ab"
          {"parcel":{"id":1,"sheets":3,"color":"red"},"note":7} | plain 1 in red, number 7
          {"parcel":{"id":1,"sheets":3,"lines":4}} | lined 3 by 4
          {"contact":{"mail":"a@b","name":"Ann"}} | Ann by mail to a@b
          {"contact":{"phone":"1","firm":"ACME"}} | firm ACME by phone 1
          {"slot":{"day":"2026-01-31","tariff":"Free"}} | free on 2026-01-31
          {"slot":{"hour":7,"tariff":"Paid","price":1.50}} | 1.50 at 7
          """)
  void delivery_withSeveralChoices_isReturnedAsWhatItIs(String text, String expected)
      throws Exception {
    assertThat(call(deliveries, "sent", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"parcel":{"sheets":3,"color":"red"}} | /parcel/id: id is required
          {"parcel":{"id":1,"sheets":3}} | /parcel: parcel must match one of these schemas: Plain, Lined, Nested
          {"parcel":{"id":1,"sheets":10,"color":"red"}} | /parcel/sheets: sheets must be at most 9
          {"parcel":{"id":1,"sheets":3,"color":"red","lines":2}} | /parcel: parcel matches Plain and Lined, but must \
          match exactly one of these schemas: Plain, Lined, Nested
          {"contact":{"mail":"a@b"}} | /contact: contact must match one of these schemas: Person, Company
          {"contact":{"mail":"a@b","firm":"ACMEs"}} | /contact/firm: firm must be at most 4 characters long
          {"contact":{"mail":"a@b","phone":"1","name":"Ann"}} | /contact: contact matches Mail and Phone, but must \
          match exactly one of these schemas: Mail, Phone
          {"note":"a"} | /note: note must be at least 2 characters long
          {"note":"abcd"} | /note: note must be at most 3 characters long
          {"note":10} | /note: note must be at most 9
          {"note":1.5} | /note: note must be an integer of 32 bits
          {"slot":{"day":"2026-01-31"}} | /slot/tariff: tariff is required
          {"slot":{"day":"2026-01-31","tariff":"Paid"}} | /slot/price: price is required
          {"slot":{"hour":24,"tariff":"Free"}} | /slot/hour: hour must be at most 23
          {"slot":{"tariff":"Free"}} | /slot: slot must match one of these schemas: Day, Hour
          {"label":"abc"} | 200 {"label":"abc"}
          {"label":1234} | 200 {"label":1234}
          {"label":"abcd"} | /label: label must be at most 3 characters long
          {"value":"2026-01-31"} | 200 {"value":"2026-01-31"}
          {"value":9} | 200 {"value":9}
          {"value":10} | /value: value must be at most 9
          {"size":"ab"} | 200 {"size":"ab"}
          {"size":"a"} | /size: size must be at least 2 characters long
          {"size":10} | /size: size must be at most 9
          {"animal":{"kind":"Cat","grams":3}} | 200 {"animal":{"kind":"Cat","grams":3}}
          {"animal":{"kind":"Cat"}} | /animal: animal must match one of these schemas: Small, Large
          {"animal":{"grams":3}} | /animal/kind: kind is required
          """)
  void delivery_thatOneOfTheChoicesRefuses_isRefusedWithItsPointer(String body, String expected)
      throws Exception {
    assertThat(refusal(deliveryServer, "/deliveries", body)).isEqualTo(expected);
  }
}
