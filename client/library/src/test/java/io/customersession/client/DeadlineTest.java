package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.TransportException;
import io.customersession.client.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deadline limits all steps of a call. Timeouts of attempts are longer here. */
final class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String ALREADY_CLOSED =
      "{\"message\":\"Cannot move session to state \\\"closed\\\" from state \\\"closed\\\"\"}";

  private final List<Duration> waits = new ArrayList<>();

  /** How a call is made. */
  enum Way {
    WAITING,
    ASYNC;

    Throwable thrownByGet(CustomerSessions sessions, RequestOptions options) {
      Throwable thrown =
          catchThrowable(
              () -> {
                if (this == WAITING) {
                  sessions.get("s1", options);
                } else {
                  sessions.async().get("s1", options).orTimeout(60, TimeUnit.SECONDS).join();
                }
              });
      return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }
  }

  private CustomerSessionsBuilder client(HostileServer server) {
    return CustomerSessions.builder()
        .baseUrl(server.url())
        .apiKey("cafe")
        .timeout(LONG)
        .retryPolicy(RetryPolicy.builder().maxRetries(100).build())
        .sleeper(waits::add);
  }

  private static RequestOptions within(Duration deadline) {
    return RequestOptions.builder().deadline(deadline).build();
  }

  @ParameterizedTest
  @EnumSource
  void server_silent_isLeftAtTheDeadline(Way way) throws IOException {
    try (HostileServer server = new HostileServer(HostileServer.Connection::keepSilent);
        CustomerSessions sessions = client(server).deadline(SHORT).build()) {
      assertThat(way.thrownByGet(sessions, RequestOptions.none()))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("InterruptedIOException");
      assertThat(server.requests()).isEqualTo(1);
      assertThat(waits).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void server_thatDrips_isLeftAtTheDeadlineOfTheCall(Way way) throws IOException {
    try (HostileServer server = new HostileServer(Hostility.SLOW_BODY.script);
        CustomerSessions sessions = client(server).deadline(LONG).build()) {
      assertThat(way.thrownByGet(sessions, within(SHORT))).isInstanceOf(TransportException.class);
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wait_thatWouldLastLonger_isNotBegun(Way way) throws IOException {
    HostileServer.Script busy =
        it -> it.write("HTTP/1.1 503 x\r\nRetry-After: 50\r\nContent-Length: 0\r\n\r\n");
    try (HostileServer server = new HostileServer(busy);
        CustomerSessions sessions = client(server).build()) {
      Throwable thrown = way.thrownByGet(sessions, within(Duration.ofSeconds(40)));

      assertThat(thrown).isInstanceOf(ServerErrorException.class);
      assertThat(thrown.getSuppressed())
          .singleElement()
          .isInstanceOf(TimeoutException.class)
          .extracting(Throwable::getMessage)
          .isEqualTo("not retried: deadline of PT40S");
      assertThat(server.requests()).isEqualTo(1);
      assertThat(waits).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void attempts_manyQuickOnes_endAtTheDeadline(Way way) throws IOException {
    try (HostileServer server = new HostileServer(it -> it.writeResponse(503, ""));
        CustomerSessions sessions =
            client(server)
                .retryPolicy(RetryPolicy.builder().maxRetries(Integer.MAX_VALUE).build())
                .random(() -> 0.01)
                .sleeper(wait -> Thread.sleep(wait.toMillis()))
                .build()) {
      assertThat(way.thrownByGet(sessions, within(SHORT)))
          .isInstanceOf(CustomerSessionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void read_thatConfirms_countsToo(Way way) throws IOException {
    HostileServer.Script script =
        it -> {
          if (it.head.startsWith("GET")) {
            it.keepSilent();
          } else if (it.request == 1) {
            throw new IOException("not a word");
          }
          it.writeResponse(400, ALREADY_CLOSED);
        };
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions = client(server).deadline(Duration.ofSeconds(2)).build()) {
      Throwable thrown =
          catchThrowable(
              () -> {
                if (way == Way.WAITING) {
                  sessions.close("s1");
                } else {
                  sessions.async().close("s1").orTimeout(60, TimeUnit.SECONDS).join();
                }
              });
      Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;

      assertThat(cause).isInstanceOf(IllegalTransitionException.class);
      assertThat(cause.getSuppressed()).hasAtLeastOneElementOfType(TransportException.class);
      assertThat(server.requests()).isEqualTo(3);
    }
  }

  /** OkHttp's timeout does not include the time in the queue. */
  @Test
  void queue_ofOkHttp_countsToo() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1);
    OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
    try (HostileServer server = new HostileServer(HostileServer.Connection::keepSilent);
        CustomerSessions sessions = client(server).httpClient(http).build()) {
      CompletableFuture<?> first = sessions.async().get("s1");
      assertThat(Way.ASYNC.thrownByGet(sessions, within(SHORT)))
          .isInstanceOf(TransportException.class);
      assertThat(first).isNotDone();
      first.cancel(true);
    } finally {
      dispatcher.executorService().shutdown();
    }
  }

  @Test
  void timeout_ofAnAttempt_staysWhereItIsShorter() throws IOException {
    try (HostileServer server = new HostileServer(HostileServer.Connection::keepSilent);
        CustomerSessions sessions =
            client(server).retryPolicy(RetryPolicy.builder().maxRetries(1).build()).build()) {
      assertThatThrownBy(
              () ->
                  sessions.get(
                      "s1", RequestOptions.builder().timeout(SHORT).deadline(LONG).build()))
          .isInstanceOf(TransportException.class);
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Test
  void deadline_notPositive_isRejected() {
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThatThrownBy(() -> RequestOptions.builder().deadline(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("deadline must be positive");
      assertThatThrownBy(() -> CustomerSessions.builder().deadline(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void deadline_longerThanTimeCanCount_isNone() throws IOException {
    try (HostileServer server = new HostileServer(it -> it.writeResponse(200, "{}"));
        CustomerSessions sessions =
            client(server).deadline(Duration.ofSeconds(Long.MAX_VALUE)).build()) {
      assertThat(sessions.withResponse().get("s1", RequestOptions.none()).status()).isEqualTo(200);
    }
  }
}
