package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.error.TransportException;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends a blocking call and remains set. */
final class InterruptionTest {
  /** The outcome of an interrupted call. */
  private static final class Seen {
    final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    volatile boolean flag;
  }

  private static Seen interrupted(Runnable call, CountDownLatch waiting) throws Exception {
    Seen seen = new Seen();
    Thread caller =
        new Thread(
            () -> {
              seen.thrown.set(catchThrowable(call::run));
              seen.flag = Thread.currentThread().isInterrupted();
            });
    caller.start();
    assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(30_000);
    assertThat(caller.isAlive()).as("still waiting").isFalse();
    return seen;
  }

  private static CustomerSessionsBuilder client(String url) {
    // Without the interrupt, the test would time out.
    return CustomerSessions.builder()
        .baseUrl(url)
        .apiKey("cafe")
        .timeout(Duration.ofMinutes(10))
        .sleeper(wait -> {});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 x\r\nContent-",
        "HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\n{",
        "HTTP/1.1 500 x\r\nContent-Length: 9\r\n\r\n{"
      })
  void response_neverComplete_isNotAwaited(String start) throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (HostileServer server =
            new HostileServer(
                it -> {
                  it.write(start);
                  waiting.countDown();
                  it.keepSilent();
                });
        CustomerSessions sessions = client(server.url()).build()) {
      Seen seen = interrupted(() -> sessions.get("s1"), waiting);

      assertThat(seen.thrown.get())
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("InterruptedIOException")
          .cause()
          .hasCauseInstanceOf(InterruptedIOException.class);
      assertThat(seen.flag).isTrue();
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  /** OkHttp connects to several addresses on its own threads and waits for them in a queue. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connection_neverEstablished_isNotAwaited(boolean fastFallback) throws Exception {
    Stuck stuck = new Stuck();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .fastFallback(fastFallback)
            .socketFactory(stuck)
            .dns(
                host ->
                    List.of(
                        InetAddress.getLoopbackAddress(),
                        InetAddress.getByAddress(new byte[] {127, 0, 0, 2})))
            .build();
    try (CustomerSessions sessions = client("http://shop.example").httpClient(http).build()) {
      Seen seen = interrupted(() -> sessions.get("s1"), stuck.connecting);

      assertThat(seen.thrown.get())
          .isInstanceOf(TransportException.class)
          .cause()
          .hasCauseInstanceOf(InterruptedIOException.class);
      assertThat(seen.flag).isTrue();
    } finally {
      http.dispatcher().executorService().shutdown();
    }
  }

  @Test
  void generatedClient_interrupted_hasTheSameException() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (HostileServer server =
            new HostileServer(
                it -> {
                  waiting.countDown();
                  it.keepSilent();
                });
        ApiClient client = ApiClient.builder().baseUrl(server.url()).build()) {
      Seen seen =
          interrupted(() -> new CustomerSessionsApi(client).getCustomerSession("s1"), waiting);

      assertThat(seen.thrown.get())
          .isInstanceOfSatisfying(
              ApiException.class,
              it -> assertThat(it.kind()).isEqualTo(ApiException.Kind.TRANSPORT));
      assertThat(seen.flag).isTrue();
    }
  }

  @Test
  void thread_interruptedBefore_sendsNothing() throws Exception {
    try (HostileServer server = new HostileServer(it -> it.writeResponse(200, "{}"));
        CustomerSessions sessions = client(server.url()).build()) {
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(() -> sessions.get("s1"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).isInstanceOf(TransportException.class);
      assertThat(server.requests()).isZero();
      // The interrupt does not affect later calls.
      assertThat(sessions.withResponse().get("s1", RequestOptions.none()).status()).isEqualTo(200);
    }
  }

  @Test
  void thread_notInterrupted_waitsAsLongAsItTakes() throws Exception {
    CountDownLatch served = new CountDownLatch(1);
    try (HostileServer server =
            new HostileServer(
                it -> {
                  // Longer than several checks of the interrupt flag.
                  served.await(300, TimeUnit.MILLISECONDS);
                  it.writeResponse(200, "{}");
                });
        CustomerSessions sessions = client(server.url()).build()) {
      assertThat(sessions.withResponse().get("s1", RequestOptions.none()).status()).isEqualTo(200);
    }
  }

  /** Sockets that never finish connecting and, like all sockets, ignore interrupts. */
  private static final class Stuck extends SocketFactory {
    final CountDownLatch connecting = new CountDownLatch(1);

    @Override
    public Socket createSocket() throws IOException {
      ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      return new Socket() {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
          connecting.countDown();
          nobody.accept();
        }

        @Override
        public synchronized void close() throws IOException {
          nobody.close();
          super.close();
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
