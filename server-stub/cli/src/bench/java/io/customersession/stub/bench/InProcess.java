package io.customersession.stub.bench;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.customersession.stub.CustomerSessionStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Starts a candidate several times inside one JVM, whose own sockets are warm, each time up to its
 * first answered PUT, and prints the milliseconds.
 */
final class InProcess {
  private static final int STARTS = 11;

  private InProcess() {}

  public static void main(String[] args) throws IOException {
    warmClient();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < STARTS; i++) {
      long begin = System.nanoTime();
      if (args[0].equals("stub")) {
        try (CustomerSessionStub stub = CustomerSessionStub.start()) {
          put(stub.url());
          line.append((System.nanoTime() - begin) / 1e6).append(' ');
        }
      } else {
        WireMockServer server = WireMockPeer.start(0);
        put(server.baseUrl());
        line.append((System.nanoTime() - begin) / 1e6).append(' ');
        server.stop();
      }
    }
    System.out.println(line);
  }

  /** The client and its requests are not part of the measured start. */
  private static void warmClient() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      Thread responding =
          new Thread(
              () -> {
                try (var socket = server.accept()) {
                  StringBuilder read = new StringBuilder();
                  while (read.indexOf(Payload.session()) < 0) {
                    read.append((char) socket.getInputStream().read());
                  }
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      responding.start();
      put("http://127.0.0.1:" + server.getLocalPort());
    }
  }

  static void put(String url) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) URI.create(url + Payload.PATH).toURL().openConnection();
    http.setRequestMethod("PUT");
    http.setRequestProperty("Authorization", "ApiKey-v1 bench");
    http.setRequestProperty("Content-Type", "application/json");
    http.setDoOutput(true);
    http.getOutputStream().write(Payload.session().getBytes(StandardCharsets.UTF_8));
    if (http.getResponseCode() != 200) {
      throw new IllegalStateException(url + " responded " + http.getResponseCode());
    }
    http.getInputStream().readAllBytes();
  }
}
