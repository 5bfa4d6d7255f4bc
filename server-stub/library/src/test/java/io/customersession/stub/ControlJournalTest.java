package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.control.client.model.Exchange;
import io.customersession.stub.control.client.model.ExchangeFilter;
import io.customersession.stub.control.client.model.ExpectedViolation;
import io.customersession.stub.control.client.model.Settings;
import io.customersession.stub.control.client.model.ViolationReport;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the journal and the violations over HTTP have of sessions. */
class ControlJournalTest extends ControlScenario {
  @Test
  void exchange_ofASession_isFoundByTheSession_andHidesTheKey() {
    in("a")
        .putV2("s", "{\"profileId\":\"p\",\"attributes\":{\"n\":1.50,\"gone\":null}}")
        .expect(200);
    in("a").header("X-Stub-Fault", "delay=1ms").getV2("t").expect(404);
    Map<String, Object> body = new HashMap<>();
    body.put("/customerSession/attributes/n", new BigDecimal("1.5"));
    body.put("/customerSession/attributes/gone", null);
    ExchangeFilter filter =
        ExchangeFilter.builder().session("s").application(1L).body(body).build();

    Exchange found = journal.findExchanges("a", filter).getExchanges().get(0);

    assertThat(found.getNumber()).isEqualTo(1);
    assertThat(found.getSession()).isEqualTo("s");
    assertThat(found.getApplication()).isEqualTo(1);
    assertThat(found.getHeaders().get("Authorization")).containsExactly("ApiKey-v1 ***");
    assertThat(found.getBody()).contains("\"profileId\":\"p\"");
    assertThat(found.getResponseBody()).contains("\"state\":\"open\"");
    assertThat(found.getMilliseconds()).isPositive();
    for (ExchangeFilter other :
        List.of(
            filter.toBuilder().session("t").build(), filter.toBuilder().application(2L).build())) {
      assertThat(journal.countExchanges("a", other).getCount()).as(other.toString()).isZero();
    }
    assertThat(journal.listExchanges("a").getExchanges().get(1).getFault())
        .isEqualTo("delay=1ms by header");
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
  }

  private static ExpectedViolation expected(String rule, String location) {
    return ExpectedViolation.builder().rule(rule).location(location).build();
  }
}
