package io.customersession.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.client.ClientListener;
import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** The log lines of calls, which do not contain request or response data. */
final class LoggingListenerTest {
  private static final String CLOSED =
      "{\"message\":\"Cannot move session to state \\\"closed\\\" from state \\\"closed\\\"\"}";
  private static final String SECRETS = "{\"customer\":\"jane\",\"key\":\"cafe\"}";

  @StartStop private final MockWebServer server = new MockWebServer();

  private final List<String> lines = new ArrayList<>();

  @Test
  void log_everyOutcome_containsNoRequestOrResponseData() {
    respond(503, SECRETS);
    respond(400, CLOSED);
    respond(200, "{\"customerSession\":{\"state\":\"closed\"},\"effects\":[]}");
    respond(400, SECRETS);
    try (CustomerSessions sessions =
        CustomerSessions.builder()
            .baseUrl(server.url("/").toString())
            .apiKey("cafe")
            .random(() -> 0)
            .listener(new LoggingListener(new Lines(), new ClientListener() {}))
            .build()) {
      sessions.close("jane");
      assertThatThrownBy(
              () -> sessions.update("jane", SessionChange.builder().profileId("jane").build()))
          .isInstanceOf(InvalidRequestException.class);
    }

    assertThat(lines.stream().map(line -> line.replaceAll("took \\d+ ms", "took ? ms")))
        .containsExactly(
            "INFO updateCustomerSessionV2: 503, the server failed; starting attempt 2 in 0 ms",
            "DEBUG getCustomerSession: 200; attempt 1 took ? ms",
            "INFO updateCustomerSessionV2: recovered: an earlier attempt had already succeeded"
                + " (confirmed after attempt 2)",
            "DEBUG updateCustomerSessionV2: 400, the request is invalid; attempt 1 took ? ms");
    assertThat(lines).noneMatch(line -> line.contains("jane") || line.contains("cafe"));
  }

  private void respond(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  /** Collects log lines. */
  private final class Lines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
      lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
