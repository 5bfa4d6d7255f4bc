package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.session.SessionSeed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Clients that do not read their responses, or that have to wait for them. Their number can be set
 * with {@code -Dslow.readers=200} and {@code -Dslow.delays=3000}.
 */
class SlowClientsTest {
  private static final int READERS = Integer.getInteger("slow.readers", 10);
  private static final int DELAYS = Integer.getInteger("slow.delays", 150);
  private static final int FEW_THREADS = 2 * (Runtime.getRuntime().availableProcessors() + 1);
  private static final int LARGE = 6 << 20;

  @Test
  void readersThatTakeNothing_areCutOff_andHoldNoThreads() throws Exception {
    List<Socket> readers = new ArrayList<>();
    try (CustomerSessionStub stub =
        Stubs.builder()
            .maxMemory(1L << 30)
            .maxExchanges(0)
            .requestTimeout(Duration.ofSeconds(1))
            .start()) {
      seedLarge(stub);
      for (int i = 0; i < READERS; i++) {
        Socket reader = new Socket();
        readers.add(reader);
        reader.setReceiveBufferSize(16 * 1024);
        reader.setSoTimeout(20_000);
        reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), stub.port()));
        reader.getOutputStream().write(get("large", ""));
      }

      for (Socket reader : readers) {
        // Then its response has begun, and does not fit into the buffers of the sockets.
        assertThat(reader.getInputStream().read()).isEqualTo('H');
      }
      // A reader that begins to read before it is cut off gets all of its response.
      assertThat(within30Seconds(() -> sendingThreads() == 0)).isTrue();
      assertThat(within30Seconds(() -> requestThreads() <= FEW_THREADS)).isTrue();
      Requests.get(stub, "large", 200);
      for (Socket reader : readers) {
        assertThat(received(reader)).isLessThan(LARGE);
      }
      System.out.printf(
          "attack: slow readers=%d cut off=%d request threads left=%d%n",
          READERS, READERS, requestThreads());
    } finally {
      closeAll(readers);
    }
  }

  @Test
  void readerThatTakesSomethingNowAndThen_getsAllOfALongResponse() throws Exception {
    try (CustomerSessionStub stub =
            Stubs.builder().maxMemory(1L << 30).requestTimeout(Duration.ofSeconds(1)).start();
        Socket reader = new Socket()) {
      seedLarge(stub);
      reader.setReceiveBufferSize(16 * 1024);
      reader.setSoTimeout(20_000);
      reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), stub.port()));
      reader.getOutputStream().write(get("large", "Connection: close\r\n"));
      long sum = 0;
      byte[] part = new byte[LARGE / 12];
      // Longer in all than the deadline, but never without progress for as long.
      for (int i = 0; i < 12; i++) {
        sum += reader.getInputStream().readNBytes(part, 0, part.length);
        Thread.sleep(150);
      }
      sum += received(reader);

      assertThat(sum).isGreaterThan(LARGE);
    }
  }

  @Test
  void delayedResponses_holdNoThreads_andArriveLate() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (CustomerSessionStub stub = Stubs.builder().maxExchanges(0).start()) {
      Requests.put(stub, "s", "{}");
      long begun = System.nanoTime();
      for (int i = 0; i < DELAYS; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), stub.port());
        clients.add(client);
        client.setSoTimeout(30_000);
        client.getOutputStream().write(get("s", "X-Stub-Fault: delay=3s\r\nConnection: close\r\n"));
      }
      Requests.get(stub, "s", 200);
      long threads = requestThreads();
      assertThat(threads).isLessThanOrEqualTo(FEW_THREADS + 10);

      for (Socket client : clients) {
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200")
            .endsWith("}");
      }
      assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.SECONDS.toNanos(3));
      System.out.printf(
          "attack: delays=%d request threads meanwhile=%d late, but whole=%d%n",
          DELAYS, threads, DELAYS);
    } finally {
      closeAll(clients);
    }
  }

  @Test
  void clientsThatHaveGone_duringALongDelay_delayNothing() throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (CustomerSessionStub stub = Stubs.builder().start()) {
      Requests.put(stub, "s", "{}");
      for (int i = 0; i < DELAYS; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), stub.port());
        clients.add(client);
        client.getOutputStream().write(get("s", "X-Stub-Fault: delay=600s\r\n"));
      }
      stub.journal().find().status(200).await(DELAYS, Duration.ofSeconds(30));
      closeAll(clients);

      assertThat(within30Seconds(() -> requestThreads() <= FEW_THREADS)).isTrue();
      Requests.get(stub, "s", 200);
      long begun = System.nanoTime();
      stub.close();
      // Far less than the delay; the responses that nobody reads are sent now.
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(60));
      assertThat(stub.isRunning()).isFalse();
    }
  }

  private static byte[] get(String session, String headers) {
    return ("GET /v2/customer_sessions/"
            + session
            + " HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n"
            + headers
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads until the connection ends, however it does, and returns the number of bytes. */
  private static long received(Socket reader) {
    long sum = 0;
    try {
      InputStream in = reader.getInputStream();
      byte[] part = new byte[1 << 16];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        sum += read;
      }
    } catch (IOException e) {
      // A connection that is cut off may end with a reset.
      return sum;
    }
    return sum;
  }

  private static void seedLarge(CustomerSessionStub stub) {
    stub.world()
        .seed(
            SessionSeed.of("large")
                .content("{\"attributes\":{\"a\":\"" + "x".repeat(LARGE) + "\"}}"));
  }

  private static long requestThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("stub-request-\\d+"))
        .count();
  }

  /** Returns the number of request threads that are writing a response to a socket. */
  private static long sendingThreads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().matches("stub-request-\\d+"))
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getMethodName().equals("write")))
        .count();
  }

  private static boolean within30Seconds(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(50);
    }
    return true;
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
