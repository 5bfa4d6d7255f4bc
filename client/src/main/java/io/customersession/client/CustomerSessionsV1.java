package io.customersession.client;

import io.customersession.client.Sending.Job;
import io.customersession.client.api.ApiOperation;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import java.nio.charset.StandardCharsets;

/**
 * The operations of v1, which see the same sessions in an older shape. Immutable and safe for use
 * by several threads; retries and exceptions are those of {@link CustomerSessions}. Returns and
 * reopening are operations of v2 alone.
 */
public final class CustomerSessionsV1 {
  private final CustomerSessions sessions;
  private final CustomerSessionsApi calls;

  CustomerSessionsV1(CustomerSessions sessions) {
    this.sessions = sessions;
    this.calls = new CustomerSessionsApi(sessions.client());
  }

  /** Creates a session, or changes what is mentioned about it. */
  public IntegrationState update(String id, SessionChangeV1 change) {
    return update(id, change, RequestOptions.none());
  }

  /** Creates a session, or changes what is mentioned about it, with options. */
  public IntegrationState update(String id, SessionChangeV1 change, RequestOptions options) {
    return updateWithResponse(id, change, options).value();
  }

  /**
   * Does the same as {@link #update(String, SessionChangeV1, RequestOptions)} and returns the whole
   * answer.
   */
  public ApiResponse<IntegrationState> updateWithResponse(
      String id, SessionChangeV1 change, RequestOptions options) {
    return sessions.send(updating(id, change, options));
  }

  /** Closes a session; all else stays as stored. See {@link #close(String, RequestOptions)}. */
  public IntegrationState close(String id) {
    return close(id, RequestOptions.none());
  }

  /**
   * Closes a session; all else stays as stored.
   *
   * <p>If an answer is lost and the repetition is refused because the session is closed already,
   * that is a success: the session is read, and is all that the answer then has. Asking it for the
   * profile or the event, which no read brings back, is an {@link IllegalStateException}.
   *
   * @throws IllegalTransitionException if it cannot be closed from its state
   */
  public IntegrationState close(String id, RequestOptions options) {
    return closeWithResponse(id, options).value();
  }

  /** Does the same as {@link #close(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<IntegrationState> closeWithResponse(String id, RequestOptions options) {
    return updateWithResponse(id, SessionChangeV1.moveTo(SessionState.CLOSED), options);
  }

  /** Cancels a session, for good. See {@link #cancel(String, RequestOptions)}. */
  public IntegrationState cancel(String id) {
    return cancel(id, RequestOptions.none());
  }

  /**
   * Cancels a session, for good. A lost answer is dealt with as in {@link #close(String,
   * RequestOptions)}.
   *
   * @throws IllegalTransitionException if it cannot be cancelled from its state
   */
  public IntegrationState cancel(String id, RequestOptions options) {
    return cancelWithResponse(id, options).value();
  }

  /** Does the same as {@link #cancel(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<IntegrationState> cancelWithResponse(String id, RequestOptions options) {
    return updateWithResponse(id, SessionChangeV1.moveTo(SessionState.CANCELLED), options);
  }

  /** Reads a session. */
  public CustomerSession get(String id) {
    return get(id, RequestOptions.none());
  }

  /** Reads a session, with options. */
  public CustomerSession get(String id, RequestOptions options) {
    return getWithResponse(id, options).value();
  }

  /** Does the same as {@link #get(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<CustomerSession> getWithResponse(String id, RequestOptions options) {
    return sessions.send(getting(id, options));
  }

  Job<IntegrationState> updating(String id, SessionChangeV1 change, RequestOptions options) {
    NewCustomerSession body = change.toModel();
    SessionState to = body.getState();
    sessions.guard(options, to, ApiOperation.UPDATE_CUSTOMER_SESSION);
    sessions.check(ApiOperation.UPDATE_CUSTOMER_SESSION, NewCustomerSession.Codec.INSTANCE, body);
    ApiCall<IntegrationState> call =
        calls.updateCustomerSessionCall(id, body, options.dry().orElse(null));
    return to != null && change.onlyMoves() && !options.dry().orElse(false)
        ? sessions.job(
            call,
            options,
            new LostMove<>(
                to,
                () -> getting(id, options.forReading()),
                read -> (SessionState) CustomerSession.Codec.INSTANCE.property(read, "state"),
                CustomerSessionsV1::asState))
        : sessions.job(call, options, sessions.lostUpdate(id, options));
  }

  Job<CustomerSession> getting(String id, RequestOptions options) {
    return sessions.job(calls.getCustomerSessionV1Call(id), options, null);
  }

  /** Makes of a session what an answer would be that tells nothing else. */
  private static IntegrationState asState(CustomerSession read) {
    byte[] answer =
        ("{\"session\":" + CustomerSession.Codec.INSTANCE.toText(read) + "}")
            .getBytes(StandardCharsets.UTF_8);
    return Model.present(
        Json.decodeResponse(IntegrationState.Codec.INSTANCE, answer).value(), "the session read");
  }
}
