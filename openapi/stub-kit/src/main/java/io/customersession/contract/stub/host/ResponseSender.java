package io.customersession.contract.stub.host;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.StubResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends responses by their {@link Delivery}, and closes the bodies that they stream. */
final class ResponseSender {
  private static final int NO_BODY = -1;
  private static final int PART_BYTES = 16 * 1024;

  private final RequestThreads threads;

  ResponseSender(RequestThreads threads) {
    this.threads = threads;
  }

  /**
   * Sends a response. A truncated one ends when the exchange is closed.
   *
   * @throws IOException if the connection is to be closed
   */
  void send(HttpExchange http, StubResponse response) throws IOException {
    try (BinaryData stream = response.stream()) {
      Delivery.Manner manner = response.delivery().manner();
      if (manner == Delivery.Manner.DROPPED) {
        // The JDK's server forgets a connection only if the exchange ends regularly or throws.
        http.close();
        throw new IOException("dropped by a fault");
      }
      threads.sending();
      long length = stream == null ? response.body().length : stream.length();
      if (!sendHead(http, response, length)) {
        return;
      }
      boolean half = manner == Delivery.Manner.TRUNCATED;
      if (stream == null) {
        write(http.getResponseBody(), response.body(), half ? length / 2 : length);
      } else {
        stream(http, stream, half);
      }
      if (!half) {
        finish(http);
      }
    }
  }

  /** Sends status and headers. Returns false if no body follows. */
  private static boolean sendHead(HttpExchange http, StubResponse response, long length)
      throws IOException {
    Headers headers = http.getResponseHeaders();
    response.headers().forEach(headers::set);
    boolean isHead = http.getRequestMethod().equals("HEAD");
    if (length != 0) {
      headers.set("Content-Type", response.contentType());
      if (isHead && length > 0) {
        headers.set("Content-Length", Long.toString(length));
      }
    }
    boolean hasBody = length != 0 && !isHead;
    // To the JDK's server, 0 means an unknown length.
    http.sendResponseHeaders(response.status(), hasBody ? Math.max(0, length) : NO_BODY);
    return hasBody;
  }

  /** Writes a stream, or half of it; if its length is not known, half of its beginning. */
  private void stream(HttpExchange http, BinaryData stream, boolean half) throws IOException {
    OutputStream out = http.getResponseBody();
    boolean isKnown = stream.length() >= 0;
    boolean isWritten = false;
    try {
      if (half && !isKnown) {
        byte[] beginning = StreamedBody.beginning(stream, PART_BYTES);
        write(out, beginning, beginning.length / 2);
      } else {
        long length = half ? stream.length() / 2 : stream.length();
        StreamedBody.write(stream, length, out, PART_BYTES, threads);
        isWritten = isKnown || !half;
      }
    } finally {
      if (!isWritten) {
        abort(http);
      }
    }
  }

  /**
   * Closes the connection without the end of a body of unknown length. The JDK's server writes that
   * end whenever an exchange is closed, so that the beginning would look like the whole body. It
   * cannot if the thread is interrupted, because that closes the channel at the first write.
   */
  private static void abort(HttpExchange http) {
    Thread.currentThread().interrupt();
    http.close();
    // Nothing that follows is to be interrupted.
    Thread.interrupted();
  }

  /** Ends a whole response; a client that is still sending its request gets to read it. */
  private static void finish(HttpExchange http) throws IOException {
    // To close a connection that bytes still come in on resets it, and the response may be lost.
    InputStream rest = http.getRequestBody();
    if (rest.read() >= 0) {
      rest.transferTo(OutputStream.nullOutputStream());
    }
    http.getResponseBody().close();
  }

  /**
   * Writes in parts, each of which has its own deadline. The JDK keeps a buffer of twice the
   * largest part for each connection, and a copy of a part outside of the heap for each thread.
   */
  private void write(OutputStream out, byte[] body, long length) throws IOException {
    for (int at = 0; at < length; at += PART_BYTES) {
      threads.sending();
      out.write(body, at, (int) Math.min(PART_BYTES, length - at));
    }
    out.flush();
  }
}
