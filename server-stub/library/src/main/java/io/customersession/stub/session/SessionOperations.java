package io.customersession.stub.session;

import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.model.IntegrationStateV2;
import io.customersession.stub.model.ReopenedSession;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.ReturnResponseContent;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.promotion.PromotionMapper;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.UnitOfWork;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The operations that change a session, as functions of a unit of work. They have no effects
 * besides those on the unit, so that it may run more than once.
 */
final class SessionOperations {
  private final Lifecycle lifecycle;
  private final PromotionEngine promotions;

  SessionOperations(Lifecycle lifecycle, PromotionEngine promotions) {
    this.lifecycle = lifecycle;
    this.promotions = promotions;
  }

  /**
   * Creates or updates a session.
   *
   * @param responseOf makes the response of the result
   */
  <T> T update(
      UnitOfWork unit,
      OperationContext call,
      String id,
      SessionChange change,
      OffsetDateTime at,
      boolean dry,
      BiFunction<ResponseAssembler, TransitionResult, T> responseOf) {
    Session before = unit.session(new SessionKey(call.application(), id));
    TransitionPlanner planner = planner(unit, call, at, dry);
    TransitionResult result =
        before == null ? planner.create(id, change) : planner.update(before, change);
    UpdateWarnings.check(call, before, change, result.after());
    store(unit, call, result, dry);
    return responseOf.apply(responses(unit), result);
  }

  ReopenedSession reopen(UnitOfWork unit, OperationContext call, String id, OffsetDateTime at) {
    TransitionResult result =
        planner(unit, call, at, false).reopen(find(unit, call.application(), id));
    store(unit, call, result, false);
    return ReopenedSession.builder().effects(result.promotions().effects()).build();
  }

  IntegrationStateV2 returnItems(
      UnitOfWork unit,
      OperationContext call,
      String id,
      ReturnIntegrationRequest request,
      OffsetDateTime at,
      boolean dry) {
    TransitionResult result =
        planner(unit, call, at, dry).returnItems(find(unit, call.application(), id), request);
    store(unit, call, result, dry);
    @Nullable List<ReturnResponseContent> asked = request.getResponseContent();
    return responses(unit).ofReturn(result, asked);
  }

  private static Session find(UnitOfWork unit, long application, String id) {
    return present(unit.session(new SessionKey(application, id)), id);
  }

  static Session present(@Nullable Session session, String id) {
    if (session == null) {
      throw new NotFoundException("There is no customer session with the id \"" + id + "\"");
    }
    return session;
  }

  private TransitionPlanner planner(
      UnitOfWork unit, OperationContext call, OffsetDateTime at, boolean dry) {
    return new TransitionPlanner(lifecycle, promotions, unit, call, at, dry);
  }

  private ResponseAssembler responses(UnitOfWork unit) {
    return new ResponseAssembler(new PromotionMapper(promotions, unit));
  }

  @SuppressWarnings("ReferenceEquality") // the planner returns the same session for no change
  private static void store(
      UnitOfWork unit, OperationContext call, TransitionResult result, boolean dry) {
    if (dry) {
      return;
    }
    Session former = result.before();
    call.states(former == null ? null : former.state(), result.after().state());
    if (result.after() == result.before()) {
      return;
    }
    unit.put(result.after());
    ProfileKey owner = result.after().owner();
    if (owner != null && result.owner() != null) {
      unit.put(owner, result.owner());
    }
    add(unit, result.promotions().redeemed(), 1);
    add(unit, result.promotions().released(), -1);
  }

  private static void add(UnitOfWork unit, List<Redemption> redemptions, int difference) {
    for (Redemption redemption : redemptions) {
      redemption.keys().forEach(key -> unit.add(key, difference));
    }
  }
}
