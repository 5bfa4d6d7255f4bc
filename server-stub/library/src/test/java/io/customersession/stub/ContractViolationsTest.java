package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.Severity;
import io.customersession.contract.stub.violation.ViolationReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ContractViolationsTest {
  private static final String ITEM = "{\"sku\":\"a\",\"quantity\":1,\"price\":5}";

  private final CustomerSessionStub stub = Stubs.start();
  private final Api api = new Api(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  private ContractViolation only() {
    assertThat(stub.violations()).hasSize(1);
    return stub.violations().get(0);
  }

  @Test
  void rightCalls_violateNothing() {
    api.putV2("s", "{\"profileId\":\"p\",\"cartItems\":[" + ITEM + "]}").expect(200);
    api.putV2("s", "{\"cartItems\":[" + ITEM + "," + ITEM + "]}").expect(200);
    api.header("traceparent", "00-1-2-01").getV2("s").expect(200);
    api.getV2("unknown").expect(404);
    assertThat(stub.violations()).isEmpty();
    assertThat(stub.world().report().summary()).isEqualTo("No contract violations.");
  }

  @Test
  void unknownProperty_isExplainedWithTheNearestName() {
    api.putV2(
            "s", "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":5,\"categroy\":\"x\"}]}")
        .expect(200);
    assertThat(only().explained())
        .isEqualTo(
            """
            error unknown-property: The property "categroy" is not defined on CartItem.
              call:       PUT /v2/customer_sessions/s (updateCustomerSessionV2)
              where:      /customerSession/cartItems/0/categroy
              sent:       "x"
              rule:       #/components/schemas/CartItem
              stub:       carried the request out
              real API:   ignores it: what was sent is lost
              right form: The nearest name is "category"\
            """);
  }

  @Test
  void unknownValue_isExplainedWithTheNearestOne() {
    api.putV2("s", "{\"state\":\"clsoed\"}").expect(400);
    assertThat(only().sent()).isEqualTo("\"clsoed\"");
    assertThat(only().rightForm()).isEqualTo("The nearest value is \"closed\"");
    stub.reset();
    api.putV2("s", "{\"state\":\"finished\"}").expect(400);
    assertThat(only().rightForm()).isNull();
  }

  @Test
  void schemaAndLimits_areRefusedAndSaid() {
    api.putV2(
            "s", "{\"state\":\"shut\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":0,\"price\":5}]}")
        .expect(400);
    assertThat(stub.violations())
        .extracting(ContractViolation::kind)
        .containsExactlyInAnyOrder(ContractRule.SCHEMA, ContractRule.LIMIT);
    assertThat(stub.violations())
        .extracting(ContractViolation::sent)
        .containsExactlyInAnyOrder("\"shut\"", "0");
  }

  @Test
  void refusedRequest_isSaidAllThatIsWrongWithIt() {
    api.putV2("s", "{\"state\":\"shut\",\"colour\":1}").expect(400);
    assertThat(stub.violations())
        .extracting(ContractViolation::kind, ContractViolation::refused)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(ContractRule.SCHEMA, true),
            org.assertj.core.groups.Tuple.tuple(ContractRule.UNKNOWN_PROPERTY, true));
  }

  @Test
  void readOnlyProperty_isAWarning() {
    api.putV2("s", "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":5,\"position\":0}]}")
        .expect(200);
    assertThat(stub.violations())
        .extracting(ContractViolation::kind, ContractViolation::severity)
        .contains(
            org.assertj.core.groups.Tuple.tuple(ContractRule.READ_ONLY_PROPERTY, Severity.WARNING));
  }

  @Test
  void undeclaredHeader_andParameter_areNoted() {
    api.header("Idempotncy-Key", "k")
        .send("PUT", "/v2/customer_sessions/s?drry=true", "{\"customerSession\":{}}");
    assertThat(stub.violations())
        .extracting(ContractViolation::kind, ContractViolation::rightForm, ContractViolation::sent)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                ContractRule.UNKNOWN_PARAMETER, "The nearest name is \"dry\"", "true"),
            org.assertj.core.groups.Tuple.tuple(
                ContractRule.UNDECLARED_HEADER, "The nearest name is \"Idempotency-Key\"", "***"));
  }

  @Test
  void undeclaredOperation_isNotedWithTheNearestPath() {
    api.send("GET", "/v2/customer_session/s", null).expect(404);
    assertThat(only().kind()).isEqualTo(ContractRule.UNDECLARED_OPERATION);
    assertThat(only().rightForm())
        .isEqualTo("The nearest path is /v2/customer_sessions/{customerSessionId}");
    stub.reset();
    api.send("DELETE", "/v2/customer_sessions/s", null).expect(405);
    assertThat(only().rightForm()).isEqualTo("The path has GET, HEAD, PUT");
  }

  @Test
  void wrongKey_andWrongMediaType_areNoted() {
    api.header("Authorization", "Bearer x").getV2("s").expect(401);
    assertThat(only().kind()).isEqualTo(ContractRule.UNAUTHORIZED);
    assertThat(only().rightForm()).isEqualTo("Authorization: ApiKey-v1 <key>");
    stub.reset();
    api.header("Authorization", "ApiKey-v1 x").header("Content-Type", "text/plain");
    api.putV2("s", "{}").expect(415);
    assertThat(only().kind()).isEqualTo(ContractRule.MEDIA_TYPE);
  }

  @Test
  void illegalMove_isTableOrRule() {
    api.putV2("s", "{\"state\":\"cancelled\"}").expect(400);
    assertThat(only().kind()).isEqualTo(ContractRule.ILLEGAL_TRANSITION);
    assertThat(only().sent()).isEqualTo("\"cancelled\"");
    assertThat(only().rightForm())
        .isEqualTo(
            "\"open\" by updateCustomerSession or updateCustomerSessionV2;"
                + " \"closed\" by updateCustomerSession or updateCustomerSessionV2");
    stub.reset();
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    api.putV2("s", "{\"state\":\"open\"}").expect(400);
    assertThat(only().rightForm())
        .isEqualTo(
            "\"open\" by reopenCustomerSession"
                + " (PUT /v2/customer_sessions/{customerSessionId}/reopen)");
    stub.reset();
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);
    api.putV2("s", "{\"state\":\"closed\"}").expect(400);
    assertThat(only().rightForm()).isEqualTo("A session with another id");
    try (CustomerSessionStub strict =
        Stubs.builder().transitionRule(move -> Optional.of("No.")).start()) {
      new Api(strict).putV2("s", "{}").expect(400);
      assertThat(strict.violations())
          .extracting(ContractViolation::kind)
          .containsExactly(ContractRule.REJECTED_TRANSITION);
    }
  }

  @Test
  void emptyLists_thatTakeSomethingAway_areWarnedOf() {
    api.putV2("s", "{\"profileId\":\"p\",\"cartItems\":[],\"couponCodes\":[]}").expect(200);
    assertThat(stub.violations()).isEmpty();
    api.putV2("s", "{\"cartItems\":[" + ITEM + "],\"couponCodes\":[\"C\"]}").expect(200);
    api.putV2("s", "{\"cartItems\":[],\"couponCodes\":[]}").expect(200);
    assertThat(stub.violations())
        .extracting(
            ContractViolation::kind, ContractViolation::location, ContractViolation::refused)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ContractRule.EMPTY_LIST, "/customerSession/cartItems", false),
            org.assertj.core.groups.Tuple.tuple(
                ContractRule.EMPTY_LIST, "/customerSession/couponCodes", false));
    assertThat(stub.violations().get(0).details())
        .isEqualTo("cartItems is empty and takes away what the session had: 1.");
  }

  @Test
  void closingWithACouponAndNobody_isWarnedOf() {
    api.putV2("s", "{\"couponCodes\":[\"C\"],\"identifiers\":[\"i\"],\"state\":\"closed\"}")
        .expect(200);
    api.putV2("t", "{\"profileId\":\"p\",\"couponCodes\":[\"C\"],\"state\":\"closed\"}")
        .expect(200);
    assertThat(stub.violations()).isEmpty();
    api.putV2("u", "{\"couponCodes\":[\"C\"]}").expect(200);
    api.putV2("u", "{\"state\":\"closed\"}").expect(200);
    assertThat(only().kind()).isEqualTo(ContractRule.CLOSE_WITHOUT_IDENTIFIER);
    assertThat(only().location()).isEqualTo("/customerSession/state");
  }

  @Test
  void oldVersion_isWarnedOf() {
    api.putV1("s", "{}").expect(200);
    assertThat(only().kind()).isEqualTo(ContractRule.OLD_VERSION);
    assertThat(only().rightForm())
        .isEqualTo("PUT /v2/customer_sessions/{customerSessionId} (updateCustomerSessionV2)");
  }

  @Test
  void conflict_thatNothingCameAfter_isInTheReport() {
    stub.world().faults().add(FaultRule.of(new Fault.Conflict()).times(2));
    api.putV2("given-up", "{}").expect(409);
    api.putV2("repeated", "{}").expect(409);
    api.putV2("repeated", "{}").expect(200);
    assertThat(stub.violations()).isEmpty();
    assertThat(stub.world().report().warnings())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(ContractRule.CONFLICT_IGNORED);
              assertThat(violation.path()).isEqualTo("/v2/customer_sessions/given-up");
            });
    stub.reset();
    stub.world().faults().add(FaultRule.of(new Fault.Conflict()).times(1));
    api.header("X-Stub-Severity", "conflict-ignored=off").putV2("given-up", "{}").expect(409);
    assertThat(stub.world().report().warnings()).isEmpty();
  }

  @Test
  void severities_canDifferInOneCall_inOneWorld_andInOneStub() {
    api.header("X-Stub-Severity", "old-version=off").putV1("s", "{}").expect(200);
    assertThat(stub.violations()).isEmpty();
    api.header("X-Stub-Severity", "*=off, old-version = error").putV1("s", "{\"x\":1}").expect(200);
    assertThat(only().severity()).isEqualTo(Severity.ERROR);
    assertThat(api.header("X-Stub-Severity", "old=off").getV2("s").expect(400).message())
        .startsWith("X-Stub-Severity: there is no rule \"old\"; the rules are malformed-body, ");
    assertThat(api.header("X-Stub-Severity", "old-version").getV2("s").expect(400).message())
        .isEqualTo(
            "X-Stub-Severity: the severity of \"old-version\" must be error, warning or off, after an"
                + " equals sign");
    api.header("X-Stub-Severity", null);
    stub.world().severities(Severities.defaults().with("old-version=error"));
    api.putV1("s", "{}").expect(200);
    assertThat(stub.world().report().errors()).hasSize(2);
    try (CustomerSessionStub calm =
        Stubs.builder().severity(ContractRule.OLD_VERSION, Severity.OFF).start()) {
      new Api(calm).putV1("s", "{}").expect(200);
      assertThat(calm.violations()).isEmpty();
    }
    assertThatThrownBy(() -> Severities.defaults().with("empty-list=loud"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void report_isReadableByPeopleAndMachines() throws Exception {
    api.putV1("s", "{\"x\":\"<&\\u0001\\\"\"}").expect(200);
    api.putV1("s", "{\"y\":1}").expect(200);
    ViolationReport report = stub.world().report();
    assertThat(report.summary().lines())
        .containsExactly(
            "Contract violations: 2 errors, 2 warnings",
            "  error   unknown-property              1 x  The property \"x\" is not defined on"
                + " NewCustomerSession. (main #1)",
            "  error   unknown-property              1 x  The property \"y\" is not defined on"
                + " NewCustomerSession. (main #2)",
            "  warning old-version                   2 x  updateCustomerSession has a newer version."
                + " (main #1)");

    JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
    assertThat(json.get("errors").getAsInt()).isEqualTo(2);
    assertThat(json.get("warnings").getAsInt()).isEqualTo(2);
    JsonObject first = json.getAsJsonArray("violations").get(0).getAsJsonObject();
    assertThat(first.get("rule").getAsString()).isEqualTo("unknown-property");
    assertThat(first.get("sent").getAsString()).startsWith("\"<&");
    assertThat(first.get("world").getAsString()).isEqualTo("main");
    assertThat(first.get("exchange").getAsLong()).isEqualTo(1);

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(report.toJunitXml().getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("testcase").getLength())
        .isEqualTo(ContractRule.values().length);
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("2 violations: The property \"x\" is not defined on NewCustomerSession.");
    assertThat(failure.getTextContent()).contains("where:      /y");
  }

  @Test
  void longNames_areNotKept() {
    String name = "n".repeat(10_000);
    api.putV2("s", "{\"" + name + "\":1}").expect(200);
    assertThat(only().location()).hasSize(1_003);
    assertThat(only().details()).hasSize(1_003);
  }

  @Test
  void pathAndHeader_mustNameTheSameWorld() {
    String body = "{\"customerSession\":{}}";
    api.header("X-Stub-World", "a");
    assertThat(api.send("PUT", "/__world/b/v2/customer_sessions/s", body).expect(400).message())
        .isEqualTo("The path and X-Stub-World name different worlds");
    api.send("PUT", "/__world/a/v2/customer_sessions/s", body).expect(200);
    assertThat(stub.world("a").journal().find().path("/v2/customer_sessions/s").count())
        .isEqualTo(1);
  }
}
