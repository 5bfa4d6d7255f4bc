package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.StubApi;
import io.customersession.contract.stub.StubServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated server with clients that send slowly, or what no path may be. */
class StubServerTest {
  private static final Path ORDERS = Path.of("../stub-control/src/it/orders");
  private static final int THREADS = 4;
  private static final int SLOW = 20;

  private static StubServer server;
  private static URI url;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Generated stub =
        Generated.from(
            "contract-server-stub",
            Files.readString(ORDERS.resolve("order.yaml")),
            "shop.stub",
            directory);
    ClassLoader classes =
        stub.compile(17, List.of(Path.of("src/test/resources/orders/OrdersResource.java")));
    Object resource =
        classes.loadClass("shop.stub.OrdersResource").getDeclaredConstructor().newInstance();
    StubApi orders =
        (StubApi)
            classes
                .loadClass("shop.stub.api.Dispatcher")
                .getConstructor(List.class)
                .newInstance(List.of(resource));
    server =
        StubServer.builder(world -> orders)
            .maxThreads(THREADS)
            .requestTimeout(Duration.ofSeconds(1))
            .start();
    url = URI.create(server.url());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void slowSenders_areCutOff_onABoundedNumberOfThreads() throws Exception {
    List<Socket> senders = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        Socket sender = connect();
        senders.add(sender);
        write(sender, "PUT /orders/7 HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer k\r\n");
        write(sender, "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
      }
      // Behind all of them, and responded to as soon as they have been cut off.
      assertThat(status("/nowhere")).isEqualTo(404);
      assertThat(threads()).isBetween(1L, (long) THREADS);
      for (Socket sender : senders) {
        assertThat(isClosed(sender)).isTrue();
      }
    } finally {
      for (Socket sender : senders) {
        sender.close();
      }
    }
  }

  @Test
  void paths_thatAreNotUtf8_areRefused_insteadOfBeingOneOrder() throws Exception {
    for (String segment : List.of("%ff", "%fe", "%c0%af", "%ed%a0%80", "%f", "%zz", "%")) {
      int status = status("/orders/" + segment);
      assertThat(status).as(segment).isEqualTo(400);
    }
    assertThat(status("/orders/%c3%a9+1")).isEqualTo(404);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("stub-request-"))
        .count();
  }

  private static int status(String path) throws IOException {
    try (Socket socket = connect()) {
      write(socket, "GET " + path + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer k\r\n");
      write(socket, "Connection: close\r\n\r\n");
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0 && b != '\r'; b = in.read()) {
        line.write(b);
      }
      return Integer.parseInt(line.toString(StandardCharsets.US_ASCII).split(" ", -1)[1]);
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return e.getMessage() == null || !e.getMessage().contains("timed out");
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
