package io.customersession.client;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.operation.Operation;
import java.time.Duration;

/**
 * Is told what calls do, for metrics and logs; never what they carry. Called on the thread of the
 * call, or on one of OkHttp's where none waits, by any thread; an exception thrown here ends the
 * call.
 */
public interface ClientListener {
  /** An attempt ended with an answer that is used. */
  default void succeeded(Operation operation, int attempt, int status, Duration duration) {}

  /** An attempt failed and is the last one; the exception is what the caller gets. */
  default void failed(
      Operation operation, int attempt, CustomerSessionException failure, Duration duration) {}

  /** An attempt failed and the call is repeated after a wait. */
  default void retrying(
      Operation operation, int attempt, CustomerSessionException failure, Duration wait) {}

  /**
   * A move was refused on repetition, but a read shows that its first attempt, whose answer was
   * lost, made it.
   */
  default void recovered(Operation operation, int attempt) {}
}
