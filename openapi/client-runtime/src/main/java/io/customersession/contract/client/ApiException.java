package io.customersession.contract.client;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.ResponseHeader;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. The message contains the operation, the status, the host and port of a server that
 * did not respond, and the rule that a response violates, but never the path, body or headers,
 * which may contain personal data or keys.
 */
public final class ApiException extends RuntimeException {
  /** The kind of a failure. */
  public enum Kind {
    /** The status of the response is not 2xx. */
    STATUS,
    /** The status of the response is 2xx, but the response violates the document. */
    UNDECODABLE,
    /** No complete response arrived; the server may or may not have processed the call. */
    TRANSPORT
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final Operation operation;
  private final int status;
  private final transient Map<String, List<String>> headers;
  private final transient byte[] body;
  private final transient List<Violation> violations;
  private final @Nullable String server;

  private ApiException(
      String message,
      @Nullable Throwable cause,
      Kind kind,
      Operation operation,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      List<Violation> violations,
      @Nullable String server) {
    super(operation + ": " + message, cause);
    this.server = server;
    this.kind = kind;
    this.operation = operation;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.violations = violations;
  }

  static ApiException status(
      Operation operation,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable Throwable cause) {
    String message =
        cause instanceof ResponseTooLargeException
            ? status + ", but " + cause.getMessage()
            : Integer.toString(status);
    return new ApiException(
        message,
        cause,
        Kind.STATUS,
        operation,
        status,
        headers,
        body,
        Collections.emptyList(),
        null);
  }

  static ApiException undecodable(
      Operation operation,
      int status,
      Map<String, List<String>> headers,
      byte[] body,
      @Nullable JsonCodec<?> codec,
      List<Violation> violations) {
    String message = status + ", but the response violates " + rule(codec, violations);
    return new ApiException(
        message, null, Kind.UNDECODABLE, operation, status, headers, body, violations, null);
  }

  static ApiException tooLarge(
      Operation operation, int status, Map<String, List<String>> headers, IOException cause) {
    return new ApiException(
        status + ", but " + cause.getMessage(),
        cause,
        Kind.UNDECODABLE,
        operation,
        status,
        headers,
        new byte[0],
        Collections.emptyList(),
        null);
  }

  /** Both parts come from the document. */
  private static String rule(@Nullable JsonCodec<?> codec, List<Violation> violations) {
    if (violations.isEmpty()) {
      return "the document";
    }
    Violation first = violations.get(0);
    return first.source() == Violation.Source.POINTER && !first.location().isEmpty()
        ? first.rulePath() + " at " + MaskedPointer.of(codec, first.location())
        : first.rulePath();
  }

  static ApiException transport(
      Operation operation,
      HttpUrl url,
      int status,
      Map<String, List<String>> headers,
      Throwable cause) {
    String server = server(url);
    String what = status == 0 ? "no response from " : status + ", but no complete response from ";
    return new ApiException(
        what + server + ", " + cause.getClass().getSimpleName(),
        cause,
        Kind.TRANSPORT,
        operation,
        status,
        headers,
        new byte[0],
        Collections.emptyList(),
        server);
  }

  /** The path and query of a URL may contain personal data, and its user part a password. */
  private static String server(HttpUrl url) {
    String host = url.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + url.port();
  }

  /** Returns the kind of the failure. */
  public Kind kind() {
    return kind;
  }

  /** Returns the operation called. */
  public Operation operation() {
    return operation;
  }

  /** Returns the HTTP status, or 0 if no response arrived. */
  public int status() {
    return status;
  }

  /**
   * Returns the host and port of the server that sent no complete response, such as {@code
   * localhost:8080}; empty for other kinds than {@link Kind#TRANSPORT}.
   */
  public Optional<String> server() {
    return Optional.ofNullable(server);
  }

  /** Returns the headers of the response; names are case-insensitive. */
  public Map<String, List<String>> headers() {
    return headers == null ? Collections.emptyMap() : headers;
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers().get(name)).map(values -> values.get(0));
  }

  /**
   * Returns the value of a header that the document declares for this status.
   *
   * @param type the declared type: that of a parameter with the same schema, or a List
   * @throws ClassCastException if the document declares another type
   */
  public <T> Optional<T> header(String name, Class<T> type) {
    ResponseDefinition response = operation.definition().response(status);
    ResponseHeader declared = response == null ? null : response.header(name);
    Object value =
        declared == null
            ? null
            : declared.read(headers().getOrDefault(name, List.of()), new Violations());
    return Optional.ofNullable(value).map(type::cast);
  }

  /**
   * Returns the body of the response, read with the codec of a schema, such as {@code
   * Problem.Codec.INSTANCE}; empty if it is not JSON of that schema.
   */
  public <T> Optional<T> error(JsonCodec<T> codec) {
    Decoded<T> decoded = Json.decodeResponse(codec, body());
    return decoded.decodable() ? Optional.ofNullable(decoded.value()) : Optional.empty();
  }

  /** Returns a copy of the raw body of the response; empty if none arrived. */
  public byte[] body() {
    return body == null ? new byte[0] : body.clone();
  }

  /** Returns the body of the response as UTF-8 text. */
  public String bodyText() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /**
   * Returns the members of the response body if it is a JSON object, by name, as String,
   * BigDecimal, Boolean, List, Map or null; otherwise empty.
   */
  @SuppressWarnings("unchecked") // an object without a schema is read as a map
  public Optional<Map<String, @Nullable Object>> json() {
    Decoded<Object> decoded = Json.decodeResponse(Codecs.any("#"), body());
    return decoded.decodable() && decoded.value() instanceof Map
        ? Optional.of((Map<String, @Nullable Object>) decoded.value())
        : Optional.empty();
  }

  /** Returns all violations of an {@link Kind#UNDECODABLE} response; empty for other kinds. */
  public List<Violation> violations() {
    return violations == null ? Collections.emptyList() : violations;
  }
}
