package io.customersession.stub.session;

import io.customersession.stub.account.Sequences;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores what follows from a change of a session: ids, places and memory, the figures of its owner,
 * uses of codes. Everything that can fail, the encoding of the response included, comes first.
 */
final class Commits {
  private final Records records;
  private final Profiles profiles;
  private final Sequences sequences;
  private final Capacity capacity;
  private final Usage usage;

  Commits(Records records) {
    this.records = records;
    this.profiles = records.profiles();
    this.sequences = records.sequences();
    this.capacity = records.capacity();
    this.usage = records.usage();
  }

  /**
   * Commits a planned change. The session itself is for the caller to store, which must not fail.
   *
   * @param respond gets the outcome with its final ids, before anything is stored; if it throws,
   *     nothing is
   * @return the outcome with its final ids
   */
  Outcome commit(Outcome planned, Consumer<Outcome> respond) {
    if (planned.dry() || planned.changesNothing()) {
      respond.accept(planned);
      return planned;
    }
    // Always in this order: an update with codes holds the first lock already.
    return usage.alone(() -> records.committing(() -> commitLocked(planned, respond)));
  }

  private Outcome commitLocked(Outcome planned, Consumer<Outcome> respond) {
    Session before = planned.before();
    Session after = planned.after();
    Profiles.@Nullable Change owner = null;
    Outcome outcome;
    capacity.take(before, after);
    try {
      if (!after.profileId().isEmpty()) {
        owner = profiles.prepare(Moves.owner(after), after.facts().getUpdated());
      }
      outcome = responded(numbered(planned), respond);
    } catch (RuntimeException | Error e) {
      if (owner != null) {
        owner.discard();
      }
      capacity.giveBack(before, after);
      throw e;
    }
    store(outcome, owner);
    return outcome;
  }

  /** Counts uses of codes first, because the response shows how often they have been used. */
  private Outcome responded(Outcome outcome, Consumer<Outcome> respond) {
    return usage.changing(
        outcome.consequence().counted(),
        outcome.consequence().givenBack(),
        () -> {
          respond.accept(outcome);
          return outcome;
        });
  }

  /** Returns the outcome with the ids that {@link #store} uses up. */
  private Outcome numbered(Outcome planned) {
    Session before = planned.before();
    Session after = planned.after();
    CustomerSessionV2.Builder facts = after.facts().toBuilder();
    if (hasNewOwner(before, after)) {
      facts.firstSession(profiles.isFirst(Moves.owner(after), after.facts().getIntegrationId()));
    }
    if (before == null) {
      facts.id(sequences.session(true));
    }
    return planned.stored(
        after.withFacts(facts.build()), sequences.event(true), () -> sequences.returned(true));
  }

  /** Assigns, and does nothing else: the response has been encoded. */
  private void store(Outcome outcome, Profiles.@Nullable Change owner) {
    Session before = outcome.before();
    Session after = outcome.after();
    String id = after.facts().getIntegrationId();
    if (before == null) {
      sequences.session(false);
    }
    sequences.event(false);
    if (outcome.returned() != null) {
      sequences.returned(false);
    }
    if (before != null
        && !before.profileId().isEmpty()
        && !before.profileId().equals(after.profileId())) {
      profiles.disown(Moves.owner(before), id);
    }
    if (owner != null) {
      owner.store();
      if (hasNewOwner(before, after)) {
        profiles.own(Moves.owner(after), id);
      }
      profiles.count(Moves.owner(after), outcome.activity());
    }
  }

  private static boolean hasNewOwner(@Nullable Session before, Session after) {
    return !after.profileId().isEmpty()
        && (before == null || !before.profileId().equals(after.profileId()));
  }
}
