package io.customersession.client;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.internal.CallExecutor;
import io.customersession.client.internal.SessionRequestsV1;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.IntegrationState;
import io.customersession.contract.client.ApiResponse;

/**
 * The operations of v1, which represent the same sessions in an older format. Immutable and
 * thread-safe; retries and exceptions are those of {@link CustomerSessions}. Returning items and
 * reopening a session exist only in v2.
 */
public final class CustomerSessionsV1 {
  private final WithResponse withResponse;

  CustomerSessionsV1(CallExecutor executor, SessionRequestsV1 requests) {
    withResponse = new WithResponse(executor, requests);
  }

  /**
   * Creates a session or changes the properties that are set in the change.
   *
   * <p>See {@link #update(String, SessionChangeV1, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @param change the properties to set or clear
   * @return the response
   */
  public IntegrationState update(String id, SessionChangeV1 change) {
    return update(id, change, RequestOptions.none());
  }

  /**
   * Creates a session or changes the properties that are set in the change.
   *
   * <p>Properties that are not set keep their stored value.
   *
   * @param id the integration id of the session
   * @param change the properties to set or clear
   * @param options the options of this call
   * @return the response
   * @throws IllegalTransitionException if the session's state does not allow the update or the
   *     transition
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public IntegrationState update(String id, SessionChangeV1 change, RequestOptions options) {
    return withResponse.update(id, change, options).value();
  }

  /**
   * Reads a session.
   *
   * @param id the integration id of the session
   * @return the session
   */
  public CustomerSession get(String id) {
    return get(id, RequestOptions.none());
  }

  /**
   * Reads a session.
   *
   * @param id the integration id of the session
   * @param options the options of this call
   * @return the session
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public CustomerSession get(String id, RequestOptions options) {
    return withResponse.get(id, options).value();
  }

  /**
   * Closes a session and leaves everything else unchanged.
   *
   * <p>See {@link #close(String, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @return the response
   */
  public IntegrationState close(String id) {
    return close(id, RequestOptions.none());
  }

  /**
   * Closes a session and leaves everything else unchanged.
   *
   * <p>If the response is lost and the retry is rejected because the session is already closed, the
   * client reads the session and returns success. The response then contains only the session;
   * getters of other required properties throw an {@link IllegalStateException}.
   *
   * @param id the integration id of the session
   * @param options the options of this call
   * @return the response
   * @throws IllegalTransitionException if the session cannot be closed in its state
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public IntegrationState close(String id, RequestOptions options) {
    return withResponse.close(id, options).value();
  }

  /**
   * Cancels a session. A cancelled session cannot be changed again.
   *
   * <p>See {@link #cancel(String, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @return the response
   */
  public IntegrationState cancel(String id) {
    return cancel(id, RequestOptions.none());
  }

  /**
   * Cancels a session. A cancelled session cannot be changed again.
   *
   * <p>A lost response is handled as in {@link #close(String, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @param options the options of this call
   * @return the response
   * @throws IllegalTransitionException if the session cannot be cancelled in its state
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public IntegrationState cancel(String id, RequestOptions options) {
    return withResponse.cancel(id, options).value();
  }

  /** Returns the same operations with status, headers and raw body. */
  public WithResponse withResponse() {
    return withResponse;
  }

  /**
   * The operations of {@link CustomerSessionsV1} with status, headers and raw body. Immutable and
   * thread-safe.
   */
  public static final class WithResponse {
    private final CallExecutor executor;
    private final SessionRequestsV1 requests;

    WithResponse(CallExecutor executor, SessionRequestsV1 requests) {
      this.executor = executor;
      this.requests = requests;
    }

    /** Does the same as {@link CustomerSessionsV1#update(String, SessionChangeV1)}. */
    public ApiResponse<IntegrationState> update(String id, SessionChangeV1 change) {
      return update(id, change, RequestOptions.none());
    }

    /**
     * Does the same as {@link CustomerSessionsV1#update(String, SessionChangeV1, RequestOptions)}.
     */
    public ApiResponse<IntegrationState> update(
        String id, SessionChangeV1 change, RequestOptions options) {
      return executor.execute(requests.update(id, change, options));
    }

    /** Does the same as {@link CustomerSessionsV1#get(String)}. */
    public ApiResponse<CustomerSession> get(String id) {
      return get(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessionsV1#get(String, RequestOptions)}. */
    public ApiResponse<CustomerSession> get(String id, RequestOptions options) {
      return executor.execute(requests.get(id, options));
    }

    /** Does the same as {@link CustomerSessionsV1#close(String)}. */
    public ApiResponse<IntegrationState> close(String id) {
      return close(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessionsV1#close(String, RequestOptions)}. */
    public ApiResponse<IntegrationState> close(String id, RequestOptions options) {
      return executor.execute(requests.close(id, options));
    }

    /** Does the same as {@link CustomerSessionsV1#cancel(String)}. */
    public ApiResponse<IntegrationState> cancel(String id) {
      return cancel(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessionsV1#cancel(String, RequestOptions)}. */
    public ApiResponse<IntegrationState> cancel(String id, RequestOptions options) {
      return executor.execute(requests.cancel(id, options));
    }
  }
}
