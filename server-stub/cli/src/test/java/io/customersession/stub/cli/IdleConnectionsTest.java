package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Connections that nobody uses, in a process whose server waits for them for three seconds only.
 */
class IdleConnectionsTest {
  private static final int LONGEST_WAIT_MILLIS = 30_000;

  @Test
  void idleConnections_areClosed_andThoseInUseAreNot() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.idleInterval=3",
                "-Dsun.net.httpserver.clockTick=200",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      URI url = URI.create(out.readLine().substring("listening on ".length()));
      try (Socket silent = connect(url);
          Socket used = connect(url)) {
        for (int i = 0; i < 30; i++) {
          used.getOutputStream()
              .write(
                  "HEAD /v1/status/health HTTP/1.1\r\nHost: stub\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          assertThat(head(used)).startsWith("HTTP/1.1 200");
          Thread.sleep(150);
        }
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        assertThat(used.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Socket connect(URI url) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    return socket;
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }
}
