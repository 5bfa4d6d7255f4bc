package io.customersession.contract.stub.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.http.StubResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the server does with requests that are with it when it is closed. */
class JdkServerTest {
  private static final int CROWD = 60;
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  @Test
  void close_withMoreRequestsThanThreads_respondsToThemAll() throws Exception {
    JdkServer server =
        JdkServer.start(
            new HostSettings("127.0.0.1", 0, 3, Duration.ofSeconds(30), Duration.ofSeconds(30)),
            http -> {
              // At work all the time, so that the others wait for a thread.
              long end = System.nanoTime() + WORK_NANOS;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              return new StubResponse(200, Map.of(), new byte[] {'1'});
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
      // The server has seen all of them, but did not have the time to respond.
      while (server.received() < CROWD) {
        Thread.sleep(1);
      }

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

  @Test
  void errorsOfSeveralThreads_giveUpThePort_andCloseReturns() throws Exception {
    HostSettings settings =
        new HostSettings("127.0.0.1", 0, 3, Duration.ofSeconds(30), Duration.ofSeconds(30));
    CountDownLatch bothArrived = new CountDownLatch(2);
    try (JdkServer server =
        JdkServer.start(
            settings,
            http -> {
              bothArrived.countDown();
              await(bothArrived);
              throw new AssertionError("a failure of the server, logged by this test");
            })) {
      int port = server.port();
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port);
          Socket second = new Socket(InetAddress.getLoopbackAddress(), port)) {
        byte[] request = "GET / HTTP/1.1\r\nHost: stub\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        first.getOutputStream().write(request);
        second.getOutputStream().write(request);

        assertThat(isRefusedWithin(port, Duration.ofSeconds(30))).isTrue();
        assertThat(server.isListening()).isFalse();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isRefusedWithin(int port, Duration max) throws Exception {
    long end = System.nanoTime() + max.toNanos();
    while (System.nanoTime() < end) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
      } catch (ConnectException e) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private static String firstLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
