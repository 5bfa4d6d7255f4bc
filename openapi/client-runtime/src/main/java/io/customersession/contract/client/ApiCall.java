package io.customersession.contract.client;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.BodyWriter;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.Texts;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
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
 * One call of an operation with encoded path, query and body. It can be sent any number of times.
 * Immutable.
 *
 * @param <T> the value of the response; Void if the operation has none
 */
public final class ApiCall<T extends @Nullable Object> {
  /**
   * Only the client sets these: other values could break the framing of a request or reroute it.
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

  /** The header that cookies are sent in. */
  static final String COOKIE = "Cookie";

  private final Operation operation;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final @Nullable BinaryData data;
  private final @Nullable Duration timeout;
  private final @Nullable Duration deadline;

  private ApiCall(
      Operation operation,
      String path,
      String query,
      Map<String, String> headers,
      byte @Nullable [] body,
      @Nullable BinaryData data,
      @Nullable Duration timeout,
      @Nullable Duration deadline) {
    this.operation = operation;
    this.path = path;
    this.query = query;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
    this.data = data;
    this.timeout = timeout;
    this.deadline = deadline;
  }

  /**
   * Returns a builder. Used by generated code, which knows the type of the operation's response.
   *
   * @param <T> the type that the operation's response codec reads
   */
  public static <T extends @Nullable Object> Builder<T> builder(Operation operation) {
    return new Builder<>(operation);
  }

  /** Returns the operation called. */
  public Operation operation() {
    return operation;
  }

  /** Returns the percent-encoded path, starting with a slash. */
  public String path() {
    return path;
  }

  /** Returns the percent-encoded query without the question mark; empty if there is none. */
  public String query() {
    return query;
  }

  /** Returns the headers of this call, without those of the client. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * Returns a copy of the body if it is plain JSON, or null if it is in {@link #data} or the call
   * has none.
   */
  public byte @Nullable [] body() {
    return body == null ? null : body.clone();
  }

  /** Returns the body with its media type if it is not JSON, or null. */
  public @Nullable BinaryData data() {
    return data;
  }

  byte @Nullable [] sharedBody() {
    return body;
  }

  /**
   * Returns a copy of this call with an additional header, replacing any header of the same name.
   *
   * @throws IllegalArgumentException if the header cannot be sent
   */
  public ApiCall<T> withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, checkedHeader(name, value));
    return new ApiCall<>(operation, path, query, more, body, data, timeout, deadline);
  }

  /**
   * Returns a copy of this call with a maximum duration, from connecting to the last byte, that
   * replaces the timeouts of the OkHttpClient.
   *
   * @param timeout 0 for no limit
   * @throws IllegalArgumentException if the timeout is negative
   */
  public ApiCall<T> withTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative");
    }
    return new ApiCall<>(operation, path, query, headers, body, data, timeout, deadline);
  }

  /**
   * Returns a copy of this call that ends after the given time, measured from when it is passed to
   * the client. Shorter timeouts still apply.
   */
  public ApiCall<T> withDeadline(Duration deadline) {
    return new ApiCall<>(operation, path, query, headers, body, data, timeout, deadline);
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  @Nullable Duration deadline() {
    return deadline;
  }

  /** Returns the operationId, but not the path or body, which may contain personal data. */
  @Override
  public String toString() {
    return operation.id();
  }

  static String checkedHeader(String name, String value) {
    if (!isToken(name)) {
      throw new IllegalArgumentException("the name of a header must be an HTTP token");
    }
    if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(name + " is set by the client and cannot be overridden");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            name
                + " must contain only visible ASCII characters, but the one at index "
                + i
                + " is not");
      }
    }
    return value;
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isAlphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isAlphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Collects the arguments of a call. */
  public static final class Builder<T extends @Nullable Object> {
    private final Operation operation;
    private final Map<String, Parameter> missing = new HashMap<>();
    private final StringBuilder query = new StringBuilder();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path;
    private byte @Nullable [] body;
    private @Nullable BinaryData data;

    private Builder(Operation operation) {
      this.operation = operation;
      // OkHttp, like browsers, would take a backslash for a slash.
      this.path = operation.path().replace("\\", "%5C");
      for (Parameter parameter : operation.parameters()) {
        missing.put(parameter.key(), parameter);
      }
    }

    /**
     * Sets a declared parameter.
     *
     * @param key the name of the parameter, with its location if another parameter of the operation
     *     has the same name (see {@link Parameter#key})
     * @param value a value of the declared type; null to omit the parameter
     * @throws IllegalArgumentException if the value cannot be sent
     */
    public Builder<T> parameter(String key, @Nullable Object value) {
      if (value == null) {
        return this;
      }
      Parameter parameter = missing.remove(key);
      if (parameter == null) {
        throw new IllegalArgumentException(operation + " declares no other parameter named " + key);
      }
      add(parameter, tree(parameter, value));
      return this;
    }

    private void add(Parameter parameter, Object tree) {
      String name = parameter.name();
      switch (parameter.in()) {
        case PATH:
          String text = ParameterWriter.path(parameter, tree);
          if (text.isEmpty() || ParameterWriter.isDots(text)) {
            throw new IllegalArgumentException(
                name + " must not be empty, \".\" or \"..\": it would change the path");
          }
          path = path.replace("{" + name + "}", text);
          break;
        case QUERY:
          for (ParameterWriter.Pair pair : ParameterWriter.pairs(parameter, tree)) {
            query.append(query.length() == 0 ? "" : "&").append(pair);
          }
          break;
        case HEADER:
          headers.put(name, checkedHeader(name, ParameterWriter.header(parameter, tree)));
          break;
        case COOKIE:
          for (ParameterWriter.Pair pair : ParameterWriter.pairs(parameter, tree)) {
            headers.merge(COOKIE, pair.toString(), (first, next) -> first + "; " + next);
          }
          break;
      }
    }

    /**
     * Sets the body.
     *
     * @param value a value of the declared type, or null to send no body
     */
    @SuppressWarnings("unchecked") // generated callers pass what the document declares
    public Builder<T> body(@Nullable Object value) {
      body = null;
      data = null;
      if (value != null) {
        BodyDefinition definition =
            Model.present(operation.definition().request(), "the operation's body");
        if (definition.isPlainJson()) {
          body = Json.encode((JsonCodec<Object>) definition.preferred().codec(), value);
        } else {
          data = BodyWriter.write(definition.variantOf(value), value);
        }
      }
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
          throw new IllegalArgumentException(operation + " requires " + parameter.name());
        }
      }
      for (String segment : path.split("/", -1)) {
        if (ParameterWriter.isDots(segment)) {
          throw new IllegalArgumentException(
              "the parameters must not make a segment \"" + segment + "\" of the path");
        }
      }
      if (operation.requestBodyRequired() && body == null && data == null) {
        throw new IllegalArgumentException(operation + " requires a body");
      }
      return new ApiCall<>(operation, path, query.toString(), headers, body, data, null, null);
    }

    @SuppressWarnings("unchecked") // generated callers pass what the document declares
    private static Object tree(Parameter parameter, Object value) {
      JsonCodec<Object> codec = (JsonCodec<Object>) parameter.valueCodec();
      return parameter.style() == Parameter.Style.JSON
          ? new String(Json.encode(codec, value), StandardCharsets.UTF_8)
          : Texts.write(codec, value);
    }
  }
}
