package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.operation.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A client that records its waits and events instead of waiting, and a server with scripted
 * responses.
 */
abstract class RetryScenario {
  static final String STATE = "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}";
  static final String ALREADY_CLOSED =
      "{\"message\":\"Cannot move session to state \\\"closed\\\" from state \\\"closed\\\"\"}";
  static final String HTML = "<html><body>jane@example.com</body></html>";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(ScriptedServer.loopback()).build();

  final ScriptedServer server = new ScriptedServer(SERVER);

  final List<Duration> waits = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  CustomerSessions sessions;

  @BeforeEach
  void connect() {
    sessions = client().build();
  }

  @AfterEach
  void disconnect() {
    sessions.close();
  }

  CustomerSessionsBuilder client() {
    return CustomerSessions.builder()
        .baseUrl(SERVER.baseUrl())
        .apiKey("cafe")
        .clock(Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC))
        .sleeper(waits::add)
        .random(() -> 0.5)
        .listener(new RecordingListener());
  }

  /** Records events. */
  private final class RecordingListener implements ClientListener {
    @Override
    public void succeeded(Operation operation, int attempt, int status, Duration duration) {
      events.add(attempt + " succeeded " + status);
    }

    @Override
    public void failed(
        Operation operation, int attempt, CustomerSessionException failure, Duration duration) {
      events.add(attempt + " failed " + failure.status());
    }

    @Override
    public void retrying(
        Operation operation, int attempt, CustomerSessionException failure, Duration wait) {
      events.add(attempt + " retrying " + failure.status());
    }

    @Override
    public void recovered(Operation operation, int attempt) {
      events.add(attempt + " recovered");
    }
  }

  void respond(int status, String body) {
    server.next(aResponse().withStatus(status).withBody(body));
  }
}
