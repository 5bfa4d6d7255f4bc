package io.customersession.contract;

import java.util.EnumSet;
import java.util.Set;

/** The policy of the whole comparison: which parties a kind of change breaks. */
final class Compatibility {
  static final Set<AffectedParty> NOBODY = Set.of();
  static final Set<AffectedParty> CLIENTS = Set.of(AffectedParty.CLIENTS);
  static final Set<AffectedParty> SERVERS = Set.of(AffectedParty.SERVERS);
  static final Set<AffectedParty> STORED = Set.of(AffectedParty.STORED);
  static final Set<AffectedParty> CLIENTS_AND_SERVERS =
      Set.of(AffectedParty.CLIENTS, AffectedParty.SERVERS);
  static final Set<AffectedParty> CLIENTS_AND_STORED =
      Set.of(AffectedParty.CLIENTS, AffectedParty.STORED);
  static final Set<AffectedParty> SERVERS_AND_STORED =
      Set.of(AffectedParty.SERVERS, AffectedParty.STORED);
  static final Set<AffectedParty> EVERYBODY = Set.of(AffectedParty.values());

  private Compatibility() {}

  /** The direction that values of a schema travel in. */
  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
  enum Direction {
    /** Old clients still send what was allowed. */
    REQUEST(CLIENTS, NOBODY, CLIENTS, SERVERS),
    /** Old servers still send what was allowed, and old clients cannot read what is new. */
    RESPONSE(SERVERS_AND_STORED, CLIENTS, CLIENTS_AND_STORED, CLIENTS);

    private final Set<AffectedParty> narrowed;
    private final Set<AffectedParty> widened;
    private final Set<AffectedParty> removed;
    private final Set<AffectedParty> optional;

    Direction(
        Set<AffectedParty> narrowed,
        Set<AffectedParty> widened,
        Set<AffectedParty> removed,
        Set<AffectedParty> optional) {
      this.narrowed = narrowed;
      this.widened = widened;
      this.removed = removed;
      this.optional = optional;
    }

    /** Returns the parties that a narrower, or else wider, set of values breaks. */
    Set<AffectedParty> changed(boolean isNarrower) {
      return isNarrower ? narrowed : widened;
    }

    /** Returns the parties that a change breaks after which some values are new and some gone. */
    Set<AffectedParty> replaced() {
      Set<AffectedParty> parties = EnumSet.noneOf(AffectedParty.class);
      parties.addAll(narrowed);
      parties.addAll(widened);
      return parties;
    }

    /** Returns the direction of what is sent in response. */
    Direction reversed() {
      return this == REQUEST ? RESPONSE : REQUEST;
    }

    /** Returns the parties that a removed property breaks. */
    Set<AffectedParty> removed() {
      return removed;
    }

    /** Returns the parties that a property breaks that has become required. */
    Set<AffectedParty> required() {
      return narrowed;
    }

    /** Returns the parties that a property breaks that has become optional. */
    Set<AffectedParty> optional() {
      return optional;
    }
  }
}
