package io.customersession.contract.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A successful response. Immutable.
 *
 * @param <T> the value of the response; Void if the operation has none
 */
public final class ApiResponse<T extends @Nullable Object> {
  private final int status;
  private final Map<String, List<String>> headers;
  private final T value;
  private final byte[] body;

  ApiResponse(int status, Map<String, List<String>> headers, T value, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.value = value;
    this.body = body;
  }

  /**
   * Returns the response of a repeated DELETE that found nothing because an earlier attempt had
   * succeeded.
   *
   * @param notFound the 404
   * @throws IllegalArgumentException if the failure is not the 404 of an operation without a
   *     response body
   */
  @SuppressWarnings("NullAway") // T is Void
  public static <T extends @Nullable Object> ApiResponse<T> alreadyDeleted(ApiException notFound) {
    if (notFound.status() != 404
        || !notFound.operation().method().equals("DELETE")
        || notFound.operation().responseBody() != null) {
      throw new IllegalArgumentException("not the 404 of a DELETE without a response body");
    }
    return new ApiResponse<>(404, notFound.headers(), null, notFound.body());
  }

  /** Returns the HTTP status: 200 to 299, or 404 after {@link #alreadyDeleted}. */
  public int status() {
    return status;
  }

  /** Returns the headers; names are case-insensitive. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
  }

  /** Returns the decoded body, or null if the operation has no response body. */
  public T value() {
    return value;
  }

  /**
   * Returns a response with the same status, headers and raw body and a converted value.
   *
   * @param change converts the value
   */
  public <U extends @Nullable Object> ApiResponse<U> map(Function<? super T, ? extends U> change) {
    return new ApiResponse<>(status, headers, change.apply(value), body);
  }

  /** Returns a copy of the raw body. */
  public byte[] body() {
    return body.clone();
  }

  /** Returns the status, but not the body, which may contain personal data. */
  @Override
  public String toString() {
    return Integer.toString(status);
  }
}
