package io.customersession.stub.session;

import io.customersession.stub.account.Sequences;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.RedemptionCounters;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores what follows from a change of a session: ids, places and memory, the figures of its owner,
 * uses of codes. Everything that can fail, the encoding of the response included, comes first.
 */
final class TransitionCommitter {
  private final WorldState worldState;
  private final Profiles profiles;
  private final Sequences sequences;
  private final Quota quota;
  private final RedemptionCounters counters;

  TransitionCommitter(WorldState worldState) {
    this.worldState = worldState;
    this.profiles = worldState.profiles();
    this.sequences = worldState.sequences();
    this.quota = worldState.quota();
    this.counters = worldState.counters();
  }

  /**
   * Commits a planned change. The session itself is for the caller to store, which must not fail.
   *
   * @param respond gets the outcome with its final ids, before anything is stored; if it throws,
   *     nothing is
   * @return the outcome with its final ids
   */
  TransitionResult commit(TransitionResult planned, Consumer<TransitionResult> respond) {
    if (planned.dry() || planned.changesNothing()) {
      respond.accept(planned);
      return planned;
    }
    // Always in this order: an update with codes holds the first lock already.
    return counters.alone(() -> worldState.committing(() -> commitLocked(planned, respond)));
  }

  private TransitionResult commitLocked(
      TransitionResult planned, Consumer<TransitionResult> respond) {
    Session before = planned.before();
    Session after = planned.after();
    Profiles.@Nullable Change owner = null;
    TransitionResult transition;
    quota.take(before, after);
    try {
      if (!after.profileId().isEmpty()) {
        owner = profiles.prepare(TransitionPlanner.owner(after), after.facts().getUpdated());
      }
      transition = responded(numbered(planned), respond);
    } catch (RuntimeException | Error e) {
      if (owner != null) {
        owner.discard();
      }
      quota.giveBack(before, after);
      throw e;
    }
    store(transition, owner);
    return transition;
  }

  /** Counts uses of codes first, because the response shows how often they have been used. */
  private TransitionResult responded(
      TransitionResult transition, Consumer<TransitionResult> respond) {
    return counters.changing(
        transition.promotions().redeemed(),
        transition.promotions().released(),
        () -> {
          respond.accept(transition);
          return transition;
        });
  }

  /** Returns the outcome with the ids that {@link #store} uses up. */
  private TransitionResult numbered(TransitionResult planned) {
    Session before = planned.before();
    Session after = planned.after();
    CustomerSessionV2.Builder facts = after.facts().toBuilder();
    if (hasNewOwner(before, after)) {
      facts.firstSession(
          profiles.isFirst(TransitionPlanner.owner(after), after.facts().getIntegrationId()));
    }
    if (before == null) {
      facts.id(sequences.session(true));
    }
    return planned.stored(
        after.withFacts(facts.build()), sequences.event(true), () -> sequences.returned(true));
  }

  /** Assigns, and does nothing else: the response has been encoded. */
  private void store(TransitionResult transition, Profiles.@Nullable Change owner) {
    Session before = transition.before();
    Session after = transition.after();
    String id = after.facts().getIntegrationId();
    if (before == null) {
      sequences.session(false);
    }
    sequences.event(false);
    if (transition.returned() != null) {
      sequences.returned(false);
    }
    if (before != null
        && !before.profileId().isEmpty()
        && !before.profileId().equals(after.profileId())) {
      profiles.disown(TransitionPlanner.owner(before), id);
    }
    if (owner != null) {
      owner.store();
      if (hasNewOwner(before, after)) {
        profiles.own(TransitionPlanner.owner(after), id);
      }
      profiles.count(TransitionPlanner.owner(after), transition.activity());
    }
  }

  private static boolean hasNewOwner(@Nullable Session before, Session after) {
    return !after.profileId().isEmpty()
        && (before == null || !before.profileId().equals(after.profileId()));
  }
}
