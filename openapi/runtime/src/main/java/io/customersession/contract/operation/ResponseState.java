package io.customersession.contract.operation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an {@link OperationResult} consists of. Immutable. */
public final class ResponseState {
  private final int status;
  private final Map<String, List<String>> headers;
  private final @Nullable Object body;

  private ResponseState(int status, Map<String, List<String>> headers, @Nullable Object body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Returns a status with a body, or with none. */
  public static ResponseState of(int status, @Nullable Object body) {
    return new ResponseState(status, Collections.emptyMap(), body);
  }

  /**
   * Returns a response that was received.
   *
   * @param headers the headers, found without regard to case
   */
  public static ResponseState of(
      int status, Map<String, List<String>> headers, @Nullable Object body) {
    return new ResponseState(status, headers, body);
  }

  int status() {
    return status;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  @Nullable Object body() {
    return body;
  }

  ResponseState with(String name, String value) {
    Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, List.of(value));
    return new ResponseState(status, Collections.unmodifiableMap(more), body);
  }
}
