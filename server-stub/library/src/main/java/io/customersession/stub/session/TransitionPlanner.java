package io.customersession.stub.session;

import io.customersession.contract.state.Transition;
import io.customersession.contract.stub.time.Moment;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Return;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.promotion.PromotionResult;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.UnitOfWork;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans the transition of one session by one call. It reads a unit of work and reserves ids, but
 * stores nothing.
 */
final class TransitionPlanner {
  private final Lifecycle lifecycle;
  private final PromotionEngine promotions;
  private final UnitOfWork unit;
  private final OperationContext call;
  private final OffsetDateTime at;
  private final boolean dry;

  /**
   * Creates a planner for one call.
   *
   * @param at the time to evaluate at
   * @param dry true if nothing is going to be stored
   */
  TransitionPlanner(
      Lifecycle lifecycle,
      PromotionEngine promotions,
      UnitOfWork unit,
      OperationContext call,
      OffsetDateTime at,
      boolean dry) {
    this.lifecycle = lifecycle;
    this.promotions = promotions;
    this.unit = unit;
    this.call = call;
    this.at = at;
    this.dry = dry;
  }

  TransitionResult create(String id, SessionChange change) {
    SessionState state = change.state() == null ? SessionState.OPEN : change.state();
    Transition<SessionState> edge =
        lifecycle.edge(null, state, call.operation(), change.statePointer());
    CustomerSessionV2.Builder blank =
        CustomerSessionV2.builder()
            .id(id(Sequence.SESSION))
            .integrationId(id)
            .applicationId(call.application())
            .created(at)
            .updated(at)
            .updateCount(1)
            .state(state)
            .profileId("")
            .couponCodes(List.of())
            .referralCode("")
            .loyaltyCards(List.of())
            .cartItems(List.of())
            .additionalCosts(Map.of())
            .identifiers(List.of());
    return evaluated(null, id, blank, change, edge);
  }

  TransitionResult update(Session before, SessionChange change) {
    SessionState from = before.state();
    SessionState asked = change.state();
    boolean updatable = lifecycle.canUpdate(from, call.operation());
    if (asked == null && !updatable) {
      throw lifecycle.notUpdatable(from, call.operation(), change.statePointer());
    }
    SessionState to = asked == null ? from : asked;
    if (to == from && !updatable && call.behaviour().repeatedMove() == RepeatedMove.ACCEPT) {
      change.noteIgnored(call, from);
      return new TransitionResult(
          before,
          before,
          owner(before, before),
          eventInto(from),
          unit.peekId(Sequence.EVENT),
          PromotionResult.none(before.appliedPromotions()),
          null);
    }
    Transition<SessionState> edge =
        lifecycle.edge(from, to, call.operation(), change.statePointer());
    if (updatable) {
      return evaluated(before, before.facts().getIntegrationId(), next(before, to), change, edge);
    }
    change.noteIgnored(call, from);
    return moved(before, next(before, to).build(), edge, change.statePointer());
  }

  TransitionResult reopen(Session before) {
    SessionState to = lifecycle.target(call.operation());
    Transition<SessionState> edge = lifecycle.edge(before.state(), to, call.operation(), "");
    return moved(before, next(before, to).build(), edge, "");
  }

  TransitionResult returnItems(Session before, ReturnIntegrationRequest request) {
    String pointer = "/return";
    SessionState to = lifecycle.target(call.operation());
    Transition<SessionState> edge = lifecycle.edge(before.state(), to, call.operation(), pointer);
    CustomerSessionV2 facts = before.facts();
    CartReturn cart =
        new CartReturn(facts.getCartItems(), request.getReturnValue().getReturnedCartItems());
    CustomerSessionV2 after = next(before, to).cartItems(cart.cartAfter()).build();
    PromotionResult result =
        promotions.releaseUnits(
            call.operation(), facts.getCartItems(), after, at, before.appliedPromotions());
    check(facts, after, pointer);
    ProfileKey owner = before.owner();
    Profile profile = owner == null ? null : unit.profile(owner);
    long eventId = id(Sequence.EVENT);
    Return returned =
        Return.builder()
            .id(id(Sequence.RETURN))
            .created(at)
            .applicationId(facts.getApplicationId())
            .accountId(ProfileMapper.ACCOUNT)
            .returnedCartItems(cart.taken())
            .eventId(eventId)
            .sessionId(facts.getId())
            .sessionIntegrationId(facts.getIntegrationId())
            .profileId(profile == null ? null : profile.id())
            .profileIntegrationId(before.profileId())
            .build();
    List<Return> returns = new ArrayList<>(before.returns());
    returns.add(returned);
    Session session = new Session(after, before.totalOfV1(), result.applied(), returns);
    return new TransitionResult(
        before, session, owner(before, session), event(edge), eventId, result, returned);
  }

  /** Plans the transition of a session whose content is evaluated. */
  private TransitionResult evaluated(
      @Nullable Session before,
      String id,
      CustomerSessionV2.Builder next,
      SessionChange change,
      Transition<SessionState> edge) {
    change.applyTo(next, before == null ? null : before.facts());
    String profileId = change.profileId(before);
    if (before == null || !profileId.equals(before.profileId())) {
      next.firstSession(
          profileId.isEmpty()
              || !unit.ownsAnother(new ProfileKey(call.application(), profileId), id));
    }
    CustomerSessionV2 after = next.build();
    List<Long> campaigns = dry ? change.fields().getEvaluableCampaignIds() : null;
    PromotionResult result =
        switch (after.getState()) {
          case OPEN, CLOSED, PARTIALLY_RETURNED ->
              promotions.evaluate(
                  call.operation(),
                  after,
                  at,
                  campaigns == null ? List.of() : campaigns,
                  Totals.isSold(after.getState()),
                  unit);
          case CANCELLED -> promotions.release(call.operation(), after, at, AppliedPromotions.NONE);
        };
    BigDecimal totalBefore = before == null ? null : before.totalOfV1();
    return checked(
        before,
        new Session(
            after,
            change.totalOfV1() == null ? totalBefore : change.totalOfV1(),
            result.applied(),
            before == null ? List.of() : before.returns()),
        result,
        edge,
        change.statePointer());
  }

  /** Plans the transition of a session whose content stays as it is. */
  private TransitionResult moved(
      Session before, CustomerSessionV2 after, Transition<SessionState> edge, String pointer) {
    PromotionResult result =
        switch (after.getState()) {
          case OPEN, CANCELLED ->
              promotions.release(call.operation(), after, at, before.appliedPromotions());
          case CLOSED, PARTIALLY_RETURNED -> PromotionResult.none(before.appliedPromotions());
        };
    return checked(
        before,
        new Session(after, before.totalOfV1(), result.applied(), before.returns()),
        result,
        edge,
        pointer);
  }

  private TransitionResult checked(
      @Nullable Session before,
      Session after,
      PromotionResult result,
      Transition<SessionState> edge,
      String pointer) {
    check(before == null ? null : before.facts(), after.facts(), pointer);
    return new TransitionResult(
        before, after, owner(before, after), event(edge), id(Sequence.EVENT), result, null);
  }

  private void check(@Nullable CustomerSessionV2 before, CustomerSessionV2 after, String pointer) {
    lifecycle.check(() -> new TransitionRule.Move(call.operation(), before, after), pointer);
  }

  /** Returns the owner of a session after the call, or null if the session is anonymous. */
  private @Nullable Profile owner(@Nullable Session before, Session after) {
    ProfileKey key = after.owner();
    if (key == null) {
      return null;
    }
    OffsetDateTime updated = after.facts().getUpdated();
    Profile known = unit.profile(key);
    Profile profile =
        known == null ? Profile.created(id(Sequence.PROFILE), key.integrationId(), updated) : known;
    int soldBefore = before != null && Totals.isSold(before.state()) ? 1 : 0;
    return profile.withActivity(
        (Totals.isSold(after.state()) ? 1 : 0) - soldBefore,
        Totals.sales(after).subtract(before == null ? BigDecimal.ZERO : Totals.sales(before)),
        updated);
  }

  private long id(Sequence sequence) {
    return dry ? unit.peekId(sequence) : unit.nextId(sequence);
  }

  private CustomerSessionV2.Builder next(Session before, SessionState to) {
    CustomerSessionV2 facts = before.facts();
    return facts.toBuilder()
        .state(to)
        .updated(Moment.later(facts.getUpdated(), at))
        .updateCount(facts.getUpdateCount() + 1);
  }

  private static String event(Transition<SessionState> edge) {
    return Objects.requireNonNullElse(edge.event(), edge.to().value());
  }

  /**
   * Returns the type of the event by which sessions come into a state; for calls that change
   * nothing.
   */
  private static String eventInto(SessionState state) {
    return SessionState.transitions().stream()
        .filter(edge -> edge.from() != null && edge.to() == state)
        .map(TransitionPlanner::event)
        .findFirst()
        .orElse(state.value());
  }
}
