package io.customersession.client;

import io.customersession.client.HostileServer.Connection;
import io.customersession.client.HostileServer.Script;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.TooManyRequestsException;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UnauthorizedException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.error.UnexpectedStatusException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Attacks of a server on a client that reads a session: the script, the expected exception, and the
 * expected number of requests with two retries.
 */
enum Hostility {
  ENDLESS_BODY(UndecodableResponseException.class, 1, it -> endless(it, 200)),
  ENDLESS_BODY_OF_A_SERVER_ERROR(ServerErrorException.class, 3, it -> endless(it, 500)),
  ENDLESS_BODY_OF_A_REFUSAL(InvalidRequestException.class, 1, it -> endless(it, 400)),
  BOMB(UndecodableResponseException.class, 1, it -> bomb(it, 200)),
  BOMB_AS_A_REFUSAL(InvalidRequestException.class, 1, it -> bomb(it, 400)),
  LARGE_JSON(
      UndecodableResponseException.class,
      1,
      it -> it.writeResponse(200, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}")),
  DECLARED_LARGE(
      UndecodableResponseException.class, 1, it -> silentAfter(it, "Content-Length: 5000000000")),
  DECLARED_LARGEST(
      UndecodableResponseException.class,
      1,
      it -> silentAfter(it, "Content-Length: 9223372036854775807")),
  DECLARED_NEGATIVE(
      TransportException.class, 3, it -> it.write(head(200) + "Content-Length: -5\r\n\r\n{}")),
  DECLARED_TOO_LONG(TransportException.class, 3, it -> endAfter(it, "Content-Length: 9\r\n\r\n{}")),
  DECLARED_TOO_SHORT(
      UndecodableResponseException.class,
      1,
      it -> endAfter(it, "Content-Length: 1\r\n\r\n{\"effects\":[]}")),
  DECLARED_TWICE(null, 1, it -> endAfter(it, "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}")),
  CHUNK_OF_NEGATIVE_SIZE(
      TransportException.class, 3, it -> endAfter(it, "Transfer-Encoding: chunked\r\n\r\n-5\r\n")),
  CHUNK_OF_HUGE_SIZE(
      TransportException.class,
      3,
      it -> endAfter(it, "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n{}")),
  BROKEN_GZIP(
      TransportException.class,
      3,
      it -> endAfter(it, "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")),
  SLOW_BODY(
      TransportException.class, 3, it -> drip(it, head(200) + "Content-Length: 999\r\n\r\n", "x")),
  SLOW_HEAD(TransportException.class, 3, it -> drip(it, head(200) + "X-Slow: ", "x")),
  SILENT(TransportException.class, 3, Connection::keepSilent),
  HEADER_FLOOD(TransportException.class, 3, it -> flood(it, "X-Flood: 1\r\n")),
  ENDLESS_HEADER(TransportException.class, 3, it -> flood(it, "x".repeat(100))),
  ENDLESS_CONTINUE(TransportException.class, 3, it -> forever(it, "HTTP/1.1 100 x\r\n\r\n")),
  ENDLESS_EARLY_HINTS(TransportException.class, 3, it -> forever(it, "HTTP/1.1 103 x\r\n\r\n")),
  EARLY_HINTS(
      null,
      1,
      it -> {
        it.write("HTTP/1.1 103 x\r\n\r\n");
        it.writeResponse(200, "{\"effects\":[]}");
      }),
  EMPTY_OBJECT(null, 1, it -> it.writeResponse(200, "{}")),
  REDIRECT(
      UnexpectedStatusException.class,
      1,
      it -> endAfter(it, 302, "Location: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")),
  NOT_MODIFIED(UnexpectedStatusException.class, 1, it -> endAfter(it, 304, "\r\n")),
  HTML(UndecodableResponseException.class, 1, it -> it.writeResponse(200, "<html>log in</html>")),
  EMPTY(UndecodableResponseException.class, 1, it -> it.writeResponse(200, "")),
  NULL(UndecodableResponseException.class, 1, it -> it.writeResponse(200, "null")),
  NO_CONTENT(UndecodableResponseException.class, 1, it -> endAfter(it, 204, "\r\n")),
  CONTENT_OF_NO_CONTENT(
      TransportException.class, 3, it -> endAfter(it, 204, "Content-Length: 2\r\n\r\n{}")),
  TRAILING_COMMA(
      UndecodableResponseException.class, 1, it -> it.writeResponse(200, "{\"effects\":[],}")),
  UPPER_CASE_WORD(
      UndecodableResponseException.class, 1, it -> it.writeResponse(200, "{\"effects\":NULL}")),
  HALF_A_CHARACTER(
      UndecodableResponseException.class, 1, it -> it.writeResponse(200, "{\"x\":\"\\ud83d\"}")),
  MALFORMED_UTF8(
      UndecodableResponseException.class,
      1,
      it -> {
        it.write(head(200) + "Content-Length: 8\r\n\r\n{\"x\":\"");
        it.write(new byte[] {(byte) 0xC3, '"', '}'});
        throw new IOException("said enough");
      }),
  DEEP(
      UndecodableResponseException.class,
      1,
      it -> it.writeResponse(200, "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
  DEEP_REFUSAL(InvalidRequestException.class, 1, it -> it.writeResponse(400, "[".repeat(100_000))),
  HUGE_NUMBER(
      UndecodableResponseException.class,
      1,
      it -> it.writeResponse(200, "{\"customerSession\":{\"total\":1e999999999}}")),
  LONG_NUMBER(
      UndecodableResponseException.class,
      1,
      it -> it.writeResponse(200, "{\"customerSession\":{\"total\":" + "9".repeat(900_000) + "}}")),
  MANY_WRONG_ITEMS(
      UndecodableResponseException.class,
      1,
      it -> it.writeResponse(200, "{\"effects\":[" + "1,".repeat(100_000) + "1]}")),
  GARBAGE(TransportException.class, 3, it -> it.write("SMTP ready\r\n\r\n")),
  RESET(TransportException.class, 3, Connection::reset),
  HANGS_UP(
      TransportException.class,
      3,
      it -> {
        throw new IOException("not a word");
      }),
  PROXY_AUTHENTICATION(TransportException.class, 3, it -> it.writeResponse(407, "")),
  UNAUTHORIZED(UnauthorizedException.class, 1, it -> it.writeResponse(401, "no key")),
  MISDIRECTED(UnexpectedStatusException.class, 1, it -> it.writeResponse(421, "")),
  REQUEST_TIMEOUT(UnexpectedStatusException.class, 3, it -> it.writeResponse(408, "")),
  UNAVAILABLE(ServerErrorException.class, 3, it -> it.writeResponse(503, "")),
  UNAVAILABLE_RETRY_NOW(
      ServerErrorException.class,
      3,
      it -> endAfter(it, 503, "Retry-After: 0\r\nContent-Length: 0\r\n\r\n")),
  UNAVAILABLE_FOR_EVER(
      ServerErrorException.class,
      1,
      it -> endAfter(it, 503, "Retry-After: 99999999999\r\nContent-Length: 0\r\n\r\n")),
  REQUEST_TIMEOUT_FOR_EVER(
      UnexpectedStatusException.class,
      1,
      it -> endAfter(it, 408, "Retry-After: 99999999999\r\nContent-Length: 0\r\n\r\n")),
  TOO_MANY_FOR_EVER(
      TooManyRequestsException.class,
      1,
      it -> endAfter(it, 429, "Retry-After: " + "9".repeat(22) + "\r\nContent-Length: 0\r\n\r\n")),
  STATUS_999(ServerErrorException.class, 3, it -> it.writeResponse(999, "")),
  STATUS_000(
      UnexpectedStatusException.class,
      1,
      it -> it.write("HTTP/1.1 000 x\r\nContent-Length: 0\r\n\r\n"));

  final @Nullable Class<? extends Exception> failure;
  final int requests;
  final Script script;

  Hostility(@Nullable Class<? extends Exception> failure, int requests, Script script) {
    this.failure = failure;
    this.requests = requests;
    this.script = script;
  }

  /** Returns true if only a timeout ends the call. */
  boolean isSlow() {
    return this == SLOW_BODY || this == SLOW_HEAD || this == SILENT;
  }

  private static String head(int status) {
    return "HTTP/1.1 " + status + " x\r\n";
  }

  private static void endAfter(Connection connection, String rest) throws IOException {
    endAfter(connection, 200, rest);
  }

  private static void endAfter(Connection connection, int status, String rest) throws IOException {
    connection.write(head(status) + "Connection: close\r\n" + rest);
    throw new IOException("said enough");
  }

  private static void silentAfter(Connection connection, String header) throws IOException {
    connection.write(head(200) + header + "\r\n\r\n");
    connection.keepSilent();
  }

  private static void endless(Connection connection, int status) throws IOException {
    connection.write(head(status) + "Transfer-Encoding: chunked\r\n\r\n");
    forever(connection, "2000\r\n" + " ".repeat(0x2000) + "\r\n");
  }

  private static void flood(Connection connection, String header) throws IOException {
    connection.write(head(200));
    forever(connection, header.repeat(20));
  }

  private static void forever(Connection connection, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    while (true) {
      connection.write(bytes);
    }
  }

  private static void drip(Connection connection, String start, String drop)
      throws IOException, InterruptedException {
    connection.write(start);
    while (true) {
      Thread.sleep(50);
      connection.write(drop);
    }
  }

  private static void bomb(Connection connection, int status) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 64; i++) {
        gzip.write(spaces);
      }
    }
    connection.write(
        head(status) + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
    connection.write(packed.toByteArray());
  }
}
