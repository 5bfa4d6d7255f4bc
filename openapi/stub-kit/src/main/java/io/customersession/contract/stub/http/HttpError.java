package io.customersession.contract.stub.http;

import io.customersession.contract.json.Model;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an error response. Thrown by the steps of a pipeline and by the code that
 * implements operations. Immutable.
 */
public final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What a request broke, beside the schemas of the document. */
  public enum Reason {
    /** The path, or the method for it, is not declared. */
    UNDECLARED_OPERATION,
    /** The operation is declared, but not served. */
    UNSERVED_OPERATION,
    /** The key is missing or wrong. */
    UNAUTHORIZED,
    /** The headers say that the body is not plain JSON in UTF-8. */
    MEDIA_TYPE,
    /** The body is larger than the server accepts. */
    BODY_TOO_LARGE
  }

  private final int status;
  private final transient @Nullable Model body;
  private final transient Map<String, String> headers;
  private final @Nullable Reason reason;
  private final transient Supplier<@Nullable String> suggestion;
  private final String documented;

  private HttpError(
      int status,
      @Nullable String message,
      @Nullable Model body,
      Map<String, String> headers,
      @Nullable Reason reason,
      Supplier<@Nullable String> suggestion,
      String documented) {
    super(message, null, false, false);
    this.status = status;
    this.body = body;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.reason = reason;
    this.suggestion = suggestion;
    this.documented = documented;
  }

  /** Creates an error whose response has a message only. */
  public static HttpError of(int status, String message) {
    return new HttpError(status, message, null, Map.of(), null, () -> null, "#");
  }

  /** Creates an error whose response has a body that the document describes. */
  public static HttpError of(int status, Model body) {
    return new HttpError(status, Integer.toString(status), body, Map.of(), null, () -> null, "#");
  }

  /** Returns this error with a header in its response. */
  public HttpError withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpError(status, getMessage(), body, more, reason, suggestion, documented);
  }

  /**
   * Returns this error as a violation.
   *
   * @param why what the request broke
   * @param nearest finds what would have been right, or null; called only if it is reported
   * @param place where the document states the rule, such as {@code #/paths}
   */
  public HttpError because(Reason why, Supplier<@Nullable String> nearest, String place) {
    return new HttpError(status, getMessage(), body, headers, why, nearest, place);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the body of the response, or null if the message is all there is to say. */
  public @Nullable Model body() {
    return body;
  }

  /** Returns headers of the response. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns what the request broke, or null if it broke nothing. */
  public @Nullable Reason reason() {
    return reason;
  }

  /** Returns what would have been right, or null if nothing is near. */
  public @Nullable String suggestion() {
    return suggestion.get();
  }

  /** Returns where the document states the rule. */
  public String documented() {
    return documented;
  }
}
