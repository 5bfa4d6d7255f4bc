package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unions of every kind, from the generated client to the generated stub. */
class UnionsTest {
  private static final Path FOLDER = Path.of("src/test/resources/unions");
  private static final Path CALLS = Path.of("src/test/unions/UnionCalls.java");
  private static final Path SHAPES = Path.of("src/test/unions/ShapeCalls.java");

  private static ClassLoader classes;
  private static ClassLoader shapeClasses;

  @BeforeAll
  static void generate(@TempDir Path directory) throws Exception {
    String document = Files.readString(FOLDER.resolve("unions.yaml"));
    Generated.from("contract-client", document, "sample.client", directory);
    Generated both = Generated.from("contract-server-stub", document, "sample.stub", directory);
    classes = both.compile(17, List.of(CALLS));
    Path shapes = Files.createDirectory(directory.resolve("shapes"));
    Files.copy(FOLDER.resolve("parts.yaml"), shapes.resolve("parts.yaml"));
    String other = Files.readString(FOLDER.resolve("shapes.yaml"));
    Generated.from("contract-client", other, "shapes.client", shapes);
    shapeClasses =
        Generated.from("contract-server-stub", other, "shapes.stub", shapes)
            .compile(17, List.of(SHAPES));
  }

  @Test
  void pets_withADiscriminator_areSentAndReturnedAsWhatTheyAre() throws Exception {
    assertThat(call("sample.UnionCalls", "run", "pets"))
        .isEqualTo(
            """
            cat Tom
            CatCase {"name":"Tom","petType":"cat"}
            dog Rex
            DogCase {"name":"Rex","friend":{"name":"Tom","petType":"cat"},"petType":"Dog"}
            cat Kit
            CatCase {"name":"Kit","petType":"kitten"}
            equal: true false true
            {"petType":"Dog","name":"Rex","friend":{"petType":"cat","name":"Tom"}} DogCase
            {"petType":"lizard","legs":4} [pointer : the body must match one of these schemas: \
            Cat, Dog [#/components/schemas/Pet/oneOf]]
            [pointer /petType: petType must be "cat", "kitten" [#/components/schemas/Pet/enum]]""");
  }

  @Test
  void readmeSnippet_isCompiledAndRuns() throws Exception {
    String section =
        Files.readString(Path.of("../README.md")).split("### Values of several schemas", 2)[1];
    String snippet = section.split("```java\n", 2)[1].split("```", 2)[0];

    assertThat(Files.readString(CALLS)).contains(snippet.indent(4));
    assertThat(call("sample.UnionCalls", "run", "readme")).isEqualTo("cat Tom\nTom");
  }

  @Test
  void holders_withUnionsInPropertiesListsAndMaps_areReturnedUnchanged() throws Exception {
    assertThat(call("sample.UnionCalls", "run", "holders"))
        .isEqualTo(
            """
            {"payment":{"number":"1","holder":"J"},"payments":[{"code":"abc"},{"number":"2"}],\
            "values":{"a":[1,"x"]},"value":{"k":"v"},"level":"medium","either":"2026-01-31"}
            true
            {"value":true,"level":"high","either":1.50}
            true {"value":true,"level":"high","either":1.50}
            [pointer /value: value must be at most 5 characters long \
            [#/components/schemas/Value/oneOf/0/maxLength]]""");
  }

  @Test
  void vehicles_whoseBaseHasADiscriminator_keepWhatDescendantsDeclare() throws Exception {
    assertThat(call("sample.UnionCalls", "run", "vehicles"))
        .isEqualTo("size XL\ntrue\ntruck 7.5\nvehicle\ncar 3");
  }

  @Test
  void values_ofEveryType_areWrittenAsTheyAre() throws Exception {
    assertThat(call("sample.UnionCalls", "run", "values"))
        .isEqualTo(
            """
            StringCase "s" s
            IntegerCase 3 3
            MapCase {} {}
            OpenedCase {"kind":"opened","at":"2026-01-01"} {"kind":"opened","at":"2026-01-01"}
            cat is required, but absent""");
  }

  @Test
  void response_ofANewerServer_isKept() throws Exception {
    assertThat(call("sample.UnionCalls", "newer", "{\"petType\":\"lizard\",\"legs\":[4]}"))
        .isEqualTo("unknown {petType=lizard, legs=[4]} {\"petType\":\"lizard\",\"legs\":[4]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /pets | {"name":"x"} | /petType: petType is required
          /pets | {"petType":"cow"} | /petType: petType must be one of the following: "cat", \
          "kitten", "Dog"
          /pets | {"petType":"cat","lives":10} | /lives: lives must be at most 9; /name: name is \
          required
          /pets | 3 | : the body must be an object, not a number
          /pets | {"petType":"Dog","name":"R","friend":{"petType":"cat"}} | /friend/name: name is \
          required
          /holders | {"payment":{"number":"1","iban":"D"}} | /payment: payment matches Card and \
          Bank, but must match exactly one of these schemas: Card, Bank, Voucher
          /holders | {"payment":{"number":"x"}} | /payment/number: number must match ^[0-9]+$
          /holders | {"payment":{"holder":"x"}} | /payment: payment must match one of these \
          schemas: Card, Bank, Voucher
          /holders | {"payment":{"code":"ab"}} | /payment/code: code must be at least 3 \
          characters long
          /holders | {"payment":{"code":"abc","more":1}} | /payment/more: The property "more" is \
          not defined on PaymentVoucher.
          /holders | {"payments":[{"number":"1"},"x"]} | /payments/1: payments[1] must be an \
          object, not a string
          /holders | {"value":"abcdef"} | /value: value must be at most 5 characters long
          /holders | {"value":0} | /value: value must be at least 1
          /holders | {"value":1.5} | /value: value must be an integer of 32 bits
          /holders | {"values":{"a":[1,[0]]}} | /values/a/1/0: 1[0] must be at least 1
          /holders | {"value":null} | 200
          /holders | {"payment":null} | /payment: payment must not be null
          /holders | {"event":{"kind":"moved"}} | /event/kind: kind must be one of the \
          following: "opened", "closed", "cancelled"
          /holders | {"event":{"kind":"closed"}} | /event/reason: reason is required
          /holders | {"either":true} | /either: either must be a string or a number, not a boolean
          /holders | {"either":"2026-13-01"} | /either: either must be a day such as 2026-01-31
          """)
  void request_thatMatchesNoSchema_isRefusedWithItsPointer(
      String path, String body, String expected) throws Exception {
    assertThat(call("sample.UnionCalls", "refusal", path, body)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Pet | {"name":"x","lives":3} | CatCase {"petType":"cat","name":"x","lives":3} 0
          Pet | {"petType":"cat","name":3} | CatCase {"petType":"cat"} 1
          Payment | {"number":"1","iban":"D"} | CardCase {"number":"1","iban":"D"} 1
          Payment | {"iban":"D","more":2} | BankCase {"iban":"D","more":2} 1
          Payment | {"coin":1} | UnknownCase {"coin":1} 0
          Payment | 3 | UnknownCase 3 0
          Event | {"kind":"closed","reason":"new"} | Option2Case {"kind":"closed","reason":"new"} 0
          Event | {"kind":"moved"} | UnknownCase {"kind":"moved"} 0
          Level | "medium" | StringCase "medium" 0
          Value | 1.5 | UnknownCase 1.5 0
          Value | [1,["x",true,{"a":"b"}]] | ValueListCase [1,["x",true,{"a":"b"}]] 0
          Vehicle | {"kind":"tank","guns":1} | UnknownCase {"kind":"tank","guns":1} 0
          """)
  void response_isReadAsTheSchemaThatItMatchesOrIsKept(String schema, String body, String expected)
      throws Exception {
    assertThat(sorted(call("sample.UnionCalls", "response", schema, body)))
        .isEqualTo(sorted(expected));
  }

  @Test
  void nestedUnions_withoutADiscriminator_areReadInLinearTime() {
    int depth = 150;
    String body = "{\"left\":".repeat(depth) + "\"wrong\"" + "}".repeat(depth);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(
                  call("sample.UnionCalls", "refusal", "/holders", "{\"expression\":" + body + "}"))
              .startsWith("/expression: expression must match one of these schemas: And, Or");
          assertThat(call("sample.UnionCalls", "response", "Expression", body))
              .isEqualTo("UnknownCase " + body + " 0");
        });
  }

  @Test
  void shapes_inListsFormsAndParameters_areReadAsSent() throws Exception {
    assertThat(call("shapes.ShapeCalls", "run"))
        .isEqualTo(
            """
            [CircleCase, PolygonCase]
            [{"radius":10,"kind":"circle"}, {"kind":"square","side":1}]
            {"value":7} {"kind":"square","side":1} \
            {"value":7,"shape":{"kind":"square","side":1}}""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Shape | {"kind":"circle","radius":-1} | /radius: radius must be at least 0
          Shape | {"kind":"square","side":"x"} | PolygonCase {"kind":"square","side":"x"}
          Shape | {"kind":"star"} | /kind: kind must be one of the following: "circle", \
          "square", "triangle"
          Animal | {"species":"Bird","wings":2,"parent":{"species":"Fish","fins":1}} | BirdCase \
          {"species":"Bird","parent":{"species":"Fish","fins":1},"wings":2}
          Animal | {"species":"Cow"} | /species: species must be one of the following: "Bird", \
          "Fish"
          Base | {"type":"Middle","middle":1} | MiddleCase {"type":"Middle","middle":1}
          Base | {"type":"Lowest","middle":1,"lowest":2} | LowestCase \
          {"type":"Lowest","middle":1,"lowest":2}
          Base | {"type":"Base"} | BaseCase {"type":"Base"}
          Base | {"type":"Same"} | BaseCase {"type":"Same"}
          Middle | {"type":"Lowest","lowest":2} | LowestCase {"type":"Lowest","lowest":2}
          Middle | {"type":"Base"} | /type: type must be one of the following: "Lowest", "Middle"
          Contact | {"name":"n","mail":"m"} | ByMailCase {"name":"n","mail":"m"}
          Contact | {"name":"n","mail":"m","phone":"p"} | : the body matches ByMail and ByPhone, \
          but must match exactly one of these schemas: ByMail, ByPhone
          Contact | {"mail":"m"} | /name: name is required
          Loop | "x" | StringCase "x"
          Loop | 1 | IntegerCase 1
          Triangle | {"kind":"triangle","sides":[1,"a"]} | Triangle \
          {"kind":"triangle","sides":[1,"a"]}
          """)
  void request_ofAnyFormOfUnion_isReadAsTheSchemaThatItMatches(
      String schema, String body, String expected) throws Exception {
    assertThat(call("shapes.ShapeCalls", "request", schema, body)).isEqualTo(expected);
  }

  /** The order of members is that of the document, or of the text. */
  private static List<String> sorted(String text) {
    return Arrays.stream(text.split("[{},]", -1)).sorted().toList();
  }

  private static String call(String className, String method, String... arguments)
      throws Exception {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    try {
      Object result =
          (className.startsWith("shapes") ? shapeClasses : classes)
              .loadClass(className)
              .getMethod(method, types)
              .invoke(null, (Object[]) arguments);
      return String.valueOf(result);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
