package io.customersession.contract.stub.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.StubResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Responses that go on until something ends them. */
class LiveResponsesTest {
  private static final Duration TIMEOUT = Duration.ofMillis(200);

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<Parts> opened = new LinkedBlockingQueue<>();
  private final JdkServer server = start();

  private JdkServer start() {
    try {
      return JdkServer.start(
          new HostSettings("127.0.0.1", 0, 3, TIMEOUT, Duration.ofSeconds(30)),
          http -> {
            Parts parts = new Parts();
            opened.add(parts);
            return new StubResponse(200, Map.of(), "body".getBytes(UTF_8), Delivery.LIVE)
                .streaming(BinaryData.of(parts, BinaryData.UNKNOWN_LENGTH));
          });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void parts_arriveOneByOne_howeverLongTheyTake() throws Exception {
    try (InputStream received = get().body()) {
      Parts parts = opened.take();
      parts.add("one".getBytes(UTF_8));
      assertThat(received.readNBytes(3)).asString(UTF_8).isEqualTo("one");

      // Longer than a client may make no progress.
      Thread.sleep(3 * TIMEOUT.toMillis());
      parts.add("two".getBytes(UTF_8));
      assertThat(received.readNBytes(3)).asString(UTF_8).isEqualTo("two");

      parts.close();
      assertThat(received.read()).isEqualTo(-1);
    }
  }

  @Test
  void stop_endsResponses_asIfTheyWereComplete() throws Exception {
    try (InputStream received = get().body()) {
      opened.take().add("one".getBytes(UTF_8));
      assertThat(received.readNBytes(3)).asString(UTF_8).isEqualTo("one");

      server.close();

      assertThat(received.read()).isEqualTo(-1);
    }
  }

  @Test
  void tooManyClients_getTheBody_andRequestsKeepTheirThreads() throws Exception {
    List<InputStream> streams = new ArrayList<>();
    for (int i = 0; i < LiveResponses.MAX; i++) {
      streams.add(get().body());
    }

    try (InputStream further = get().body()) {
      assertThat(further.readAllBytes()).asString(UTF_8).isEqualTo("body");
    }

    opened.take().close();
    assertThat(streams.get(0).read()).isEqualTo(-1);
  }

  @Test
  void clientThatDoesNotRead_isCutOff() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: stub\r\n\r\n".getBytes(UTF_8));
      Parts parts = opened.take();
      while (!parts.awaitClosed(Duration.ofMillis(1))) {
        parts.add(new byte[100_000]);
      }
    }
  }

  @Test
  void streamThatFails_isCutOff_andTheServerGoesOn() throws Exception {
    try (InputStream received = get().body()) {
      Parts parts = opened.take();
      parts.fail();
      assertThatThrownBy(received::readAllBytes).isInstanceOf(IOException.class);
      assertThat(parts.awaitClosed(Duration.ofSeconds(30))).isTrue();
    }

    try (InputStream received = get().body()) {
      opened.take().close();
      assertThat(received.read()).isEqualTo(-1);
    }
    assertThat(server.isListening()).isTrue();
  }

  private HttpResponse<InputStream> get() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.port() + "/");
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream());
  }

  /** Waits for parts until it is closed. */
  private static final class Parts extends InputStream {
    private static final byte[] END = {};
    private static final byte[] FAILURE = {};

    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private byte[] current = END;
    private int at;

    void add(byte[] part) {
      queue.add(part);
    }

    void fail() {
      queue.add(FAILURE);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("hosts read parts");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (at == current.length) {
        current = next();
        at = 0;
        if (current == FAILURE) {
          throw new IllegalStateException("made by this test");
        }
        if (current.length == 0) {
          return -1;
        }
      }
      int read = Math.min(length, current.length - at);
      System.arraycopy(current, at, target, offset, read);
      at += read;
      return read;
    }

    private byte[] next() throws IOException {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public int available() {
      return current.length - at;
    }

    @Override
    public void close() {
      queue.add(END);
      closed.countDown();
    }

    boolean awaitClosed(Duration time) throws InterruptedException {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
