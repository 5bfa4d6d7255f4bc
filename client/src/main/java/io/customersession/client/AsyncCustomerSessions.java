package io.customersession.client;

import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.runtime.ApiResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The operations of {@link CustomerSessions} as futures. Immutable and safe for use by several
 * threads.
 *
 * <p>Each call, its waits between attempts included, takes one thread of the executor. A future
 * fails with the exception that the waiting client would throw. Cancelling it does not take the
 * call back.
 */
public final class AsyncCustomerSessions {
  private final CustomerSessions sessions;
  private final Executor executor;

  AsyncCustomerSessions(CustomerSessions sessions, Executor executor) {
    this.sessions = sessions;
    this.executor = executor;
  }

  /** Creates a session, or changes what is mentioned about it. */
  public CompletableFuture<IntegrationStateV2> update(String id, SessionChange change) {
    return call(it -> it.update(id, change));
  }

  /** Creates a session, or changes what is mentioned about it, with options. */
  public CompletableFuture<IntegrationStateV2> update(
      String id, SessionChange change, RequestOptions options) {
    return call(it -> it.update(id, change, options));
  }

  /**
   * Does the same as {@link #update(String, SessionChange, RequestOptions)} and brings the whole
   * answer.
   */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> updateWithResponse(
      String id, SessionChange change, RequestOptions options) {
    return call(it -> it.updateWithResponse(id, change, options));
  }

  /** Reads a session and the effects in force. */
  public CompletableFuture<SessionWithEffects> get(String id) {
    return call(it -> it.get(id));
  }

  /** Reads a session and the effects in force, with options. */
  public CompletableFuture<SessionWithEffects> get(String id, RequestOptions options) {
    return call(it -> it.get(id, options));
  }

  /** Does the same as {@link #get(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<SessionWithEffects>> getWithResponse(
      String id, RequestOptions options) {
    return call(it -> it.getWithResponse(id, options));
  }

  /** Closes a session. */
  public CompletableFuture<IntegrationStateV2> close(String id) {
    return call(it -> it.close(id));
  }

  /** Closes a session, with options. */
  public CompletableFuture<IntegrationStateV2> close(String id, RequestOptions options) {
    return call(it -> it.close(id, options));
  }

  /** Does the same as {@link #close(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> closeWithResponse(
      String id, RequestOptions options) {
    return call(it -> it.closeWithResponse(id, options));
  }

  /** Cancels a session, for good. */
  public CompletableFuture<IntegrationStateV2> cancel(String id) {
    return call(it -> it.cancel(id));
  }

  /** Cancels a session, for good, with options. */
  public CompletableFuture<IntegrationStateV2> cancel(String id, RequestOptions options) {
    return call(it -> it.cancel(id, options));
  }

  /** Does the same as {@link #cancel(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> cancelWithResponse(
      String id, RequestOptions options) {
    return call(it -> it.cancelWithResponse(id, options));
  }

  /** Returns items of a closed session. */
  public CompletableFuture<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items) {
    return call(it -> it.returnItems(id, items));
  }

  /** Returns items of a closed session, with options. */
  public CompletableFuture<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return call(it -> it.returnItems(id, items, options));
  }

  /**
   * Does the same as {@link #returnItems(String, List, RequestOptions)} and brings the whole
   * answer.
   */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> returnItemsWithResponse(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return call(it -> it.returnItemsWithResponse(id, items, options));
  }

  /** Reopens a closed session. */
  public CompletableFuture<ReopenedSession> reopen(String id) {
    return call(it -> it.reopen(id));
  }

  /** Reopens a closed session, with options. */
  public CompletableFuture<ReopenedSession> reopen(String id, RequestOptions options) {
    return call(it -> it.reopen(id, options));
  }

  /** Does the same as {@link #reopen(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<ReopenedSession>> reopenWithResponse(
      String id, RequestOptions options) {
    return call(it -> it.reopenWithResponse(id, options));
  }

  /** Does anything else that the waiting client can do: v1, a generated call. */
  public <T> CompletableFuture<T> call(Function<CustomerSessions, T> does) {
    return CompletableFuture.supplyAsync(() -> does.apply(sessions), executor);
  }
}
