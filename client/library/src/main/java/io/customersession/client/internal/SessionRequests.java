package io.customersession.client.internal;

import io.customersession.client.RequestOptions;
import io.customersession.client.SessionChange;
import io.customersession.client.api.ApiOperation;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.lifecycle.TransitionGuard;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.NewReturn;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.client.model.ReturnResponseContent;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.validation.RequestValidator;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.operation.Operation;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates the calls of the v2 operations: checks the arguments and builds the request bodies. */
public final class SessionRequests {
  private final CustomerSessionsApi api;
  private final PendingCalls calls;
  private final TransitionGuard transitionGuard;
  private final RequestValidator requestValidator;

  /** Creates a factory of calls. */
  public SessionRequests(
      CustomerSessionsApi api,
      PendingCalls calls,
      TransitionGuard transitionGuard,
      RequestValidator requestValidator) {
    this.api = api;
    this.calls = calls;
    this.transitionGuard = transitionGuard;
    this.requestValidator = requestValidator;
  }

  /** Returns the call that creates or updates a session. */
  public PendingCall<IntegrationStateV2> update(
      String id, SessionChange change, RequestOptions options) {
    NewCustomerSessionV2 session = change.toModel();
    SessionState to = session.getState();
    checkTransition(options, to, ApiOperation.UPDATE_CUSTOMER_SESSION_V2);
    IntegrationRequest body =
        IntegrationRequest.builder()
            .customerSession(session)
            .responseContent(options.responseContent().isEmpty() ? null : options.responseContent())
            .build();
    requestValidator.validate(
        ApiOperation.UPDATE_CUSTOMER_SESSION_V2, IntegrationRequest.Codec.INSTANCE, body);
    ApiCall<IntegrationStateV2> call =
        api.updateCustomerSessionV2Call(
            id, body, options.dry().orElse(null), options.now().orElse(null), null);
    boolean changesOnlyState = session.equals(stateChange(to).toModel());
    return to != null && changesOnlyState && !options.dry().orElse(false)
        ? calls.of(
            call, options, transitionRecovery(id, to, options, SessionRequests::integrationState))
        : calls.of(call, options, updateCountCheck(id, options));
  }

  /** Returns the call that closes a session. */
  public PendingCall<IntegrationStateV2> close(String id, RequestOptions options) {
    return update(id, stateChange(SessionState.CLOSED), options);
  }

  /** Returns the call that cancels a session. */
  public PendingCall<IntegrationStateV2> cancel(String id, RequestOptions options) {
    return update(id, stateChange(SessionState.CANCELLED), options);
  }

  /** Returns the call that reads a session. */
  public PendingCall<SessionWithEffects> get(String id, RequestOptions options) {
    return calls.of(api.getCustomerSessionCall(id), options);
  }

  /** Returns the call that returns items of a session. */
  public PendingCall<IntegrationStateV2> returnItems(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    checkTransition(options, SessionState.PARTIALLY_RETURNED, ApiOperation.RETURN_CART_ITEMS);
    List<ReturnResponseContent> responseContent =
        options.responseContent().stream()
            .map(it -> ReturnResponseContent.of(it.value()))
            .collect(Collectors.toList());
    ReturnIntegrationRequest body =
        ReturnIntegrationRequest.builder()
            .returnValue(NewReturn.builder().returnedCartItems(items).build())
            .responseContent(responseContent.isEmpty() ? null : responseContent)
            .build();
    requestValidator.validate(
        ApiOperation.RETURN_CART_ITEMS, ReturnIntegrationRequest.Codec.INSTANCE, body);
    return calls.of(
        api.returnCartItemsCall(
            id,
            body,
            options.dry().orElse(null),
            options.runRuleEngine().orElse(null),
            UUID.randomUUID().toString()),
        options);
  }

  /** Returns the call that reopens a session. */
  public PendingCall<ReopenedSession> reopen(String id, RequestOptions options) {
    checkTransition(options, SessionState.OPEN, ApiOperation.REOPEN_CUSTOMER_SESSION);
    return calls.of(
        api.reopenCustomerSessionCall(id, null),
        options,
        transitionRecovery(
            id,
            SessionState.OPEN,
            options,
            read -> ReopenedSession.builder().effects(List.of()).build()));
  }

  /** Rejects a transition that the session, as it was last seen, does not allow. */
  void checkTransition(RequestOptions options, @Nullable SessionState to, Operation operation) {
    SessionState from = options.lastSeen().map(SessionRequests::state).orElse(null);
    if (from != null) {
      transitionGuard.check(from, to == null ? from : to, operation);
    }
  }

  <T extends @Nullable Object> @Nullable UpdateCountCheck<T> updateCountCheck(
      String id, RequestOptions options) {
    Object lastSeen = options.lastSeen().map(UpdateCountCheck::updateCount).orElse(null);
    // With an idempotency key, the server itself processes the call only once.
    return lastSeen == null || options.dry().orElse(false) || options.idempotencyKey().isPresent()
        ? null
        : new UpdateCountCheck<>(lastSeen, () -> get(id, PendingCalls.forReading(options)));
  }

  private <T> TransitionRecovery<T, SessionWithEffects> transitionRecovery(
      String id,
      SessionState to,
      RequestOptions options,
      Function<SessionWithEffects, T> response) {
    return new TransitionRecovery<>(
        to,
        () -> get(id, PendingCalls.forReading(options)),
        read -> {
          CustomerSessionV2 session = read.getCustomerSession();
          return session == null ? null : state(session);
        },
        response);
  }

  private static SessionChange stateChange(@Nullable SessionState to) {
    SessionChange.Builder change = SessionChange.builder();
    return to == null ? change.build() : change.state(to).build();
  }

  private static @Nullable SessionState state(CustomerSessionV2 session) {
    return (SessionState) CustomerSessionV2.Codec.INSTANCE.property(session, "state");
  }

  private static IntegrationStateV2 integrationState(SessionWithEffects read) {
    return IntegrationStateV2.builder()
        .customerSession(read.getCustomerSession())
        .effects(read.getEffects() == null ? List.of() : read.getEffects())
        .createdCoupons(List.of())
        .createdReferrals(List.of())
        .build();
  }
}
