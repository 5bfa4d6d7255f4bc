package io.customersession.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the same bytes on every connection and then closes it, with or without a reset, even in the
 * middle of a body.
 */
final class RawServer implements AutoCloseable {
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket socket;
  private final byte[] response;
  private final boolean reset;

  RawServer(String response, boolean reset) throws IOException {
    this.response = response.getBytes(StandardCharsets.UTF_8);
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
        connection.getOutputStream().write(response);
        connection.getOutputStream().flush();
        if (reset) {
          connection.setSoLinger(true, 0);
        } else {
          // Unread input would turn an orderly close into a reset.
          connection.shutdownOutput();
          connection.getInputStream().readAllBytes();
        }
      } catch (IOException e) {
        // The client has closed the connection, or the test has ended.
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
