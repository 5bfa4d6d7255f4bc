package io.customersession.stub.attack;

import io.customersession.stub.Requests;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection to a stub that sends any bytes and reads whatever comes back. */
final class RawConnection implements AutoCloseable {
  /** Far more than any request takes. */
  static final int DEADLINE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(DEADLINE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** What came of a request: responses until the connection ended or the deadline passed. */
  record Outcome(List<RawResponse> responses, boolean hung, boolean closed) {}

  /** Sends a request that is framed as it should be, and reads one response. */
  Outcome exchange(byte[] request, boolean isHead) {
    send(request);
    return read(1, isHead);
  }

  /**
   * Sends a request with nothing after it, and reads responses until the connection ends, or one if
   * nothing says where its body ends.
   */
  Outcome exchangeUntilClosed(byte[] request, boolean isHead) {
    int max = isHead ? 1 : 100;
    send(request);
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // The stub has closed the connection already.
      return read(max, isHead);
    }
    return read(max, isHead);
  }

  private void send(byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // A refusal may come before all has been sent; it is read all the same.
      return;
    }
  }

  private Outcome read(int max, boolean isHead) {
    List<RawResponse> responses = new ArrayList<>();
    try {
      while (responses.size() < max) {
        RawResponse response = response(isHead);
        if (response == null) {
          return new Outcome(responses, false, true);
        }
        responses.add(response);
        if (!response.isComplete()) {
          return new Outcome(responses, false, true);
        }
      }
      String connection = responses.get(0).headers().getOrDefault("connection", "");
      return new Outcome(responses, false, connection.equalsIgnoreCase("close"));
    } catch (SocketTimeoutException e) {
      return new Outcome(responses, true, true);
    } catch (IOException e) {
      return new Outcome(responses, false, true);
    }
  }

  private RawResponse response(boolean isHead) throws IOException {
    String line = Requests.line(in);
    if (line == null) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = Requests.line(in);
        header != null && !header.isEmpty();
        header = Requests.line(in)) {
      int colon = header.indexOf(':');
      if (colon > 0) {
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
    }
    String[] words = line.split(" ", 3);
    int status = words.length > 1 && words[1].matches("[0-9]{3}") ? Integer.parseInt(words[1]) : 0;
    if (status == 100) {
      return response(isHead);
    }
    if (isHead || status == 204) {
      return new RawResponse(status, headers, "", true);
    }
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return chunked(status, headers);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "-1"));
    byte[] body = length < 0 ? in.readAllBytes() : in.readNBytes(length);
    return new RawResponse(
        status,
        headers,
        new String(body, StandardCharsets.UTF_8),
        length < 0 || body.length == length);
  }

  private RawResponse chunked(int status, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean isComplete = false;
    for (String size = Requests.line(in); size != null; size = Requests.line(in)) {
      int length = Integer.parseInt(size.strip(), 16);
      body.writeBytes(in.readNBytes(length));
      if (Requests.line(in) == null) {
        break;
      }
      if (length == 0) {
        isComplete = true;
        break;
      }
    }
    return new RawResponse(status, headers, body.toString(StandardCharsets.UTF_8), isComplete);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
