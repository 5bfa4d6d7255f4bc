package io.customersession.client.internal;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.client.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * Decides how to continue after an attempt that the server may have processed although its response
 * was lost. A read of the session settles the question.
 *
 * @param <T> the value of the call's response
 * @param <R> the value of the read's response
 */
interface LostResponsePolicy<T extends @Nullable Object, R> {
  /** Returns the read that shows the current state of the session. */
  PendingCall<R> read();

  /** Returns true if a read must confirm that the call may be repeated. */
  boolean readsBeforeRepeating();

  /** Returns true if the call may be repeated, given the response of the read. */
  boolean mayRepeat(ApiResponse<R> read);

  /** Returns true if the error may mean that an earlier attempt succeeded. */
  boolean mayHaveSucceeded(CustomerSessionException error);

  /**
   * Returns the response of the call if the read shows that an earlier attempt succeeded; otherwise
   * null.
   */
  @Nullable ApiResponse<T> recover(ApiResponse<R> read);
}
