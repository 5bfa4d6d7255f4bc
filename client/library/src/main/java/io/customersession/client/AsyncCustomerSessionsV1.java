package io.customersession.client;

import io.customersession.client.internal.CallExecutor;
import io.customersession.client.internal.SessionRequestsV1;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.IntegrationState;
import io.customersession.contract.client.ApiResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The operations of {@link CustomerSessionsV1} as futures, which behave like those of {@link
 * AsyncCustomerSessions}. Immutable and thread-safe.
 */
public final class AsyncCustomerSessionsV1 {
  private final CallExecutor executor;
  private final SessionRequestsV1 requests;
  private final WithResponse withResponse;

  AsyncCustomerSessionsV1(CallExecutor executor, SessionRequestsV1 requests) {
    this.executor = executor;
    this.requests = requests;
    withResponse = new WithResponse(executor, requests);
  }

  /** Does the same as {@link CustomerSessionsV1#update(String, SessionChangeV1)}. */
  public CompletableFuture<IntegrationState> update(String id, SessionChangeV1 change) {
    return update(id, change, RequestOptions.none());
  }

  /**
   * Does the same as {@link CustomerSessionsV1#update(String, SessionChangeV1, RequestOptions)}.
   */
  public CompletableFuture<IntegrationState> update(
      String id, SessionChangeV1 change, RequestOptions options) {
    return executor.executeAsync(() -> requests.update(id, change, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessionsV1#get(String)}. */
  public CompletableFuture<CustomerSession> get(String id) {
    return get(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessionsV1#get(String, RequestOptions)}. */
  public CompletableFuture<CustomerSession> get(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.get(id, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessionsV1#close(String)}. */
  public CompletableFuture<IntegrationState> close(String id) {
    return close(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessionsV1#close(String, RequestOptions)}. */
  public CompletableFuture<IntegrationState> close(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.close(id, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessionsV1#cancel(String)}. */
  public CompletableFuture<IntegrationState> cancel(String id) {
    return cancel(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessionsV1#cancel(String, RequestOptions)}. */
  public CompletableFuture<IntegrationState> cancel(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.cancel(id, options), ApiResponse::value);
  }

  /** Returns the same operations with status, headers and raw body. */
  public WithResponse withResponse() {
    return withResponse;
  }

  /**
   * The operations of {@link AsyncCustomerSessionsV1} with status, headers and raw body. Immutable
   * and thread-safe.
   */
  public static final class WithResponse {
    private final CallExecutor executor;
    private final SessionRequestsV1 requests;

    WithResponse(CallExecutor executor, SessionRequestsV1 requests) {
      this.executor = executor;
      this.requests = requests;
    }

    /** Does the same as {@link CustomerSessionsV1#update(String, SessionChangeV1)}. */
    public CompletableFuture<ApiResponse<IntegrationState>> update(
        String id, SessionChangeV1 change) {
      return update(id, change, RequestOptions.none());
    }

    /**
     * Does the same as {@link CustomerSessionsV1#update(String, SessionChangeV1, RequestOptions)}.
     */
    public CompletableFuture<ApiResponse<IntegrationState>> update(
        String id, SessionChangeV1 change, RequestOptions options) {
      return executor.executeAsync(() -> requests.update(id, change, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessionsV1#get(String)}. */
    public CompletableFuture<ApiResponse<CustomerSession>> get(String id) {
      return get(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessionsV1#get(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<CustomerSession>> get(String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.get(id, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessionsV1#close(String)}. */
    public CompletableFuture<ApiResponse<IntegrationState>> close(String id) {
      return close(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessionsV1#close(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<IntegrationState>> close(
        String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.close(id, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessionsV1#cancel(String)}. */
    public CompletableFuture<ApiResponse<IntegrationState>> cancel(String id) {
      return cancel(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessionsV1#cancel(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<IntegrationState>> cancel(
        String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.cancel(id, options), Function.identity());
    }
  }
}
