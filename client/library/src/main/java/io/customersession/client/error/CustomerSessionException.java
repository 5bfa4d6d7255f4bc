package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ResponseTooLargeException;
import io.customersession.contract.operation.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. Each subclass stands for one meaning.
 *
 * <p>The message contains the operation, the status and the request id, but never bodies, paths,
 * keys or personal data. {@link #response()} provides those.
 */
public abstract class CustomerSessionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Operation operation;
  private final @Nullable ApiException failure;

  /**
   * Creates an exception.
   *
   * @param operation the operation called
   * @param reason a short description without personal data
   * @param failure the failed call, or null if nothing was sent
   */
  protected CustomerSessionException(
      Operation operation, String reason, @Nullable ApiException failure) {
    super(message(operation, reason, failure), failure);
    this.operation = operation;
    this.failure = failure;
  }

  /** Returns the operation called. */
  public Operation operation() {
    return operation;
  }

  /** Returns the HTTP status, or 0 if no response arrived or nothing was sent. */
  public int status() {
    return failure == null ? 0 : failure.status();
  }

  /** Returns the server's id of the request ({@code X-Request-Id}), for support requests. */
  public Optional<String> requestId() {
    return failure == null ? Optional.empty() : requestId(failure);
  }

  /**
   * Returns the failed call with the status, headers and body of the response; empty if nothing was
   * sent.
   */
  public Optional<ApiException> response() {
    return Optional.ofNullable(failure);
  }

  private static Optional<String> requestId(ApiException failure) {
    return failure.header("X-Request-Id");
  }

  private static String message(
      Operation operation, String reason, @Nullable ApiException failure) {
    StringBuilder message = new StringBuilder(operation.id()).append(": ");
    if (failure != null && failure.status() != 0) {
      message.append(failure.status()).append(", ");
    }
    message.append(reason);
    if (failure != null && failure.getCause() instanceof ResponseTooLargeException) {
      message.append(", ").append(failure.getCause().getMessage());
    }
    if (failure != null) {
      requestId(failure)
          .filter(CustomerSessionException::printable)
          .ifPresent(id -> message.append(" (request ").append(id).append(')'));
    }
    return message.toString();
  }

  /** A header that is not a plain id could contain anything. */
  private static boolean printable(String id) {
    return id.matches("[A-Za-z0-9._:=/+-]{1,128}");
  }
}
