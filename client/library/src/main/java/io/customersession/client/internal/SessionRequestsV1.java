package io.customersession.client.internal;

import io.customersession.client.RequestOptions;
import io.customersession.client.SessionChangeV1;
import io.customersession.client.api.ApiOperation;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.model.SessionState;
import io.customersession.client.validation.RequestValidator;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Creates the calls of the v1 operations: checks the arguments and builds the request bodies. */
public final class SessionRequestsV1 {
  private final CustomerSessionsApi api;
  private final PendingCalls calls;
  private final SessionRequests v2;
  private final RequestValidator requestValidator;

  /**
   * Creates a factory of calls.
   *
   * @param v2 reads the session where v1 does not return what is needed
   */
  public SessionRequestsV1(
      CustomerSessionsApi api,
      PendingCalls calls,
      SessionRequests v2,
      RequestValidator requestValidator) {
    this.api = api;
    this.calls = calls;
    this.v2 = v2;
    this.requestValidator = requestValidator;
  }

  /** Returns the call that creates or updates a session. */
  public PendingCall<IntegrationState> update(
      String id, SessionChangeV1 change, RequestOptions options) {
    NewCustomerSession body = change.toModel();
    SessionState to = body.getState();
    v2.checkTransition(options, to, ApiOperation.UPDATE_CUSTOMER_SESSION);
    requestValidator.validate(
        ApiOperation.UPDATE_CUSTOMER_SESSION, NewCustomerSession.Codec.INSTANCE, body);
    ApiCall<IntegrationState> call =
        api.updateCustomerSessionCall(id, body, options.dry().orElse(null));
    boolean changesOnlyState = body.equals(stateChange(to).toModel());
    return to != null && changesOnlyState && !options.dry().orElse(false)
        ? calls.of(
            call,
            options,
            new TransitionRecovery<>(
                to,
                () -> get(id, PendingCalls.forReading(options)),
                read -> (SessionState) CustomerSession.Codec.INSTANCE.property(read, "state"),
                SessionRequestsV1::integrationState))
        : calls.of(call, options, v2.updateCountCheck(id, options));
  }

  /** Returns the call that closes a session. */
  public PendingCall<IntegrationState> close(String id, RequestOptions options) {
    return update(id, stateChange(SessionState.CLOSED), options);
  }

  /** Returns the call that cancels a session. */
  public PendingCall<IntegrationState> cancel(String id, RequestOptions options) {
    return update(id, stateChange(SessionState.CANCELLED), options);
  }

  /** Returns the call that reads a session. */
  public PendingCall<CustomerSession> get(String id, RequestOptions options) {
    return calls.of(api.getCustomerSessionV1Call(id), options);
  }

  private static SessionChangeV1 stateChange(@Nullable SessionState to) {
    SessionChangeV1.Builder change = SessionChangeV1.builder();
    return to == null ? change.build() : change.state(to).build();
  }

  /**
   * Returns a response that contains only the session. It is decoded from JSON because the builder
   * would insist on the required properties that the read does not provide.
   */
  private static IntegrationState integrationState(CustomerSession read) {
    byte[] json =
        ("{\"session\":" + CustomerSession.Codec.INSTANCE.toText(read) + "}")
            .getBytes(StandardCharsets.UTF_8);
    return Model.present(
        Json.decodeResponse(IntegrationState.Codec.INSTANCE, json).value(), "the session read");
  }
}
