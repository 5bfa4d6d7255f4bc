package io.customersession.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One connection to a stub, byte by byte, for what an HTTP library would not send. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(CustomerSessionStub stub) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), stub.port());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
  }

  RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawHttp send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends a whole request; headers are lines that end with CR LF. */
  RawHttp request(String line, String headers, byte[] body) throws IOException {
    return send(line
            + " HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 test\r\n"
            + headers
            + (body == null ? "" : "Content-Length: " + body.length + "\r\n")
            + "\r\n")
        .send(body == null ? new byte[0] : body);
  }

  /** Reads one response, or returns null if the connection was closed instead. */
  Api.Response response() throws IOException {
    return response(true);
  }

  Api.Response response(boolean withBody) throws IOException {
    InputStream in = socket.getInputStream();
    String status = Requests.line(in);
    if (status == null) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = Requests.line(in);
        line != null && !line.isEmpty();
        line = Requests.line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = withBody ? in.readNBytes(length) : new byte[0];
    return new Api.Response(
        Integer.parseInt(status.split(" ", -1)[1]),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
