package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.ExpectedViolationCount;
import io.customersession.contract.stub.violation.RepeatedViolation;
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.stub.account.FixturesFile;
import io.customersession.stub.account.InvalidFixturesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Violations of one kind by one caller are reported once; expected ones apart from all others. */
class RepeatedViolationsTest {
  private static final String JAVA = "OpenAPI-Generator/26.02/java";
  private static final String MASTER_ID = "/customerSession/cartItems/*/masterId";

  private final CustomerSessionStub stub = Stubs.start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private static String item(String more) {
    return "{\"sku\":\"a\",\"quantity\":1,\"price\":5," + more + "}";
  }

  private static void put(CustomerSessionStub stub, String userAgent, String... items) {
    new Api(stub)
        .header("User-Agent", userAgent)
        .putV2("s", "{\"cartItems\":[" + String.join(",", items) + "]}")
        .expect(200);
  }

  /** What Java 26.02 always sends. */
  private void sendPrices(int requests) {
    for (int i = 0; i < requests; i++) {
      put(
          stub,
          JAVA,
          IntStream.rangeClosed(0, i % 3)
              .mapToObj(item -> item("\"prices\":{}"))
              .toArray(String[]::new));
    }
  }

  @Test
  void sameKindBySameCaller_isReportedOnceWithItsCount() {
    sendPrices(30);
    ViolationReport report = stub.world().report();

    assertThat(report.warnings()).hasSize(60);
    assertThat(report.repeated())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.count()).isEqualTo(60);
              assertThat(group.location()).isEqualTo("/customerSession/cartItems/*/prices");
              assertThat(group.caller()).isEqualTo("application 1, " + JAVA);
              assertThat(group.first().location()).isEqualTo("/customerSession/cartItems/0/prices");
            });
    assertThat(report.summary().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("read-only-property", "   60 x  ");
    assertThat(report.explained())
        .containsOnlyOnce("warning read-only-property")
        .contains("  where:      /customerSession/cartItems/0/prices\n")
        .endsWith(
            "\n  repeated:   60 times at /customerSession/cartItems/*/prices"
                + "\n  caller:     application 1, "
                + JAVA);
    JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
    assertThat(json.get("warnings").getAsInt()).isEqualTo(60);
    assertThat(json.getAsJsonArray("violations")).hasSize(1);
    JsonObject only = json.getAsJsonArray("violations").get(0).getAsJsonObject();
    assertThat(only.get("count").getAsInt()).isEqualTo(60);
    assertThat(only.get("pattern").getAsString()).isEqualTo("/customerSession/cartItems/*/prices");
    assertThat(only.get("userAgent").getAsString()).isEqualTo(JAVA);
    assertThat(report.toJunitXml())
        .containsOnlyOnce("warning read-only-property")
        .contains("repeated:   60 times");
    assertThat(stub.journal().exchanges().get(2).violations())
        .as("an exchange keeps what it did itself")
        .extracting(ContractViolation::location)
        .containsExactly(
            "/customerSession/cartItems/0/prices",
            "/customerSession/cartItems/1/prices",
            "/customerSession/cartItems/2/prices");
  }

  @Test
  void indexesInDetails_areNoReasonForAnotherKind() {
    Api api = new Api(stub);
    for (String parts : List.of("\"x\"", "\"event\",\"x\"", "\"event\",\"event\",\"x\"")) {
      api.send(
              "PUT",
              "/v2/customer_sessions/s",
              "{\"customerSession\":{},\"responseContent\":[" + parts + "]}")
          .expect(400);
    }

    assertThat(stub.world().report().repeated())
        .singleElement()
        .extracting(RepeatedViolation::count)
        .isEqualTo(3);
  }

  @Test
  void otherCallersPropertiesOperationsAndPaths_areOtherKinds() {
    put(stub, JAVA, item("\"masterId\":1"), item("\"masterId\":1,\"uuId\":2"));
    put(stub, "other", item("\"masterId\":1"));
    Api api = new Api(stub);
    api.putV1("s", "{\"cartItems\":[" + item("\"masterId\":1") + "]}").expect(200);
    api.send("GET", "/v2/nowhere", null).expect(404);
    api.send("GET", "/v2/elsewhere", null).expect(404);

    assertThat(stub.world().report().repeated())
        .extracting(group -> group.count() + " " + group.location())
        .containsExactly(
            "2 " + MASTER_ID,
            "1 /customerSession/cartItems/*/uuId",
            "1 " + MASTER_ID,
            "1 /cartItems/*/masterId",
            "1 ",
            "1 ",
            "1 ");
    assertThat(stub.world().report().summary())
        .contains("CartItem. [application 1, " + JAVA + "]", "CartItem. [application 1, other]");
  }

  @Test
  void sameKindInSeveralWorlds_isMerged() {
    for (String world : List.of("a", "b")) {
      stub.world(world).expectedViolations(List.of(ExpectedViolation.parse("old-version")));
      Api api = new Api(stub).header("X-Stub-World", world).header("User-Agent", JAVA);
      api.putV2("s", "{\"x\":1}").expect(200);
      api.putV1("s", "{}").expect(200);
    }

    ViolationReport merged =
        ViolationReport.merged(List.of(stub.world("a").report(), stub.world("b").report()));
    assertThat(merged.repeated()).singleElement().extracting(RepeatedViolation::count).isEqualTo(2);
    assertThat(merged.expected())
        .singleElement()
        .extracting(ExpectedViolationCount::count)
        .isEqualTo(2L);
  }

  @Test
  void expectedByTheBuilder_isListedApartAndAlsoWhatNeverOccurred() {
    try (CustomerSessionStub own =
        Stubs.builder()
            .expectedViolation("unknown-property", MASTER_ID)
            .expectedViolation("unknown-parameter", "runRuleEngine")
            .start()) {
      put(own, JAVA, item("\"masterId\":1"), item("\"masterId\":1,\"uuId\":2"));
      ViolationReport report = own.world().report();

      assertThat(own.violations())
          .extracting(ContractViolation::location)
          .containsExactly("/customerSession/cartItems/1/uuId");
      assertThat(report.errors()).hasSize(1);
      assertThat(report.expected())
          .extracting(each -> each.expected() + " " + each.count())
          .containsExactly(
              "unknown-property " + MASTER_ID + " 2", "unknown-parameter runRuleEngine 0");
      List<String> lines =
          List.of(
              "  unknown-property "
                  + MASTER_ID
                  + ": 2 x The property \"masterId\" is not defined on CartItem.",
              "  unknown-parameter runRuleEngine: never occurred");
      assertThat(report.summary().lines()).endsWith("Expected:", lines.get(0), lines.get(1));
      JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
      assertThat(json.getAsJsonArray("expected").get(0).getAsJsonObject().get("count").getAsInt())
          .isEqualTo(2);
      assertThat(json.getAsJsonArray("expected").get(1).getAsJsonObject().get("count").getAsInt())
          .isZero();
      assertThat(report.toJunitXml())
          .contains("unknown-parameter runRuleEngine: never occurred</system-out>\n</testsuite>");
      assertThat(own.journal().exchanges().get(0).violations()).hasSize(3);

      own.reset();
      assertThat(own.world().report().expected())
          .extracting(ExpectedViolationCount::count)
          .containsExactly(0L, 0L);
    }
  }

  @Test
  void expectedByFixtures_isOneLine(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("fixtures.yaml"),
            "expectedViolations:\n"
                + "  - {rule: unknown-property, location: /customerSession/cartItems/*/masterId}\n");
    try (CustomerSessionStub own = Stubs.builder().fixtures(file).start()) {
      put(own, JAVA, item("\"masterId\":1"));

      assertThat(own.violations()).isEmpty();
      assertThat(own.world().report().expected())
          .singleElement()
          .extracting(ExpectedViolationCount::count)
          .isEqualTo(1L);
    }
  }

  @Test
  void expectedByTheCall_countsForThatCallOnly() {
    Api api = new Api(stub);
    api.header(
            "X-Stub-Expected-Violations",
            "unknown-property /customerSession/x, old-version, unknown-property /never")
        .putV2("s", "{\"x\":1}")
        .expect(200);
    api.putV1("s", "{}").expect(200);
    api.header("X-Stub-Expected-Violations", null).putV2("s", "{\"x\":1}").expect(200);

    assertThat(stub.violations()).hasSize(1);
    assertThat(stub.world().report().expected())
        .extracting(each -> each.expected() + " " + each.count())
        .containsExactly(
            "unknown-property /customerSession/x 1", "old-version 1", "unknown-property /never 0");
  }

  @Test
  void expectedViolation_isStillRefusedIfTheStubRefusesIt() {
    stub.world()
        .expectedViolations(
            List.of(
                ExpectedViolation.parse("unknown-property *"),
                ExpectedViolation.parse("conflict-ignored")));
    Api api = new Api(stub);
    api.header("X-Stub-Behaviour", "strict=true").putV2("s", "{\"x\":1}").expect(400);
    stub.world().faults().add(FaultRule.of(new Fault.Conflict()).times(1));
    api.putV2("given-up", "{}").expect(409);

    assertThat(stub.world().report().violations()).isEmpty();
    assertThat(stub.world().report().expected())
        .extracting(ExpectedViolationCount::count)
        .containsExactly(1L, 1L);
  }

  @Test
  void expectedViolations_doNotPushOthersOut() {
    try (CustomerSessionStub own =
        Stubs.builder().maxViolations(2).expectedViolation("old-version", "").start()) {
      Api api = new Api(own);
      api.putV2("s", "{\"x\":1}").expect(200);
      for (int i = 0; i < 20; i++) {
        api.putV1("s", "{}").expect(200);
      }

      assertThat(own.violations()).hasSize(1);
      assertThat(own.world().report().expected().get(0).count()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-property, /a/0/b, unknown-property /a/*/b, true",
    "unknown-property, /a/0/b, unknown-property /a/0/b, true",
    "unknown-property, /a/0/b, unknown-property /*/*/*, true",
    "unknown-property, /a/0/b, unknown-property *, true",
    "unknown-property, /a/0/b, unknown-property /a/*, false",
    "unknown-property, /a/0/b, unknown-property /a/*/b/*, false",
    "unknown-property, /a/0/b, unknown-property /a/1/b, false",
    "unknown-property, /a/0/b, unknown-property /A/0/b, false",
    "unknown-property, /a/0/b, read-only-property *, false",
    "unknown-property, /a/0/b, unknown-property, false",
    "undeclared-header, X-Shop, undeclared-header x-shop, true",
    "undeclared-header, X-Shop, undeclared-header x-sho, false",
    "old-version, '', old-version, true"
  })
  void location_matchesSegmentBySegment(String rule, String at, String expected, boolean matches) {
    ExpectedViolation expectation = ExpectedViolation.parse(expected);
    assertThat(expectation).hasToString(expected);
    assertThat(expectation.matches(ExpectedViolation.of(rule, "").rule(), at)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a*/b", "a*", "/a~2", "/a~", "**", "/**"})
  void location_thatIsNoPattern_isRefusedEverywhere(String location) throws IOException {
    String text = "unknown-property " + location;
    assertThatThrownBy(() -> Stubs.builder().expectedViolation("unknown-property", location))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("\"" + location + "\" is not a location of expected violations: ");
    assertThat(
            new Api(stub)
                .header("X-Stub-Expected-Violations", text)
                .getV2("s")
                .expect(400)
                .message())
        .startsWith("X-Stub-Expected-Violations: \"" + location + "\" is not a location");
    assertThatThrownBy(() -> ExpectedViolation.of("unknown-property", "/" + "x".repeat(1_000)))
        .hasMessageContaining("must have at most 1000 characters, not 1001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rule: unknown-propety, location: /a} | /expectedViolations/0: there is no rule \"unknown-propety\"; the rules are malformed-body,",
        "{rule: unknown-property, location: /a*} | /expectedViolations/0: \"/a*\" is not a location of expected violations: in a JSON pointer, * must be a whole segment",
        "{rule: unknown-property} | /expectedViolations/0/location: location is required (fixtures.schema.json#/$defs/ExpectedViolation/required)",
        "{rule: 1, location: /a} | /expectedViolations/0/rule: rule must be a string, not a number (fixtures.schema.json#/$defs/ExpectedViolation/properties/rule/type)",
        "{rule: old-version, location: '', why: x} | /expectedViolations/0/why: The property \"why\" is not defined on ExpectedViolation. Its properties are rule, location (fixtures.schema.json#/$defs/ExpectedViolation/additionalProperties)"
      })
  void fixtures_thatAreWrong_areRefusedWithFileLineAndRule(
      String line, String details, @TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("fixtures.yaml"), "expectedViolations:\n  - " + line + "\n");

    assertThatThrownBy(() -> FixturesFile.read(file))
        .isInstanceOf(InvalidFixturesException.class)
        .hasMessageStartingWith(file + ":2: " + details);
  }
}
