package io.customersession.client;

import io.customersession.client.Sending.Job;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations of {@link CustomerSessions} as futures. Immutable and safe for use by several
 * threads.
 *
 * <p>No thread waits: not for answers, and not between attempts. A future fails with what the
 * waiting client would throw, arguments that cannot be sent included. Cancelling it cancels the
 * call and all further attempts; the server may have carried it out nevertheless, and the {@link
 * ClientListener} is told no more of it. A future that is derived from it ({@code thenApply}) does
 * not pass its cancellation on, as always in Java.
 */
public final class AsyncCustomerSessions {
  private final CustomerSessions sessions;
  private final AsyncCustomerSessionsV1 v1;

  AsyncCustomerSessions(CustomerSessions sessions) {
    this.sessions = sessions;
    this.v1 = new AsyncCustomerSessionsV1(this, sessions);
  }

  /** Creates a session, or changes what is mentioned about it. */
  public CompletableFuture<IntegrationStateV2> update(String id, SessionChange change) {
    return send(() -> sessions.updating(id, change, RequestOptions.none()), ApiResponse::value);
  }

  /** Creates a session, or changes what is mentioned about it, with options. */
  public CompletableFuture<IntegrationStateV2> update(
      String id, SessionChange change, RequestOptions options) {
    return send(() -> sessions.updating(id, change, options), ApiResponse::value);
  }

  /**
   * Does the same as {@link #update(String, SessionChange, RequestOptions)} and brings the whole
   * answer.
   */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> updateWithResponse(
      String id, SessionChange change, RequestOptions options) {
    return send(() -> sessions.updating(id, change, options), it -> it);
  }

  /** Reads a session and the effects in force. */
  public CompletableFuture<SessionWithEffects> get(String id) {
    return send(() -> sessions.getting(id, RequestOptions.none()), ApiResponse::value);
  }

  /** Reads a session and the effects in force, with options. */
  public CompletableFuture<SessionWithEffects> get(String id, RequestOptions options) {
    return send(() -> sessions.getting(id, options), ApiResponse::value);
  }

  /** Does the same as {@link #get(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<SessionWithEffects>> getWithResponse(
      String id, RequestOptions options) {
    return send(() -> sessions.getting(id, options), it -> it);
  }

  /** Closes a session. */
  public CompletableFuture<IntegrationStateV2> close(String id) {
    return send(
        () ->
            sessions.updating(id, SessionChange.moveTo(SessionState.CLOSED), RequestOptions.none()),
        ApiResponse::value);
  }

  /** Closes a session, with options. */
  public CompletableFuture<IntegrationStateV2> close(String id, RequestOptions options) {
    return send(
        () -> sessions.updating(id, SessionChange.moveTo(SessionState.CLOSED), options),
        ApiResponse::value);
  }

  /** Does the same as {@link #close(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> closeWithResponse(
      String id, RequestOptions options) {
    return send(
        () -> sessions.updating(id, SessionChange.moveTo(SessionState.CLOSED), options), it -> it);
  }

  /** Cancels a session, for good. */
  public CompletableFuture<IntegrationStateV2> cancel(String id) {
    return send(
        () ->
            sessions.updating(
                id, SessionChange.moveTo(SessionState.CANCELLED), RequestOptions.none()),
        ApiResponse::value);
  }

  /** Cancels a session, for good, with options. */
  public CompletableFuture<IntegrationStateV2> cancel(String id, RequestOptions options) {
    return send(
        () -> sessions.updating(id, SessionChange.moveTo(SessionState.CANCELLED), options),
        ApiResponse::value);
  }

  /** Does the same as {@link #cancel(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> cancelWithResponse(
      String id, RequestOptions options) {
    return send(
        () -> sessions.updating(id, SessionChange.moveTo(SessionState.CANCELLED), options),
        it -> it);
  }

  /** Returns items of a closed session. */
  public CompletableFuture<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items) {
    return send(() -> sessions.returning(id, items, RequestOptions.none()), ApiResponse::value);
  }

  /** Returns items of a closed session, with options. */
  public CompletableFuture<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return send(() -> sessions.returning(id, items, options), ApiResponse::value);
  }

  /**
   * Does the same as {@link #returnItems(String, List, RequestOptions)} and brings the whole
   * answer.
   */
  public CompletableFuture<ApiResponse<IntegrationStateV2>> returnItemsWithResponse(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return send(() -> sessions.returning(id, items, options), it -> it);
  }

  /** Reopens a closed session. */
  public CompletableFuture<ReopenedSession> reopen(String id) {
    return send(() -> sessions.reopening(id, RequestOptions.none()), ApiResponse::value);
  }

  /** Reopens a closed session, with options. */
  public CompletableFuture<ReopenedSession> reopen(String id, RequestOptions options) {
    return send(() -> sessions.reopening(id, options), ApiResponse::value);
  }

  /** Does the same as {@link #reopen(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<ReopenedSession>> reopenWithResponse(
      String id, RequestOptions options) {
    return send(() -> sessions.reopening(id, options), it -> it);
  }

  /** Returns the operations of v1, on the same sessions. */
  public AsyncCustomerSessionsV1 v1() {
    return v1;
  }

  /**
   * Sends any generated call with the client's retries and exceptions, as {@link
   * CustomerSessions#execute} does.
   */
  public <T extends @Nullable Object> CompletableFuture<ApiResponse<T>> execute(
      ApiCall<T> call, RequestOptions options) {
    return send(() -> sessions.job(call, options, null), it -> it);
  }

  <T extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> send(
      Supplier<Job<T>> job, Function<ApiResponse<T>, V> result) {
    try {
      return sessions.sendAsync(job.get(), result);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
