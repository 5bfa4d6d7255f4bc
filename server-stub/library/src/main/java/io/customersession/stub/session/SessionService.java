package io.customersession.stub.session;

import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.model.CustomerSession;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.IntegrationState;
import io.customersession.stub.model.IntegrationStateV2;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.ReopenedSession;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.SessionWithEffects;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Implements the operations on sessions, one after the other for each session. It does not know
 * HTTP; a call that fails throws one of this package's exceptions or a {@link
 * io.customersession.stub.lifecycle.TransitionRejected}, and then nothing has changed.
 */
public final class SessionService {
  private final WorldState worldState;
  private final SessionOperations operations;

  /** Creates a service. */
  public SessionService(WorldState worldState, Lifecycle lifecycle, PromotionEngine promotions) {
    this.worldState = worldState;
    this.operations = new SessionOperations(lifecycle, promotions);
  }

  /** Implements updateCustomerSession. */
  public IntegrationState updateCustomerSession(
      OperationContext call, String id, NewCustomerSession request, boolean dry) {
    SessionChange change = SessionChange.of(request);
    OffsetDateTime at = call.now();
    return worldState.change(
        call,
        id,
        waits(call, dry),
        (unit, notes) ->
            operations.update(unit, notes, id, change, at, dry, ResponseAssembler::ofUpdateV1));
  }

  /**
   * Implements updateCustomerSessionV2.
   *
   * @param now the time to evaluate a dry call at, or null for the current time
   */
  public IntegrationStateV2 updateCustomerSessionV2(
      OperationContext call,
      String id,
      IntegrationRequest request,
      boolean dry,
      @Nullable OffsetDateTime now) {
    OffsetDateTime at = evaluationTime(call, dry, now);
    SessionChange change = SessionChange.of(request.getCustomerSession());
    return worldState.change(
        call,
        id,
        waits(call, dry),
        (unit, notes) ->
            operations.update(
                unit,
                notes,
                id,
                change,
                at,
                dry,
                (responses, result) -> responses.ofUpdateV2(result, request.getResponseContent())));
  }

  /** Implements getCustomerSession. */
  public SessionWithEffects getCustomerSession(OperationContext call, String id) {
    Session session = find(call, id);
    return SessionWithEffects.builder()
        .customerSession(session.facts())
        .effects(session.appliedPromotions().effects())
        .build();
  }

  /** Implements getCustomerSessionV1. */
  public CustomerSession getCustomerSessionV1(OperationContext call, String id) {
    return SessionMapper.v1(find(call, id));
  }

  /** Implements reopenCustomerSession. */
  public ReopenedSession reopenCustomerSession(OperationContext call, String id) {
    OffsetDateTime at = call.now();
    return worldState.change(
        call, id, true, (unit, notes) -> operations.reopen(unit, notes, id, at));
  }

  /** Implements returnCartItems. */
  public IntegrationStateV2 returnCartItems(
      OperationContext call, String id, ReturnIntegrationRequest request, boolean dry) {
    OffsetDateTime at = call.now();
    return worldState.change(
        call, id, true, (unit, notes) -> operations.returnItems(unit, notes, id, request, at, dry));
  }

  private Session find(OperationContext call, String id) {
    SessionKey key = new SessionKey(call.application(), id);
    return SessionOperations.present(worldState.store().read(store -> store.find(key)), id);
  }

  /** Returns false if the call fails instead of waiting; the document has a 409 for updates. */
  private static boolean waits(OperationContext call, boolean dry) {
    return dry || call.behaviour().parallelUpdates() == ParallelUpdates.SERIALIZE;
  }

  private static OffsetDateTime evaluationTime(
      OperationContext call, boolean dry, @Nullable OffsetDateTime now) {
    OffsetDateTime current = call.now();
    if (now == null) {
      return current;
    }
    Violations violations = new Violations();
    violations.parameter("now");
    String rule = "#/components/parameters/Now";
    if (!dry) {
      violations.add(Rule.NOT_ALLOWED, rule, "now is allowed only when dry is true");
    }
    if (!Moment.isInRange(now)) {
      violations.add(Rule.NOT_ALLOWED, rule, "now " + Moment.OUT_OF_RANGE);
    } else if (!now.isAfter(current)) {
      violations.add(Rule.NOT_ALLOWED, rule, "now must be in the future");
    }
    InvalidRequestException.throwIfAny(violations);
    return Moment.of(now);
  }
}
