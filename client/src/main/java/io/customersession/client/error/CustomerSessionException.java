package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ResponseTooLargeException;
import io.customersession.contract.operation.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not do what it is for. Subclasses say why.
 *
 * <p>The message names the operation, the status and the request id. Bodies, paths, keys and
 * personal data are never part of it; who needs them asks {@link #answer()}.
 */
public abstract class CustomerSessionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Operation operation;
  private final @Nullable ApiException answer;

  /**
   * Describes a failed call.
   *
   * @param reason a few words without personal data
   * @param answer the failure, or null if nothing was sent
   */
  protected CustomerSessionException(
      Operation operation, String reason, @Nullable ApiException answer) {
    super(message(operation, reason, answer), answer);
    this.operation = operation;
    this.answer = answer;
  }

  /** Returns the operation called. */
  public Operation operation() {
    return operation;
  }

  /** Returns the HTTP status, or 0 if none came or nothing was sent. */
  public int status() {
    return answer == null ? 0 : answer.status();
  }

  /**
   * Returns what the server calls this request ({@code X-Request-Id}), for a question to its
   * people.
   */
  public Optional<String> requestId() {
    return answer == null ? Optional.empty() : requestId(answer);
  }

  /**
   * Returns the failure with all that came, headers and body; empty if the call was refused before
   * it was sent.
   */
  public Optional<ApiException> answer() {
    return Optional.ofNullable(answer);
  }

  private static Optional<String> requestId(ApiException answer) {
    return answer.header("X-Request-Id");
  }

  private static String message(Operation operation, String reason, @Nullable ApiException answer) {
    StringBuilder message = new StringBuilder(operation.id()).append(": ");
    if (answer != null && answer.status() != 0) {
      message.append(answer.status()).append(", ");
    }
    message.append(reason);
    if (answer != null && answer.getCause() instanceof ResponseTooLargeException) {
      message.append(", ").append(answer.getCause().getMessage());
    }
    if (answer != null) {
      requestId(answer)
          .filter(CustomerSessionException::printable)
          .ifPresent(id -> message.append(" (request ").append(id).append(')'));
    }
    return message.toString();
  }

  /** Keeps a header that is no plain id out of messages. */
  private static boolean printable(String id) {
    return id.matches("[A-Za-z0-9._:=/+-]{1,128}");
  }
}
