package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Requests to a stub in this process or another one, judged by nobody. */
public final class Requests {
  private static final int TIMEOUT_MILLIS = 20_000;

  private Requests() {}

  /** What came back. */
  public record Response(int status, String body) {}

  /** Sends a request with a key. */
  public static Response send(URI url, String method, String path, String body) throws IOException {
    return send(url, method, path, body, "X-Test", "1");
  }

  /** Sends a request with a key and a further header. */
  public static Response send(
      URI url, String method, String path, String body, String header, String value)
      throws IOException {
    HttpURLConnection http = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    http.setConnectTimeout(TIMEOUT_MILLIS);
    http.setReadTimeout(TIMEOUT_MILLIS);
    http.setRequestMethod(method);
    http.setRequestProperty("Authorization", "ApiKey-v1 k");
    http.setRequestProperty(header, value);
    if (body != null) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      http.setDoOutput(true);
      http.setFixedLengthStreamingMode(bytes.length);
      http.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = http.getOutputStream()) {
        out.write(bytes);
      }
    }
    int status = http.getResponseCode();
    try (InputStream in = status >= 400 ? http.getErrorStream() : http.getInputStream()) {
      return new Response(
          status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Reads a session and expects a status. */
  static void get(CustomerSessionStub stub, String session, int expected) throws IOException {
    Response response =
        send(URI.create(stub.url()), "GET", "/v2/customer_sessions/" + session, null);
    assertThat(response.status()).as(response.body()).isEqualTo(expected);
  }

  /** Stores a session and expects that this succeeds. */
  static void put(CustomerSessionStub stub, String session, String content) throws IOException {
    Response response =
        send(
            URI.create(stub.url()),
            "PUT",
            "/v2/customer_sessions/" + session,
            "{\"customerSession\":" + content + "}");
    assertThat(response.status()).as(response.body()).isEqualTo(200);
  }

  /** Reads a line without its end; null at the end of the stream. */
  public static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(b);
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  /** Returns whether the stub responds to a health check. */
  public static boolean isHealthy(URI url) {
    try {
      return send(url, "GET", "/v1/status/health", null).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Opens a connection. */
  public static Socket connect(URI url) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }
}
