package io.customersession.contract.stub.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestPathTest {
  private static final List<String> PATHS =
      List.of(
          "/v1/customer_sessions/{customerSessionId}",
          "/v2/customer_sessions/{customerSessionId}",
          "/v2/customer_sessions/{customerSessionId}/reopen",
          "/v2/customer_sessions/{customerSessionId}/returns",
          "/v1/customer_profiles/{integrationId}",
          "/v2/customer_profiles/{integrationId}",
          "/v1/applications/{applicationId}/sessions",
          "/v1/status/health");

  @ParameterizedTest
  @CsvSource({
    "/v2/customer_session/s, /v2/customer_sessions/{customerSessionId}",
    "//shop/v2/customer_sessions/c, /v2/customer_sessions/{customerSessionId}",
    "//v2/customer_sessions/c, /v2/customer_sessions/{customerSessionId}",
    "/v2/customer_sessions, /v2/customer_sessions/{customerSessionId}",
    "/v2/customer_sessions/s/return, /v2/customer_sessions/{customerSessionId}/returns",
    "/customer_profiles/p, /v2/customer_profiles/{integrationId}",
    "/nothing/of/this/kind,",
    "/,",
  })
  void path_mistyped_isFound(String path, String nearest) {
    assertThat(NearestPath.of(path, PATHS).orElse(null)).isEqualTo(nearest);
  }

  @Test
  void path_withAnIdOfAnyLength_isFound() {
    assertThat(NearestPath.of("/v2/customer_session/" + "a".repeat(5_000), PATHS))
        .contains("/v2/customer_sessions/{customerSessionId}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "/", "/a", "/customer_sessions", "couponCodes", "{", "\u0130", "%2F", "😀"})
  void anyText_ofAnyLength_costsLittle(String piece) {
    String text = "/v2/customer_sessions/" + piece.repeat(400_000 / piece.length()) + "/x";

    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    NearestPath.of(text, PATHS);
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

    assertThat(nanos).isLessThan(500_000_000L);
  }
}
