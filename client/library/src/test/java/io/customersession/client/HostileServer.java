package io.customersession.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends scripted, possibly broken responses on every connection, and counts the requests that it
 * has read completely.
 */
final class HostileServer implements AutoCloseable {
  /** Writes the response to a request. An exception ends the connection. */
  @FunctionalInterface
  interface Script {
    void respond(Connection connection) throws Exception;
  }

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final Script script;

  HostileServer(Script script) throws IOException {
    this.script = script;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** One connection and the last request read from it. */
  static final class Connection {
    final Socket socket;
    final OutputStream out;
    final int request;
    final String head;

    private Connection(Socket socket, int request, String head) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
      this.request = request;
      this.head = head;
    }

    void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void writeResponse(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write("HTTP/1.1 " + status + " x\r\nContent-Length: " + bytes.length + "\r\n\r\n");
      write(bytes);
    }

    /** Resets the connection. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Sends nothing until the client closes the connection. */
    void keepSilent() throws IOException {
      socket.getInputStream().readAllBytes();
      throw new IOException("the client hung up");
    }
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        open.add(connection);
        start(() -> serve(connection));
      } catch (IOException e) {
        // The test has ended.
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        in.readNBytes(contentLength(head));
        script.respond(new Connection(connection, requests.incrementAndGet(), head));
      }
    } catch (Exception e) {
      // The client or the script has ended the connection.
      return;
    } finally {
      open.remove(connection);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c != -1; c = in.read()) {
      head.append((char) c);
      if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).trim());
      }
    }
    return 0;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "hostile server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
