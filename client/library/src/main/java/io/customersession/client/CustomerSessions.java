package io.customersession.client;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.TransportException;
import io.customersession.client.internal.CallExecutor;
import io.customersession.client.internal.PendingCalls;
import io.customersession.client.internal.SessionRequests;
import io.customersession.client.internal.SessionRequestsV1;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiResponse;
import java.util.List;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes the customer sessions of one application. Immutable and thread-safe: create one
 * instance, share it, and close it when the application stops.
 *
 * <p>All methods block until the response arrives and retry failed calls according to the {@link
 * RetryPolicy} if that is safe. They throw {@link CustomerSessionException}s, one subclass per
 * meaning, and {@link IllegalArgumentException} if an argument cannot be sent, such as an empty id.
 * {@link #withResponse()} has the same operations but returns status, headers and raw body too;
 * {@link #async()} returns futures; {@link #v1()} has the operations of v1.
 */
public final class CustomerSessions implements AutoCloseable {
  private final OkHttpClient http;
  private final boolean ownsHttp;
  private final ApiClient client;
  private final CallExecutor executor;
  private final PendingCalls calls;
  private final WithResponse withResponse;
  private final AsyncCustomerSessions async;
  private final CustomerSessionsV1 v1;

  CustomerSessions(CustomerSessionsBuilder builder) {
    ownsHttp = !builder.hasHttpClient();
    http = builder.okHttpClient();
    client = builder.apiClient(http);
    executor = builder.callExecutor(client);
    calls = builder.pendingCalls();
    CustomerSessionsApi api = new CustomerSessionsApi(client);
    SessionRequests requests = builder.sessionRequests(api, calls);
    SessionRequestsV1 requestsV1 = builder.sessionRequestsV1(api, calls, requests);
    withResponse = new WithResponse(executor, requests);
    v1 = new CustomerSessionsV1(executor, requestsV1);
    async = new AsyncCustomerSessions(executor, calls, requests, requestsV1);
  }

  /** Returns an empty builder. */
  public static CustomerSessionsBuilder builder() {
    return new CustomerSessionsBuilder();
  }

  /**
   * Creates a session or changes the properties that are set in the change.
   *
   * <p>See {@link #update(String, SessionChange, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @param change the properties to set or clear
   * @return the response
   */
  public IntegrationStateV2 update(String id, SessionChange change) {
    return update(id, change, RequestOptions.none());
  }

  /**
   * Creates a session or changes the properties that are set in the change.
   *
   * <p>Properties that are not set keep their stored value. The call is repeated after a failure;
   * with {@link RequestOptions.Builder#lastSeen} it is not repeated over somebody else's update.
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
  public IntegrationStateV2 update(String id, SessionChange change, RequestOptions options) {
    return withResponse.update(id, change, options).value();
  }

  /**
   * Reads a session and its current effects.
   *
   * @param id the integration id of the session
   * @return the session and its effects
   */
  public SessionWithEffects get(String id) {
    return get(id, RequestOptions.none());
  }

  /**
   * Reads a session and its current effects.
   *
   * @param id the integration id of the session
   * @param options the options of this call
   * @return the session and its effects
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public SessionWithEffects get(String id, RequestOptions options) {
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
  public IntegrationStateV2 close(String id) {
    return close(id, RequestOptions.none());
  }

  /**
   * Closes a session and leaves everything else unchanged.
   *
   * <p>If the response is lost and the retry is rejected because the session is already closed, the
   * client reads the session and returns success. The response then contains the current effects.
   *
   * @param id the integration id of the session
   * @param options the options of this call
   * @return the response
   * @throws IllegalTransitionException if the session cannot be closed in its state
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public IntegrationStateV2 close(String id, RequestOptions options) {
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
  public IntegrationStateV2 cancel(String id) {
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
  public IntegrationStateV2 cancel(String id, RequestOptions options) {
    return withResponse.cancel(id, options).value();
  }

  /**
   * Returns items of a closed or partially returned session.
   *
   * <p>See {@link #returnItems(String, List, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @param items the items to return, with positions or SKUs and quantities
   * @return the response
   */
  public IntegrationStateV2 returnItems(String id, List<ReturnedCartItem> items) {
    return returnItems(id, items, RequestOptions.none());
  }

  /**
   * Returns items of a closed or partially returned session.
   *
   * <p>The call carries an idempotency key, generated unless the options contain one, so that the
   * items are returned only once even if the call is retried.
   *
   * @param id the integration id of the session
   * @param items the items to return, with positions or SKUs and quantities
   * @param options the options of this call
   * @return the response
   * @throws IllegalTransitionException if nothing can be returned in the session's state
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public IntegrationStateV2 returnItems(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return withResponse.returnItems(id, items, options).value();
  }

  /**
   * Reopens a closed session and rolls back the effects of closing it.
   *
   * <p>See {@link #reopen(String, RequestOptions)}.
   *
   * @param id the integration id of the session
   * @return the response
   */
  public ReopenedSession reopen(String id) {
    return reopen(id, RequestOptions.none());
  }

  /**
   * Reopens a closed session and rolls back the effects of closing it.
   *
   * <p>A lost response is handled as in {@link #close(String, RequestOptions)}, but the list of
   * effects is then empty.
   *
   * @param id the integration id of the session
   * @param options the options of this call
   * @return the response
   * @throws IllegalTransitionException if the session is not closed
   * @throws CustomerSessionException if the call fails for another reason
   * @throws IllegalArgumentException if an argument cannot be sent
   */
  public ReopenedSession reopen(String id, RequestOptions options) {
    return withResponse.reopen(id, options).value();
  }

  /** Returns the same operations with status, headers and raw body. */
  public WithResponse withResponse() {
    return withResponse;
  }

  /** Returns the operations of v1 on the same sessions. */
  public CustomerSessionsV1 v1() {
    return v1;
  }

  /** Returns the same operations as futures. */
  public AsyncCustomerSessions async() {
    return async;
  }

  /**
   * Executes any generated call with the retries and exceptions of this client. A POST is retried
   * only if it carries an {@code Idempotency-Key}.
   *
   * @param call the call, as created by a {@code ...Call} method of a generated API
   * @param options the options of this call
   * @return the response
   * @throws CustomerSessionException if the call fails
   * @throws IllegalArgumentException if the operation does not support one of the options
   */
  public <T extends @Nullable Object> ApiResponse<T> execute(
      ApiCall<T> call, RequestOptions options) {
    return executor.execute(calls.of(call, options));
  }

  /** Returns the underlying generated client, which neither retries nor decodes errors. */
  public ApiClient client() {
    return client;
  }

  /**
   * Rejects all further calls with a {@link TransportException}. Releases threads and connections
   * unless the OkHttpClient was passed to the builder.
   */
  @Override
  public void close() {
    client.close();
    if (ownsHttp) {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  /**
   * The operations of {@link CustomerSessions} with status, headers and raw body. Immutable and
   * thread-safe.
   */
  public static final class WithResponse {
    private final CallExecutor executor;
    private final SessionRequests requests;

    WithResponse(CallExecutor executor, SessionRequests requests) {
      this.executor = executor;
      this.requests = requests;
    }

    /** Does the same as {@link CustomerSessions#update(String, SessionChange)}. */
    public ApiResponse<IntegrationStateV2> update(String id, SessionChange change) {
      return update(id, change, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#update(String, SessionChange, RequestOptions)}. */
    public ApiResponse<IntegrationStateV2> update(
        String id, SessionChange change, RequestOptions options) {
      return executor.execute(requests.update(id, change, options));
    }

    /** Does the same as {@link CustomerSessions#get(String)}. */
    public ApiResponse<SessionWithEffects> get(String id) {
      return get(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#get(String, RequestOptions)}. */
    public ApiResponse<SessionWithEffects> get(String id, RequestOptions options) {
      return executor.execute(requests.get(id, options));
    }

    /** Does the same as {@link CustomerSessions#close(String)}. */
    public ApiResponse<IntegrationStateV2> close(String id) {
      return close(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#close(String, RequestOptions)}. */
    public ApiResponse<IntegrationStateV2> close(String id, RequestOptions options) {
      return executor.execute(requests.close(id, options));
    }

    /** Does the same as {@link CustomerSessions#cancel(String)}. */
    public ApiResponse<IntegrationStateV2> cancel(String id) {
      return cancel(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#cancel(String, RequestOptions)}. */
    public ApiResponse<IntegrationStateV2> cancel(String id, RequestOptions options) {
      return executor.execute(requests.cancel(id, options));
    }

    /** Does the same as {@link CustomerSessions#returnItems(String, List)}. */
    public ApiResponse<IntegrationStateV2> returnItems(String id, List<ReturnedCartItem> items) {
      return returnItems(id, items, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#returnItems(String, List, RequestOptions)}. */
    public ApiResponse<IntegrationStateV2> returnItems(
        String id, List<ReturnedCartItem> items, RequestOptions options) {
      return executor.execute(requests.returnItems(id, items, options));
    }

    /** Does the same as {@link CustomerSessions#reopen(String)}. */
    public ApiResponse<ReopenedSession> reopen(String id) {
      return reopen(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#reopen(String, RequestOptions)}. */
    public ApiResponse<ReopenedSession> reopen(String id, RequestOptions options) {
      return executor.execute(requests.reopen(id, options));
    }
  }
}
