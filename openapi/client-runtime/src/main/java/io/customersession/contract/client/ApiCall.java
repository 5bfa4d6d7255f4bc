package io.customersession.contract.client;

import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation, ready to be sent, as often as one likes: path and query are encoded,
 * the body is bytes. Immutable.
 *
 * @param <T> the response's value; Void if the operation has none
 */
public final class ApiCall<T extends @Nullable Object> {
  /**
   * The client decides about these; another value would break the framing of a request or send it
   * elsewhere.
   */
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Operation operation;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final @Nullable Duration timeout;
  private final @Nullable Duration deadline;

  private ApiCall(
      Operation operation,
      String path,
      String query,
      Map<String, String> headers,
      byte @Nullable [] body,
      @Nullable Duration timeout,
      @Nullable Duration deadline) {
    this.operation = operation;
    this.path = path;
    this.query = query;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
    this.timeout = timeout;
    this.deadline = deadline;
  }

  /**
   * Returns a builder, for generated classes, which give the type of the operation's response.
   *
   * @param <T> must be what the operation's response codec reads
   */
  public static <T extends @Nullable Object> Builder<T> builder(Operation operation) {
    return new Builder<>(operation);
  }

  /** Returns the operation called. */
  public Operation operation() {
    return operation;
  }

  /** Returns the path, percent-encoded, from its first slash on. */
  public String path() {
    return path;
  }

  /** Returns the query, percent-encoded, without question mark; empty if there is none. */
  public String query() {
    return query;
  }

  /** Returns the headers that belong to this call alone. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns a copy of the body, or null if the call has none. */
  public byte @Nullable [] body() {
    return body == null ? null : body.clone();
  }

  byte @Nullable [] sharedBody() {
    return body;
  }

  /**
   * Returns this call with one more header, in place of any of the same name.
   *
   * @throws IllegalArgumentException if HTTP cannot send it
   */
  public ApiCall<T> withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, checkedHeader(name, value));
    return new ApiCall<>(operation, path, query, more, body, timeout, deadline);
  }

  /**
   * Returns this call with a time that it may take from connecting to the last byte, in place of
   * the timeouts of the OkHttpClient; 0 for no limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ApiCall<T> withTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative");
    }
    return new ApiCall<>(operation, path, query, headers, body, timeout, deadline);
  }

  /**
   * Returns this call with a time after which it is over, counted from when it is handed to the
   * client. Shorter timeouts still apply.
   */
  public ApiCall<T> withDeadline(Duration deadline) {
    return new ApiCall<>(operation, path, query, headers, body, timeout, deadline);
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  @Nullable Duration deadline() {
    return deadline;
  }

  /**
   * Returns the operationId: paths and bodies hold personal data, which does not belong into logs.
   */
  @Override
  public String toString() {
    return operation.id();
  }

  static String checkedHeader(String name, String value) {
    if (!isToken(name)) {
      throw new IllegalArgumentException(
          "a header's name must be one or more of the characters of an HTTP token");
    }
    if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          name + " is set by the client and cannot be set otherwise");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            name + " must be of visible ASCII characters, but has another at index " + i);
      }
    }
    return value;
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isAlphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isAlphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /**
   * Leaves only RFC 3986's unreserved characters as they are, so that a value stays one segment
   * whatever it holds.
   */
  private static String encode(String name, String value) {
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          name + " has an unpaired surrogate, which is no character", e);
    }
    StringBuilder encoded = new StringBuilder(bytes.remaining());
    while (bytes.hasRemaining()) {
      int octet = bytes.get() & 0xFF;
      if (octet >= 'a' && octet <= 'z'
          || octet >= 'A' && octet <= 'Z'
          || octet >= '0' && octet <= '9'
          || octet == '-'
          || octet == '.'
          || octet == '_'
          || octet == '~') {
        encoded.append((char) octet);
      } else {
        encoded.append('%');
        encoded.append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
      }
    }
    return encoded.toString();
  }

  /** Collects the arguments of a call. */
  public static final class Builder<T extends @Nullable Object> {
    private final Operation operation;
    private final Map<String, Parameter> missing = new HashMap<>();
    private final StringBuilder query = new StringBuilder();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path;
    private byte @Nullable [] body;

    private Builder(Operation operation) {
      this.operation = operation;
      this.path = operation.path();
      for (Parameter parameter : operation.parameters()) {
        missing.put(parameter.name(), parameter);
      }
    }

    /**
     * Sets a declared parameter, to be sent where the document says.
     *
     * @param value of the declared type, a list of it if the parameter is repeatable; null for none
     * @throws IllegalArgumentException if the value cannot be sent
     */
    public Builder<T> parameter(String name, @Nullable Object value) {
      if (value == null) {
        return this;
      }
      Parameter parameter = missing.remove(name);
      if (parameter == null) {
        throw new IllegalArgumentException(
            operation + " declares no further parameter named " + name);
      }
      if (parameter.repeatable()) {
        for (Object item : (Iterable<?>) value) {
          add(parameter, text(parameter, item));
        }
      } else {
        add(parameter, text(parameter, value));
      }
      return this;
    }

    private void add(Parameter parameter, String text) {
      String name = parameter.name();
      switch (parameter.in()) {
        case PATH:
          if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(
                name + " must not be empty, \".\" or \"..\": the path would lead elsewhere");
          }
          path = path.replace("{" + name + "}", encode(name, text));
          break;
        case QUERY:
          query.append(query.length() == 0 ? "" : "&");
          query.append(encode(name, name)).append('=').append(encode(name, text));
          break;
        case HEADER:
          headers.merge(name, checkedHeader(name, text), (first, next) -> first + ", " + next);
          break;
      }
    }

    /** Sets the body, as the operation declares it. */
    public Builder<T> body(@Nullable Object value) {
      body = value == null ? null : bytes(operation.requestBody(), value);
      return this;
    }

    /**
     * Builds the call.
     *
     * @throws IllegalArgumentException if a required argument is null
     */
    public ApiCall<T> build() {
      for (Parameter parameter : missing.values()) {
        if (parameter.required()) {
          throw new IllegalArgumentException(operation + " needs " + parameter.name());
        }
      }
      if (operation.requestBodyRequired() && body == null) {
        throw new IllegalArgumentException(operation + " needs a body");
      }
      return new ApiCall<>(operation, path, query.toString(), headers, body, null, null);
    }

    @SuppressWarnings("unchecked") // generated callers pass what the document declares
    private static String text(Parameter parameter, Object value) {
      return ((ScalarCodec<Object>) parameter.codec()).format(value);
    }

    @SuppressWarnings("unchecked") // generated callers pass what the document declares
    private static byte[] bytes(@Nullable JsonCodec<?> codec, Object value) {
      return Json.encode((JsonCodec<Object>) Model.present(codec, "the operation's body"), value);
    }
  }
}
