package io.customersession.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers every connection with the same bytes and then hangs up, politely or with a reset, which
 * no HTTP server does in the middle of a body.
 */
final class RawServer implements AutoCloseable {
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket socket;
  private final byte[] answer;
  private final boolean reset;

  RawServer(String answer, boolean reset) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
    this.reset = reset;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "raw server");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connections.incrementAndGet();
        readHead(connection.getInputStream());
        connection.getOutputStream().write(answer);
        connection.getOutputStream().flush();
        if (reset) {
          connection.setSoLinger(true, 0);
        } else {
          // What is left unread would turn a polite end into a reset.
          connection.shutdownOutput();
          connection.getInputStream().readAllBytes();
        }
      } catch (IOException e) {
        // The client hung up, or the test is over.
        continue;
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int newlines = 0;
    for (int c = in.read(); c != -1 && newlines < 2; c = newlines < 2 ? in.read() : -1) {
      newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
