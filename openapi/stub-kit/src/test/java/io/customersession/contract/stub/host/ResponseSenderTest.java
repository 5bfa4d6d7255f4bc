package io.customersession.contract.stub.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.StubResponse;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients receive of bodies that are streamed, and that these are always closed. */
class ResponseSenderTest {
  private static final int SIZE = 100_000;
  private static final HostSettings SETTINGS =
      new HostSettings("127.0.0.1", 0, 3, Duration.ofSeconds(30), Duration.ofSeconds(30));

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @CsvSource({"-1, 0", "100001, 0", "-1, 20", "100001, 20"})
  void stream_thatFailsMidway_isAnErrorForTheClient(long length, long delayMillis)
      throws Exception {
    Watched body = new Watched(new SequenceInputStream(octets(), new Broken()), length);
    Delivery delivery = new Delivery(Duration.ofMillis(delayMillis), Delivery.Manner.WHOLE);

    try (JdkServer server = serve(body, delivery)) {
      assertThatThrownBy(() -> send(server, "GET")).isInstanceOf(IOException.class);
      body.awaitClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20})
  void stream_shorterThanItsLength_isAnErrorForTheClient(long delayMillis) throws Exception {
    Watched body = new Watched(octets(), SIZE + 1);
    Delivery delivery = new Delivery(Duration.ofMillis(delayMillis), Delivery.Manner.WHOLE);

    try (JdkServer server = serve(body, delivery)) {
      assertThatThrownBy(() -> send(server, "GET")).isInstanceOf(IOException.class);
      body.awaitClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, SIZE})
  void truncated_stream_isAnErrorForTheClient(long length) throws Exception {
    Watched body = new Watched(octets(), length);
    Delivery delivery = new Delivery(Duration.ZERO, Delivery.Manner.TRUNCATED);

    try (JdkServer server = serve(body, delivery)) {
      assertThatThrownBy(() -> send(server, "POST")).isInstanceOf(IOException.class);
      body.awaitClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, SIZE})
  void whole_stream_arrives(long length) throws Exception {
    Watched body = new Watched(octets(), length);

    try (JdkServer server = serve(body, Delivery.AT_ONCE)) {
      assertThat(send(server, "GET").body()).isEqualTo(new byte[SIZE]);
      body.awaitClosed();
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,", "100000, 100000", "0,"})
  void head_hasTheLengthIfItIsKnown_andClosesTheBody(long length, String expected)
      throws Exception {
    Watched body = new Watched(octets(), length);

    try (JdkServer server = serve(body, Delivery.AT_ONCE)) {
      HttpResponse<byte[]> response = send(server, "HEAD");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Length").orElse(null)).isEqualTo(expected);
      body.awaitClosed();
      assertThat(send(server, "HEAD").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void dropped_stream_isClosed() throws Exception {
    Watched body = new Watched(octets(), SIZE);
    Delivery delivery = new Delivery(Duration.ZERO, Delivery.Manner.DROPPED);

    try (JdkServer server = serve(body, delivery)) {
      assertThatThrownBy(() -> send(server, "GET")).isInstanceOf(IOException.class);
      body.awaitClosed();
    }
  }

  private static JdkServer serve(Watched body, Delivery delivery) throws IOException {
    return JdkServer.start(
        SETTINGS,
        http ->
            new StubResponse(200, Map.of(), new byte[0], delivery)
                .streaming(BinaryData.of(body, body.length)));
  }

  private HttpResponse<byte[]> send(JdkServer server, String method) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.port() + "/");
    return client.send(
        HttpRequest.newBuilder(url)
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static InputStream octets() {
    return new ByteArrayInputStream(new byte[SIZE]);
  }

  /** Fails as soon as it is read. */
  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken by this test");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  /** Notes when it is closed. */
  private static final class Watched extends FilterInputStream {
    private final long length;
    private final CountDownLatch closed = new CountDownLatch(1);

    Watched(InputStream octets, long length) {
      super(octets);
      this.length = length;
    }

    @Override
    public void close() throws IOException {
      super.close();
      closed.countDown();
    }

    void awaitClosed() throws InterruptedException {
      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
