package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.error.TransportException;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.retry.Sleeper;
import io.customersession.contract.operation.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Futures do not block threads and can be cancelled. */
final class AsyncTest {
  private static final String FOUND = "{\"customerSession\":{\"state\":\"open\"},\"effects\":[]}";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(ScriptedServer.loopback()).build();

  private final ScriptedServer server = new ScriptedServer(SERVER);

  private static CustomerSessionsBuilder client() {
    return CustomerSessions.builder().baseUrl(SERVER.baseUrl()).apiKey("cafe");
  }

  /** A wait that the test ends. */
  private static final class Held implements Sleeper {
    final CompletableFuture<Void> wait = new CompletableFuture<>();
    final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public void sleep(Duration duration) {
      throw new AssertionError("no thread may wait");
    }

    @Override
    public CompletableFuture<Void> later(Duration duration) {
      asked.countDown();
      return wait;
    }

    void await() throws InterruptedException {
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void retry_isScheduledWithoutAThread() throws Exception {
    Held held = new Held();
    server.next(aResponse().withStatus(503));
    server.next(ok(FOUND));
    try (CustomerSessions sessions = client().sleeper(held).build()) {
      CompletableFuture<SessionWithEffects> future = sessions.async().get("s1");
      held.await();

      assertThat(future).isNotDone();
      assertThat(server.requests()).hasSize(1);
      held.wait.complete(null);
      assertThat(future.join().getCustomerSession().getState()).isSameAs(SessionState.OPEN);
    }
  }

  @Test
  void cancel_betweenAttempts_sendsNoMore() throws Exception {
    Held held = new Held();
    server.next(aResponse().withStatus(503));
    server.next(ok(FOUND));
    try (CustomerSessions sessions = client().sleeper(held).build()) {
      CompletableFuture<SessionWithEffects> future = sessions.async().get("s1");
      held.await();
      future.cancel(true);

      // The client may start the wait after the test has cancelled, and cancels it then.
      assertThat(held.wait)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(CancellationException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void cancel_underWay_cancelsTheCall() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    OkHttpClient http =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void requestHeadersStart(Call call) {
                    sent.countDown();
                  }

                  @Override
                  public void canceled(Call call) {
                    cancelled.countDown();
                  }
                })
            .build();
    server.next(ok(FOUND).withFixedDelay(20_000));
    try (CustomerSessions sessions = client().httpClient(http).build()) {
      CompletableFuture<SessionWithEffects> future = sessions.async().get("s1");
      assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();
      future.cancel(true);

      assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(http.dispatcher().queuedCallsCount()).isZero();
    } finally {
      http.dispatcher().executorService().shutdown();
    }
  }

  @Test
  void calls_manyAtOnce_shareNoLimitOfFive() {
    SERVER.stubFor(any(anyUrl()).willReturn(ok(FOUND).withFixedDelay(50)));
    try (CustomerSessions sessions = client().build()) {
      List<CompletableFuture<SessionWithEffects>> futures = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        // A dependent stage may wait for another response.
        futures.add(sessions.async().get("s1").thenApply(it -> sessions.async().get("s2").join()));
      }

      assertThat(futures).allSatisfy(it -> assertThat(it.get(60, TimeUnit.SECONDS)).isNotNull());
    }
  }

  @Test
  void argument_thatCannotBeSent_failsTheFuture() {
    try (CustomerSessions sessions = client().build()) {
      assertThat(sessions.async().get("")).isCompletedExceptionally();
      assertThat(sessions.async().v1().get("..")).isCompletedExceptionally();
      assertThatThrownBy(() -> sessions.async().get("").join())
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void listener_thatThrows_failsTheFuture() {
    server.next(ok(FOUND));
    ClientListener broken =
        new ClientListener() {
          @Override
          public void succeeded(Operation operation, int attempt, int status, Duration duration) {
            throw new IllegalStateException("broken");
          }
        };
    try (CustomerSessions sessions = client().listener(broken).build()) {
      assertThatThrownBy(() -> sessions.async().get("s1").get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void executor_thatRejects_doesNotKeepTheFutureOpen() throws Exception {
    server.next(ok(FOUND));
    try (CustomerSessions sessions =
        client()
            .executor(
                task -> {
                  throw new RejectedExecutionException();
                })
            .build()) {
      assertThat(sessions.async().get("s1").get(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void client_closed_failsTheFuture() {
    CustomerSessions sessions = client().build();
    sessions.close();

    assertThatThrownBy(() -> sessions.async().get("s1").get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TransportException.class)
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void execute_generatedCall_hasTheSameExceptions() {
    server.next(aResponse().withStatus(404));
    try (CustomerSessions sessions = client().build()) {
      assertThatThrownBy(
              () ->
                  sessions
                      .async()
                      .execute(
                          new CustomerSessionsApi(sessions.client()).getCustomerSessionCall("s1"),
                          RequestOptions.none())
                      .join())
          .hasCauseInstanceOf(SessionNotFoundException.class);
    }
  }

  @Test
  void sleeper_ofThread_waitsLaterWithoutAThread() throws Exception {
    CompletableFuture<Void> cancelled = Sleeper.ofThread().later(Duration.ofHours(1));
    cancelled.cancel(true);

    assertThat(cancelled).isCancelled();
    assertThat(Sleeper.ofThread().later(Duration.ofMillis(1)).get(30, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void sleeper_interrupted_endsTheCall() {
    server.next(aResponse().withStatus(503));
    AtomicInteger asked = new AtomicInteger();
    Sleeper interrupted =
        wait -> {
          asked.incrementAndGet();
          throw new InterruptedException();
        };
    try (CustomerSessions sessions =
        client()
            .sleeper(interrupted)
            .retryPolicy(RetryPolicy.builder().maxRetries(5).build())
            .build()) {
      assertThatThrownBy(() -> sessions.async().get("s1").join())
          .hasCauseInstanceOf(io.customersession.client.error.ServerErrorException.class);
    }
    assertThat(asked).hasValue(1);
    assertThat(server.requests()).hasSize(1);
  }
}
