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

  /** The reasons to refuse a request, besides violations of schemas. */
  public enum Reason {
    /** The path, or the method for it, is not declared. */
    UNDECLARED_OPERATION,
    /** The operation is declared, but not served. */
    UNSERVED_OPERATION,
    /** The key is missing or wrong. */
    UNAUTHORIZED,
    /** According to its headers, the body is not plain JSON in UTF-8. */
    MEDIA_TYPE,
    /** The body is larger than the server accepts. */
    BODY_TOO_LARGE,
    /** The state machine of the document does not have the transition. */
    ILLEGAL_TRANSITION,
    /** The state machine of the document has the transition, but a rule of the stub refuses it. */
    REJECTED_TRANSITION
  }

  private final int status;
  private final transient @Nullable Object content;
  private final boolean hasContent;
  private final transient Map<String, String> headers;
  private final @Nullable Reason reason;
  private final transient Supplier<@Nullable String> suggestion;
  private final String documented;

  private HttpError(
      int status,
      @Nullable String message,
      @Nullable Object content,
      boolean hasContent,
      Map<String, String> headers,
      @Nullable Reason reason,
      Supplier<@Nullable String> suggestion,
      String documented) {
    super(message, null, false, false);
    this.status = status;
    this.content = content;
    this.hasContent = hasContent;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.reason = reason;
    this.suggestion = suggestion;
    this.documented = documented;
  }

  /**
   * Creates an error whose response has a message only.
   *
   * @param status the HTTP status
   * @param message one or two sentences without a full stop at the end
   */
  public static HttpError of(int status, String message) {
    return new HttpError(status, message, null, false, Map.of(), null, () -> null, "#");
  }

  /**
   * Creates an error whose response has a body that the document describes.
   *
   * @param status the HTTP status
   * @param body the body
   */
  public static HttpError of(int status, Model body) {
    return withBody(status, body);
  }

  /**
   * Creates an error whose response has a body of the type that the document declares for it: a
   * model, a list, a text, {@link io.customersession.contract.binary.BinaryData}.
   *
   * @param status the HTTP status
   * @param body the body, or null for a response without a body
   */
  public static HttpError withBody(int status, @Nullable Object body) {
    return withBody(status, body, Integer.toString(status));
  }

  /**
   * Creates an error whose response has a body of the type that the document declares for it.
   *
   * @param status the HTTP status
   * @param body the body, or null for a response without a body
   * @param message what the report of violations shows; the response does not have it
   */
  public static HttpError withBody(int status, @Nullable Object body, String message) {
    return new HttpError(status, message, body, true, Map.of(), null, () -> null, "#");
  }

  /** Returns this error with one more header in its response. */
  public HttpError withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpError(
        status, getMessage(), content, hasContent, more, reason, suggestion, documented);
  }

  /**
   * Returns this error with a reason, which makes it a violation.
   *
   * @param why the reason
   * @param nearest returns the nearest correct form, or null; called only if it is reported
   * @param place the JSON pointer of the rule in the document, such as {@code #/paths}
   */
  public HttpError because(Reason why, Supplier<@Nullable String> nearest, String place) {
    return new HttpError(status, getMessage(), content, hasContent, headers, why, nearest, place);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the body of the response if it is a model, or null. */
  public @Nullable Model body() {
    return content instanceof Model model ? model : null;
  }

  /** Returns the body of the response, or null if it has none, or a message only. */
  public @Nullable Object content() {
    return content;
  }

  /** Returns true if {@link #content} is the body, false if it is the message. */
  public boolean hasContent() {
    return hasContent;
  }

  /** Returns the headers of the response, without those that follow from its body. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the reason, or null if the error is not a violation. */
  public @Nullable Reason reason() {
    return reason;
  }

  /** Returns the nearest correct form, or null if nothing is near. */
  public @Nullable String suggestion() {
    return suggestion.get();
  }

  /** Returns the JSON pointer of the rule in the document. */
  public String documented() {
    return documented;
  }
}
