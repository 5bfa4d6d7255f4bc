package io.customersession.stub.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An exchange while it is under way. Not safe for use by several threads at a time. */
public final class Recording {
  private final Instant time = Instant.now();
  private final long started = System.nanoTime();
  private final String method;
  private final String path;
  private final @Nullable String query;
  private final Map<String, List<String>> headers;
  private final List<ContractViolation> violations = new ArrayList<>(0);
  private @Nullable String operation;
  private @Nullable String sessionId;
  private @Nullable Long application;
  private byte @Nullable [] body;
  private @Nullable String fault;

  /**
   * Begins to record.
   *
   * @param headers the headers of the request, kept as they are
   */
  public Recording(
      String method, String path, @Nullable String query, Map<String, List<String>> headers) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.headers = headers;
  }

  /** Returns the HTTP method. */
  public String method() {
    return method;
  }

  /** Returns the path as sent. */
  public String path() {
    return path;
  }

  /** Records which operation is called. */
  public void operation(String operationId) {
    operation = operationId;
  }

  /** Records which application calls. */
  public void application(long id) {
    application = id;
  }

  /** Records which session the path names. */
  public void sessionId(String integrationId) {
    sessionId = integrationId;
  }

  /** Records the body; it is kept, not copied. */
  public void body(byte[] bytes) {
    body = bytes;
  }

  /** Records what went wrong on purpose, and why. */
  public void fault(String description) {
    fault = description;
  }

  /** Returns which session the path names, or null if it is not known to name any. */
  public @Nullable String sessionId() {
    return sessionId;
  }

  /** Records something against the contract. */
  public void add(ContractViolation violation) {
    violations.add(violation);
  }

  /** Returns what is against the contract so far. */
  List<ContractViolation> violations() {
    return violations;
  }

  RecordedExchange answered(
      long number, int status, Map<String, String> answerHeaders, byte[] answerBody) {
    return new RecordedExchange(
        number,
        time,
        Duration.ofNanos(System.nanoTime() - started),
        new RecordedExchange.Request(
            method, path, query, operation, sessionId, application, headers, body, fault),
        status,
        answerHeaders,
        answerBody,
        List.copyOf(violations));
  }
}
