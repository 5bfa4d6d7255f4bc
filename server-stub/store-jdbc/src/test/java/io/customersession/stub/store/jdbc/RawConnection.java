package io.customersession.stub.store.jdbc;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection to a stub that is cheap for the client, so that a measurement shows what the stub
 * takes: an HTTP library takes as much CPU as an upsert.
 */
final class RawConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(URI stub) throws IOException {
    socket = new Socket(stub.getHost(), stub.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Stores what is given of a session, and fails unless that succeeds. */
  void put(String session, String content) throws IOException {
    byte[] body = ("{\"customerSession\":" + content + "}").getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("PUT /v2/customer_sessions/"
                + session
                + " HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 any\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    // In one write, which is one packet.
    socket.getOutputStream().write(request);
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    byte[] response = in.readNBytes(length);
    if (!status.startsWith("HTTP/1.1 20")) {
      throw new IllegalStateException(status + " " + new String(response, StandardCharsets.UTF_8));
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
