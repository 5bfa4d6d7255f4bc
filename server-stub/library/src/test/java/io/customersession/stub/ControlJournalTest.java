package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.contract.client.ApiException;
import io.customersession.stub.control.client.model.Awaited;
import io.customersession.stub.control.client.model.Exchange;
import io.customersession.stub.control.client.model.ExchangeFilter;
import io.customersession.stub.control.client.model.Expectation;
import io.customersession.stub.control.client.model.ExpectedViolation;
import io.customersession.stub.control.client.model.ReportedViolation;
import io.customersession.stub.control.client.model.Settings;
import io.customersession.stub.control.client.model.Severity;
import io.customersession.stub.control.client.model.Verdict;
import io.customersession.stub.control.client.model.ViolationReport;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Journal and violations over HTTP. */
class ControlJournalTest extends ControlScenario {
  @Test
  void journal_isSearchedByEveryCondition() {
    in("a")
        .header("X-Mine", "1")
        .putV2("s", "{\"profileId\":\"p\",\"attributes\":{\"n\":1.50,\"gone\":null}}")
        .expect(200);
    in("a").header("X-Stub-Fault", "delay=1ms").getV2("t").expect(404);
    Map<String, Object> body = new HashMap<>();
    body.put("/customerSession/profileId", "p");
    body.put("/customerSession/attributes/n", new BigDecimal("1.5"));
    body.put("/customerSession/attributes/gone", null);
    ExchangeFilter all =
        ExchangeFilter.builder()
            .operation("updateCustomerSessionV2")
            .session("s")
            .application(1L)
            .method("PUT")
            .path("/v2/customer_sessions/s")
            .status(200)
            .headers(Map.of("x-mine", "1"))
            .withoutHeaders(List.of("X-Other"))
            .body(body)
            .withoutBody(List.of("/customerSession/state"))
            .response(Map.of("/customerSession/state", "open"))
            .build();

    Exchange found = journal.findExchanges("a", all).getExchanges().get(0);

    assertThat(found.getNumber()).isEqualTo(1);
    assertThat(found.getHeaders().get("Authorization")).containsExactly("ApiKey-v1 ***");
    assertThat(found.getBody()).contains("\"profileId\":\"p\"");
    assertThat(found.getResponseBody()).contains("\"state\":\"open\"");
    assertThat(found.getMilliseconds()).isPositive();
    assertThat(journal.countExchanges("a", all).getCount()).isEqualTo(1);
    for (ExchangeFilter other :
        List.of(
            all.toBuilder().operation("getCustomerSession").build(),
            all.toBuilder().session("t").build(),
            all.toBuilder().application(2L).build(),
            all.toBuilder().method("GET").build(),
            all.toBuilder().path("/").build(),
            all.toBuilder().status(201).build(),
            all.toBuilder().headers(Map.of("x-mine", "2")).build(),
            all.toBuilder().withoutHeaders(List.of("X-Mine")).build(),
            all.toBuilder().body(Map.of("/customerSession/profileId", "q")).build(),
            all.toBuilder().withoutBody(List.of("/customerSession")).build(),
            all.toBuilder().response(Map.of("/customerSession/state", "closed")).build())) {
      assertThat(journal.countExchanges("a", other).getCount()).as(other.toString()).isZero();
    }
    List<Exchange> listed = journal.listExchanges("a").getExchanges();
    assertThat(listed).extracting(Exchange::getStatus).containsExactly(200, 404);
    assertThat(listed.get(1).getFault()).isEqualTo("delay=1ms by header");
    journal.clearJournal("a");
    assertThat(journal.listExchanges("a").getExchanges()).isEmpty();
    // Requests to the control API are not recorded.
    assertThat(stub.journal().total()).isZero();
  }

  @Test
  void repeatedAndExpectedViolations_areReportedWithTheirCounts() {
    Settings changed =
        worlds.changeSettings(
            "a",
            Settings.builder()
                .expectedViolations(
                    List.of(
                        expected("unknown-property", "/customerSession/colour"),
                        expected("old-version", "")))
                .build());
    assertThat(changed.getExpectedViolations()).hasSize(2);
    assertThat(worlds.getSettings("a").getExpectedViolations())
        .isEqualTo(changed.getExpectedViolations());
    for (int i = 0; i < 3; i++) {
      in("a").header("User-Agent", "shop/1").putV2("s", "{\"colour\":1,\"size\":2}").expect(200);
    }

    ViolationReport report = violations.getViolations("a");
    assertThat(report.getErrors()).isEqualTo(3);
    assertThat(report.getViolations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.getCount()).isEqualTo(3);
              assertThat(violation.getPattern()).isEqualTo("/customerSession/size");
              assertThat(violation.getUserAgent()).isEqualTo("shop/1");
              assertThat(violation.getApplication()).isEqualTo(1);
              assertThat(violation.getExpected()).isFalse();
            });
    assertThat(report.getExpected())
        .extracting(each -> each.getRule() + " " + each.getCount())
        .containsExactly("unknown-property 3", "old-version 0");
    assertThat(report.getExpected().get(0).getFirst().getExpected()).isTrue();
    assertThat(journal.listExchanges("a").getExchanges().get(0).getViolations())
        .extracting(each -> each.getLocation() + " " + each.getExpected())
        .containsExactly("/customerSession/colour true", "/customerSession/size false");

    Settings wrong =
        Settings.builder()
            .severities(Map.of("old-version", Severity.OFF))
            .expectedViolations(List.of(expected("unknown-property", "/a*")))
            .build();
    refused(
        400,
        "\"/a*\" is not a location of expected violations: in a JSON pointer, * must be a whole"
            + " segment",
        () -> worlds.changeSettings("a", wrong));
    assertThat(worlds.getSettings("a").getSeverities())
        .as("a refused change changes nothing")
        .containsEntry("old-version", Severity.WARNING);
  }

  private static ExpectedViolation expected(String rule, String location) {
    return ExpectedViolation.builder().rule(rule).location(location).build();
  }

  @Test
  void violations_areReported_asJsonAndAsJunitXml() {
    in("a").putV2("s", "{\"colour\":1}").expect(200);
    ViolationReport report = violations.getViolations("a");
    assertThat(report.getErrors() + report.getWarnings()).isEqualTo(1);
    ReportedViolation violation = report.getViolations().get(0);
    assertThat(violation.getLocation()).isEqualTo("/customerSession/colour");
    assertThat(violation.getRefused()).isFalse();
    assertThat(violation.getSent()).isEqualTo("1");
    assertThat(report.getSummary()).contains(violation.getRule());
    assertThat(journal.listExchanges("a").getExchanges().get(0).getViolations())
        .containsExactly(violation);

    Api.Response xml =
        new Api(stub).send("GET", "/__stub/worlds/a/violations.xml", null).expect(200);
    assertThat(xml.headers()).containsEntry("content-type", "application/xml");
    assertThat(xml.body()).startsWith("<?xml").contains("<testsuite", "/customerSession/colour");
    new Api(stub).send("GET", "/__stub/worlds/b/violations.xml", null).expect(404);
    new Api(stub).send("POST", "/__stub/worlds/a/violations.xml", "{}").expect(405);
    refused(404, "There is no world \"b\"", () -> violations.getViolations("b"));

    Map<String, Severity> severities =
        Map.of(violation.getRule(), Severity.ERROR, "*", Severity.OFF);
    Settings changed =
        worlds.changeSettings("a", Settings.builder().severities(severities).build());
    assertThat(changed.getSeverities())
        .hasSizeGreaterThan(5)
        .containsEntry(violation.getRule(), Severity.ERROR);
    assertThat(changed.getSeverities().values()).filteredOn(Severity.ERROR::equals).hasSize(1);
    ApiException wrong =
        catchThrowableOfType(
            ApiException.class,
            () ->
                worlds.changeSettings(
                    "b",
                    Settings.builder()
                        .strict(true)
                        .severities(Map.of("mood", Severity.OFF))
                        .build()));
    assertThat(wrong.bodyText()).contains("there is no rule \\\"mood\\\"; the rules are ");
    assertThat(stub.worlds().names()).containsExactly("main", "a");
  }

  @Test
  void expectations_areMetOrReportedWithTheNearestExchanges() throws Exception {
    ExchangeFilter gets = ExchangeFilter.builder().operation("getCustomerSession").build();
    assertThat(
            journal
                .expectExchanges("new", Expectation.builder().filter(gets).times(0).build())
                .getMet())
        .isTrue();
    in("new").putV2("s", "{}").expect(200);
    Verdict missed =
        journal.expectExchanges("new", Expectation.builder().filter(gets).times(1).build());
    assertThat(missed.getMet()).isFalse();
    assertThat(missed.getReport()).contains("exactly 1 exchange", "updateCustomerSessionV2");
    assertThat(missed.getExchanges()).isEmpty();

    CompletableFuture<Verdict> awaited =
        CompletableFuture.supplyAsync(
            () ->
                journal.awaitExchanges(
                    "new", Awaited.builder().filter(gets).timeout("PT20S").build()));
    in("new").getV2("s").expect(200);
    assertThat(awaited.get(20, TimeUnit.SECONDS).getExchanges()).hasSize(1);
    Verdict late =
        journal.awaitExchanges(
            "new", Awaited.builder().filter(gets).times(2).timeout("PT0.01S").build());
    assertThat(late.getMet()).isFalse();
    assertThat(late.getExchanges()).hasSize(1);
    refused(
        400,
        "timeout must be between PT0S and PT1M",
        () -> journal.awaitExchanges("new", Awaited.builder().timeout("PT2M").build()));
  }
}
