package io.customersession.stub.session;

import io.customersession.contract.state.Transition;
import io.customersession.contract.stub.time.Moment;
import io.customersession.stub.account.Sequences;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Return;
import io.customersession.stub.model.ReturnIntegrationRequest;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.profile.ProfileKey;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.promotion.PromotionResult;
import io.customersession.stub.promotion.RedemptionCounters;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Works out what a call makes of a session; it stores nothing. */
final class TransitionPlanner {
  private final Lifecycle lifecycle;
  private final Profiles profiles;
  private final Sequences sequences;
  private final PromotionEngine promotions;
  private final RedemptionCounters counters;

  TransitionPlanner(Lifecycle lifecycle, WorldState worldState, PromotionEngine promotions) {
    this.lifecycle = lifecycle;
    this.profiles = worldState.profiles();
    this.sequences = worldState.sequences();
    this.counters = worldState.counters();
    this.promotions = promotions;
  }

  TransitionResult create(
      OperationContext call, String id, SessionChange change, OffsetDateTime at, boolean dry) {
    SessionState state = change.state() == null ? SessionState.OPEN : change.state();
    Transition<SessionState> edge =
        lifecycle.edge(null, state, call.operation(), change.statePointer());
    CustomerSessionV2.Builder blank =
        CustomerSessionV2.builder()
            .id(sequences.session(true))
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
    Session after = changed(null, new SessionKey(call.application(), id), blank, change);
    PromotionResult promotionResult = evaluated(call, after, change, at, dry);
    return checked(call, null, after, edge, promotionResult, change.statePointer(), dry);
  }

  TransitionResult update(
      OperationContext call, Session before, SessionChange change, OffsetDateTime at, boolean dry) {
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
          eventInto(from),
          sequences.event(true),
          PromotionResult.none(before.appliedPromotions()),
          null,
          dry);
    }
    Transition<SessionState> edge =
        lifecycle.edge(from, to, call.operation(), change.statePointer());
    CustomerSessionV2.Builder next = next(before, to, at);
    Session after;
    PromotionResult promotionResult;
    if (updatable) {
      after = changed(before, before.key(), next, change);
      promotionResult = evaluated(call, after, change, at, dry);
    } else {
      change.noteIgnored(call, from);
      after = before.withFacts(next.build());
      promotionResult = moved(call, before, after, at);
    }
    return checked(call, before, after, edge, promotionResult, change.statePointer(), dry);
  }

  TransitionResult reopen(OperationContext call, Session before, OffsetDateTime at) {
    SessionState to = lifecycle.target(call.operation());
    Transition<SessionState> edge = lifecycle.edge(before.state(), to, call.operation(), "");
    Session after = before.withFacts(next(before, to, at).build());
    return checked(call, before, after, edge, moved(call, before, after, at), "", false);
  }

  TransitionResult returnItems(
      OperationContext call,
      Session before,
      ReturnIntegrationRequest request,
      OffsetDateTime at,
      boolean dry) {
    String pointer = "/return";
    SessionState to = lifecycle.target(call.operation());
    Transition<SessionState> edge = lifecycle.edge(before.state(), to, call.operation(), pointer);
    CustomerSessionV2 facts = before.facts();
    CartReturn cart =
        new CartReturn(facts.getCartItems(), request.getReturnValue().getReturnedCartItems());
    Return returned =
        Return.builder()
            .id(sequences.returned(true))
            .created(at)
            .applicationId(facts.getApplicationId())
            .accountId(Profiles.ACCOUNT)
            .returnedCartItems(cart.taken())
            .eventId(sequences.event(true))
            .sessionId(facts.getId())
            .sessionIntegrationId(facts.getIntegrationId())
            .profileId(before.profileId().isEmpty() ? null : profiles.number(owner(before)))
            .profileIntegrationId(before.profileId())
            .build();
    List<Return> returns = new ArrayList<>(before.returns());
    returns.add(returned);
    Session after =
        new Session(
            next(before, to, at).cartItems(cart.cartAfter()).build(),
            before.totalOfV1(),
            before.appliedPromotions(),
            returns);
    PromotionResult promotionResult =
        promotions.releaseUnits(
            call.operation(), facts.getCartItems(), after.facts(), at, before.appliedPromotions());
    TransitionResult result = checked(call, before, after, edge, promotionResult, pointer, dry);
    return result.withReturn(returned);
  }

  static ProfileKey owner(Session session) {
    return new ProfileKey(session.facts().getApplicationId(), session.profileId());
  }

  private static CustomerSessionV2.Builder next(
      Session before, SessionState to, OffsetDateTime at) {
    CustomerSessionV2 facts = before.facts();
    return facts.toBuilder()
        .state(to)
        .updated(Moment.later(facts.getUpdated(), at))
        .updateCount(facts.getUpdateCount() + 1);
  }

  private Session changed(
      @Nullable Session before,
      SessionKey key,
      CustomerSessionV2.Builder next,
      SessionChange change) {
    change.applyTo(next, before == null ? null : before.facts());
    String profileId = change.profileId(before);
    if (before == null || !profileId.equals(before.profileId())) {
      next.firstSession(
          profileId.isEmpty()
              || profiles.isFirst(new ProfileKey(key.application(), profileId), key.id()));
    }
    BigDecimal totalBefore = before == null ? null : before.totalOfV1();
    return new Session(
        next.build(),
        change.totalOfV1() == null ? totalBefore : change.totalOfV1(),
        AppliedPromotions.NONE,
        before == null ? List.of() : before.returns());
  }

  /** Returns what coupons and referrals do to a session whose content was looked at. */
  private PromotionResult evaluated(
      OperationContext call, Session after, SessionChange change, OffsetDateTime at, boolean dry) {
    List<Long> campaigns = dry ? change.fields().getEvaluableCampaignIds() : null;
    return switch (after.state()) {
      case OPEN, CLOSED, PARTIALLY_RETURNED ->
          promotions.evaluate(
              call.operation(),
              after.facts(),
              at,
              campaigns == null ? List.of() : campaigns,
              after.isSold(),
              counters);
      case CANCELLED ->
          promotions.release(call.operation(), after.facts(), at, AppliedPromotions.NONE);
    };
  }

  /** Returns what coupons and referrals do to a session that is moved as it is. */
  private PromotionResult moved(
      OperationContext call, Session before, Session after, OffsetDateTime at) {
    return switch (after.state()) {
      case OPEN, CANCELLED ->
          promotions.release(call.operation(), after.facts(), at, before.appliedPromotions());
      case CLOSED, PARTIALLY_RETURNED -> PromotionResult.none(before.appliedPromotions());
    };
  }

  private TransitionResult checked(
      OperationContext call,
      @Nullable Session before,
      Session after,
      Transition<SessionState> edge,
      PromotionResult promotionResult,
      String pointer,
      boolean dry) {
    lifecycle.check(
        () ->
            new TransitionRule.Move(
                call.operation(), before == null ? null : before.facts(), after.facts()),
        pointer);
    return new TransitionResult(
        before,
        after.withPromotions(promotionResult.applied()),
        event(edge),
        sequences.event(true),
        promotionResult,
        null,
        dry);
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
