package io.customersession.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import java.net.URLDecoder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every type in the fields of a form, in each style, from the client to the stub. */
class FormStylesTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Forms, version: 1.0.0}
      paths:
        /forms:
          post:
            operationId: sendForm
            tags: [Main]
            requestBody:
              required: true
              content:
                application/x-www-form-urlencoded:
                  schema: {$ref: '#/components/schemas/Form'}
                  encoding:
                    person: {style: deepObject, explode: true}
                    lines: {style: deepObject, explode: true}
                    tags: {style: deepObject, explode: true}
                    prices: {style: deepObject, explode: true}
                    metadata: {style: deepObject, explode: true}
                    spread: {style: form, explode: true}
                    joined: {style: form, explode: false}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Aliases: {anyOf: [{type: array, items: {type: string, maxLength: 3}}, {type: string, enum: ['']}]}
          Count: {anyOf: [{type: integer}, {type: string, enum: ['']}]}
          Line: {type: object, required: [sku], properties: {sku: {type: string}, price: {type: number}, parts: {type: array, items: {type: integer}}}}
          Form:
            type: object
            properties:
              cancelAt: {$ref: '#/components/schemas/Count'}
              offSession: {anyOf: [{type: boolean}, {type: string, enum: [one_off, recurring]}]}
              start: {anyOf: [{type: integer}, {type: string, enum: [now]}]}
              aliases: {$ref: '#/components/schemas/Aliases'}
              text: {type: string}
              owner: {anyOf: [{$ref: '#/components/schemas/Line'}, {type: string, enum: ['']}]}
              person:
                type: object
                properties:
                  names: {$ref: '#/components/schemas/Aliases'}
                  share: {$ref: '#/components/schemas/Count'}
                  birth: {anyOf: [{type: object, required: [day], properties: {day: {type: integer}}}, {type: string, enum: ['']}]}
                  lines: {anyOf: [{type: array, items: {$ref: '#/components/schemas/Line'}}, {type: string, enum: ['']}]}
              lines: {type: array, items: {$ref: '#/components/schemas/Line'}}
              tags: {type: array, items: {type: string}}
              prices: {type: object, additionalProperties: {$ref: '#/components/schemas/Line'}}
              metadata: {anyOf: [{type: object, additionalProperties: {type: string}}, {type: string, enum: ['']}]}
              spread: {type: object, properties: {left: {type: array, items: {type: integer}}, right: {$ref: '#/components/schemas/Line'}}}
              joined: {type: object, properties: {up: {type: integer}, down: {type: string}}}
      """;

  private static GeneratedPair pair;

  @BeforeAll
  static void start(@TempDir Path directory) {
    pair = GeneratedPair.of(DOCUMENT, directory);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"cancelAt":5}                                     | cancelAt=5
          {"cancelAt":""}                                    | cancelAt=
          {"offSession":true}                                | offSession=true
          {"offSession":"one_off"}                           | offSession=one_off
          {"start":"now"}                                    | start=now
          {"aliases":["a"]}                                  | aliases=a
          {"aliases":["a","b"]}                              | aliases=a&aliases=b
          {"aliases":""}                                     | aliases=
          {"text":"[1]"}                                     | text=[1]
          {"text":"7"}                                       | text=7
          {"owner":{"sku":"7","price":1.5}}                  | owner={"sku":"7","price":1.5}
          {"owner":""}                                       | owner=
          {"person":{"names":["a"],"share":5}}               | person[names][]=a&person[share]=5
          {"person":{"names":["a","b"]}}                     | person[names][]=a&person[names][]=b
          {"person":{"names":"","share":""}}                 | person[names]=&person[share]=
          {"person":{"birth":{"day":1}}}                     | person[birth][day]=1
          {"person":{"birth":""}}                            | person[birth]=
          {"person":{"lines":[{"sku":"a"},{"sku":"b"}]}}     | person[lines][0][sku]=a&person[lines][1][sku]=b
          {"lines":[{"sku":"7","price":1.5,"parts":[1,2]}]}  | lines[0][sku]=7&lines[0][price]=1.5&lines[0][parts][]=1&lines[0][parts][]=2
          {"tags":["a","b"]}                                 | tags[]=a&tags[]=b
          {"prices":{"usd":{"sku":"a"},"eur":{"sku":"b"}}}   | prices[usd][sku]=a&prices[eur][sku]=b
          {"metadata":{"order":"7"}}                         | metadata[order]=7
          {"metadata":""}                                    | metadata=
          {"spread":{"left":[1,2],"right":{"sku":"a"}}}      | left=1&left=2&right[sku]=a
          {"joined":{"up":1,"down":"b"}}                     | joined=up,1,down,b
          """)
  void value_arrivesAsSent(String json, String fields) throws Exception {
    Object body = Json.decodeResponse(codec("client"), json.getBytes(UTF_8)).value();

    String written = new String(pair.call("sendForm", body).data().toByteArray(), UTF_8);
    pair.send("sendForm", body);

    assertThat(URLDecoder.decode(written, UTF_8)).isEqualTo(fields);
    assertThat(received()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          tags=a                            | {"tags":["a"]}
          tags=a&tags=b                     | {"tags":["a","b"]}
          tags[0]=a&tags[1]=b               | {"tags":["a","b"]}
          person[names][0]=a                | {"person":{"names":["a"]}}
          person[names]=a&person[names]=b   | {"person":{"names":["a","b"]}}
          aliases=["a"]                     | {"aliases":["a"]}
          """)
  void fieldsOfOtherClients_areRead(String fields, String json) throws Exception {
    assertThat(post(fields)).startsWith("204");
    assertThat(received()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          cancelAt=x                        | /cancelAt         | cancelAt must match one of these schemas: Integer, Enum
          start=later                       | /start            | start must match one of these schemas: Integer, Enum
          aliases=a&aliases=long            | /aliases/1        | aliases[1] must be at most 3 characters long
          person[names][]=long              | /person/names/0   | names[0] must be at most 3 characters long
          person[birth][day]=x              | /person/birth/day | day must be an integer
          person[lines][0][price]=1         | /person/lines/0/sku | sku is required
          owner={"sku":7}                   | /owner/sku        | sku must be a string, not a number
          owner={"sku":"a","price":"1"}     | /owner/price      | price must be a number, not a string
          lines[0][sku]=a&lines[0][price]=x | /lines/0/price    | price must be a number
          prices[usd]=1                     | /prices/usd       | usd must be an object, not a string
          joined=up                         | /joined           | joined must have a value for each name
          """)
  void wrongValue_isRefusedWithItsPointer(String fields, String pointer, String message)
      throws Exception {
    assertThat(post(fields).replace("\\", ""))
        .startsWith("400")
        .contains("\"pointer\":\"" + pointer + "\"", message);
  }

  private static String post(String fields) throws Exception {
    return pair.send(
        "POST",
        "/forms",
        "application/x-www-form-urlencoded",
        fields.replace("[", "%5B").replace("]", "%5D").replace("{", "%7B").replace("}", "%7D"));
  }

  @SuppressWarnings("unchecked") // the codec of the class
  private static String received() throws ReflectiveOperationException {
    return new String(
        Json.encode((JsonCodec<Object>) codec("stub"), pair.received().get(0)), UTF_8);
  }

  private static JsonCodec<?> codec(String side) throws ReflectiveOperationException {
    return (JsonCodec<?>)
        pair.load("pair." + side + ".model.Form$Codec").getField("INSTANCE").get(null);
  }
}
