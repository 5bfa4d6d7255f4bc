package io.customersession.client;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.operation.Operation;
import java.time.Duration;

/**
 * Receives events about calls, for metrics and logs. Events never contain request or response data.
 *
 * <p>Methods are called by the thread of a blocking call, or by a thread of OkHttp or the JDK for
 * an asynchronous one. An exception thrown here ends the call.
 */
public interface ClientListener {
  /**
   * Reports a successful attempt.
   *
   * @param operation the operation called
   * @param attempt the number of the attempt, starting at 1
   * @param status the HTTP status
   * @param duration the duration of this attempt
   */
  default void succeeded(Operation operation, int attempt, int status, Duration duration) {}

  /**
   * Reports that the last attempt of a call failed.
   *
   * @param operation the operation called
   * @param attempt the number of the attempt, starting at 1
   * @param error the exception that the caller receives
   * @param duration the duration of this attempt
   */
  default void failed(
      Operation operation, int attempt, CustomerSessionException error, Duration duration) {}

  /**
   * Reports that an attempt failed and the call will be retried.
   *
   * @param operation the operation called
   * @param attempt the number of the failed attempt, starting at 1
   * @param error the error of the failed attempt
   * @param wait the wait before the next attempt
   */
  default void retrying(
      Operation operation, int attempt, CustomerSessionException error, Duration wait) {}

  /**
   * Reports that a retry was rejected because an earlier attempt, whose response was lost, had
   * already succeeded. The call succeeds.
   *
   * @param operation the operation called
   * @param attempt the number of the rejected attempt, starting at 1
   */
  default void recovered(Operation operation, int attempt) {}
}
