package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** What the log says, and what it keeps to itself. */
final class LoggingListenerTest {
  private static final String CLOSED =
      "{\"message\":\"Cannot move session to state \\\"closed\\\" from state \\\"closed\\\"\"}";
  private static final String SECRETS = "{\"customer\":\"jane\",\"key\":\"cafe\"}";

  @StartStop private final MockWebServer server = new MockWebServer();

  private final List<String> lines = new ArrayList<>();

  @Test
  void log_everyOutcome_tellsNothingOfWhatWasSentOrReceived() {
    answer(503, SECRETS);
    answer(400, CLOSED);
    answer(200, "{\"customerSession\":{\"state\":\"closed\"},\"effects\":[]}");
    answer(400, SECRETS);
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

    assertThat(lines.stream().map(line -> line.replaceAll("in \\d+ ms", "in ? ms")))
        .containsExactly(
            "INFO updateCustomerSessionV2: 503, the server failed; attempt 2 after 0 ms",
            "DEBUG getCustomerSession: 200; attempt 1 in ? ms",
            "INFO updateCustomerSessionV2: a lost attempt did it, as a read after attempt 2 shows",
            "DEBUG updateCustomerSessionV2: 400, the request is invalid; attempt 1 in ? ms");
    assertThat(lines).noneMatch(line -> line.contains("jane") || line.contains("cafe"));
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  /** Keeps lines in place of printing them. */
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
