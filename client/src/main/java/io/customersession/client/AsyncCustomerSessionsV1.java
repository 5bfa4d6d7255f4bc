package io.customersession.client;

import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiResponse;
import java.util.concurrent.CompletableFuture;

/**
 * The operations of {@link CustomerSessionsV1} as futures, which behave as those of {@link
 * AsyncCustomerSessions}. Immutable and safe for use by several threads.
 */
public final class AsyncCustomerSessionsV1 {
  private final AsyncCustomerSessions async;
  private final CustomerSessions sessions;

  AsyncCustomerSessionsV1(AsyncCustomerSessions async, CustomerSessions sessions) {
    this.async = async;
    this.sessions = sessions;
  }

  /** Creates a session, or changes what is mentioned about it. */
  public CompletableFuture<IntegrationState> update(String id, SessionChangeV1 change) {
    return update(id, change, RequestOptions.none());
  }

  /** Creates a session, or changes what is mentioned about it, with options. */
  public CompletableFuture<IntegrationState> update(
      String id, SessionChangeV1 change, RequestOptions options) {
    return async.send(() -> sessions.v1().updating(id, change, options), ApiResponse::value);
  }

  /**
   * Does the same as {@link #update(String, SessionChangeV1, RequestOptions)} and brings the whole
   * answer.
   */
  public CompletableFuture<ApiResponse<IntegrationState>> updateWithResponse(
      String id, SessionChangeV1 change, RequestOptions options) {
    return async.send(() -> sessions.v1().updating(id, change, options), it -> it);
  }

  /** Closes a session. */
  public CompletableFuture<IntegrationState> close(String id) {
    return close(id, RequestOptions.none());
  }

  /** Closes a session, with options. */
  public CompletableFuture<IntegrationState> close(String id, RequestOptions options) {
    return update(id, SessionChangeV1.moveTo(SessionState.CLOSED), options);
  }

  /** Does the same as {@link #close(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<IntegrationState>> closeWithResponse(
      String id, RequestOptions options) {
    return updateWithResponse(id, SessionChangeV1.moveTo(SessionState.CLOSED), options);
  }

  /** Cancels a session, for good. */
  public CompletableFuture<IntegrationState> cancel(String id) {
    return cancel(id, RequestOptions.none());
  }

  /** Cancels a session, for good, with options. */
  public CompletableFuture<IntegrationState> cancel(String id, RequestOptions options) {
    return update(id, SessionChangeV1.moveTo(SessionState.CANCELLED), options);
  }

  /** Does the same as {@link #cancel(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<IntegrationState>> cancelWithResponse(
      String id, RequestOptions options) {
    return updateWithResponse(id, SessionChangeV1.moveTo(SessionState.CANCELLED), options);
  }

  /** Reads a session. */
  public CompletableFuture<CustomerSession> get(String id) {
    return get(id, RequestOptions.none());
  }

  /** Reads a session, with options. */
  public CompletableFuture<CustomerSession> get(String id, RequestOptions options) {
    return async.send(() -> sessions.v1().getting(id, options), ApiResponse::value);
  }

  /** Does the same as {@link #get(String, RequestOptions)} and brings the whole answer. */
  public CompletableFuture<ApiResponse<CustomerSession>> getWithResponse(
      String id, RequestOptions options) {
    return async.send(() -> sessions.v1().getting(id, options), it -> it);
  }
}
