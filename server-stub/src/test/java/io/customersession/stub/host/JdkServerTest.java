package io.customersession.stub.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.http.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the server does with requests that are with it when it is closed. */
class JdkServerTest {
  private static final int CROWD = 60;
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  @Test
  void close_withMoreRequestsThanThreads_answersThemAll() throws Exception {
    JdkServer server =
        JdkServer.start(
            new HostSettings("127.0.0.1", 0, Duration.ofSeconds(30), Duration.ofSeconds(30)),
            http -> {
              // At work all the time, so that the others wait for a thread.
              long end = System.nanoTime() + WORK_NANOS;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              return new Answer(200, Map.of(), new byte[] {'1'});
            });
    List<Socket> sockets = new ArrayList<>();
    try (server) {
      for (int i = 0; i < CROWD; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: stub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      // What has been written is with the server, which has time to see it, but not to answer it.
      Thread.sleep(100);

      server.close();

      for (Socket socket : sockets) {
        assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
