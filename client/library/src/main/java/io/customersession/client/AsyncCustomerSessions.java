package io.customersession.client;

import io.customersession.client.internal.CallExecutor;
import io.customersession.client.internal.PendingCalls;
import io.customersession.client.internal.SessionRequests;
import io.customersession.client.internal.SessionRequestsV1;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of {@link CustomerSessions} as futures. Immutable and thread-safe.
 *
 * <p>No thread waits for responses or between attempts. A future fails with the exception that the
 * blocking method would throw, including {@link IllegalArgumentException}. Cancelling a future
 * cancels the current attempt and all further ones; the server may have processed the call anyway,
 * and the {@link ClientListener} receives no more events about it. As always in Java, cancelling a
 * dependent future ({@code thenApply}) does not cancel the call.
 */
public final class AsyncCustomerSessions {
  private final CallExecutor executor;
  private final PendingCalls calls;
  private final SessionRequests requests;
  private final WithResponse withResponse;
  private final AsyncCustomerSessionsV1 v1;

  AsyncCustomerSessions(
      CallExecutor executor,
      PendingCalls calls,
      SessionRequests requests,
      SessionRequestsV1 requestsV1) {
    this.executor = executor;
    this.calls = calls;
    this.requests = requests;
    withResponse = new WithResponse(executor, requests);
    v1 = new AsyncCustomerSessionsV1(executor, requestsV1);
  }

  /** Does the same as {@link CustomerSessions#update(String, SessionChange)}. */
  public CompletableFuture<IntegrationStateV2> update(String id, SessionChange change) {
    return update(id, change, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessions#update(String, SessionChange, RequestOptions)}. */
  public CompletableFuture<IntegrationStateV2> update(
      String id, SessionChange change, RequestOptions options) {
    return executor.executeAsync(() -> requests.update(id, change, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessions#get(String)}. */
  public CompletableFuture<SessionWithEffects> get(String id) {
    return get(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessions#get(String, RequestOptions)}. */
  public CompletableFuture<SessionWithEffects> get(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.get(id, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessions#close(String)}. */
  public CompletableFuture<IntegrationStateV2> close(String id) {
    return close(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessions#close(String, RequestOptions)}. */
  public CompletableFuture<IntegrationStateV2> close(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.close(id, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessions#cancel(String)}. */
  public CompletableFuture<IntegrationStateV2> cancel(String id) {
    return cancel(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessions#cancel(String, RequestOptions)}. */
  public CompletableFuture<IntegrationStateV2> cancel(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.cancel(id, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessions#returnItems(String, List)}. */
  public CompletableFuture<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items) {
    return returnItems(id, items, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessions#returnItems(String, List, RequestOptions)}. */
  public CompletableFuture<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return executor.executeAsync(
        () -> requests.returnItems(id, items, options), ApiResponse::value);
  }

  /** Does the same as {@link CustomerSessions#reopen(String)}. */
  public CompletableFuture<ReopenedSession> reopen(String id) {
    return reopen(id, RequestOptions.none());
  }

  /** Does the same as {@link CustomerSessions#reopen(String, RequestOptions)}. */
  public CompletableFuture<ReopenedSession> reopen(String id, RequestOptions options) {
    return executor.executeAsync(() -> requests.reopen(id, options), ApiResponse::value);
  }

  /** Returns the same operations with status, headers and raw body. */
  public WithResponse withResponse() {
    return withResponse;
  }

  /** Returns the operations of v1 on the same sessions. */
  public AsyncCustomerSessionsV1 v1() {
    return v1;
  }

  /** Does the same as {@link CustomerSessions#execute}. */
  public <T extends @Nullable Object> CompletableFuture<ApiResponse<T>> execute(
      ApiCall<T> call, RequestOptions options) {
    return executor.executeAsync(() -> calls.of(call, options), Function.identity());
  }

  /**
   * The operations of {@link AsyncCustomerSessions} with status, headers and raw body. Immutable
   * and thread-safe.
   */
  public static final class WithResponse {
    private final CallExecutor executor;
    private final SessionRequests requests;

    WithResponse(CallExecutor executor, SessionRequests requests) {
      this.executor = executor;
      this.requests = requests;
    }

    /** Does the same as {@link CustomerSessions#update(String, SessionChange)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> update(
        String id, SessionChange change) {
      return update(id, change, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#update(String, SessionChange, RequestOptions)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> update(
        String id, SessionChange change, RequestOptions options) {
      return executor.executeAsync(() -> requests.update(id, change, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessions#get(String)}. */
    public CompletableFuture<ApiResponse<SessionWithEffects>> get(String id) {
      return get(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#get(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<SessionWithEffects>> get(
        String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.get(id, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessions#close(String)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> close(String id) {
      return close(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#close(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> close(
        String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.close(id, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessions#cancel(String)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> cancel(String id) {
      return cancel(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#cancel(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> cancel(
        String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.cancel(id, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessions#returnItems(String, List)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> returnItems(
        String id, List<ReturnedCartItem> items) {
      return returnItems(id, items, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#returnItems(String, List, RequestOptions)}. */
    public CompletableFuture<ApiResponse<IntegrationStateV2>> returnItems(
        String id, List<ReturnedCartItem> items, RequestOptions options) {
      return executor.executeAsync(
          () -> requests.returnItems(id, items, options), Function.identity());
    }

    /** Does the same as {@link CustomerSessions#reopen(String)}. */
    public CompletableFuture<ApiResponse<ReopenedSession>> reopen(String id) {
      return reopen(id, RequestOptions.none());
    }

    /** Does the same as {@link CustomerSessions#reopen(String, RequestOptions)}. */
    public CompletableFuture<ApiResponse<ReopenedSession>> reopen(
        String id, RequestOptions options) {
      return executor.executeAsync(() -> requests.reopen(id, options), Function.identity());
    }
  }
}
