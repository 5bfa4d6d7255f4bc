package io.customersession.contract;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One difference between two versions of a document.
 *
 * @param location where to look: in the new version, or in the old one for what is gone
 * @param text what changed
 * @param breaks the parties that it breaks; empty if it is safe
 * @param kind how much of the version number it raises
 */
public record Change(SourceLocation location, String text, Set<AffectedParty> breaks, Kind kind) {
  /** The sizes of a change. */
  public enum Kind {
    /** Descriptions, examples, titles. */
    WORDING,
    /** A change that requires no reaction. */
    ADDITION,
    /** A change that breaks a party. */
    BREAKING
  }

  static Change of(SourceLocation location, String text, Set<AffectedParty> breaks) {
    Set<AffectedParty> parties = EnumSet.noneOf(AffectedParty.class);
    parties.addAll(breaks);
    return new Change(location, text, parties, breaks.isEmpty() ? Kind.ADDITION : Kind.BREAKING);
  }

  /** Returns true if it breaks any party. */
  public boolean isBreaking() {
    return kind == Kind.BREAKING;
  }

  /** Returns the verdict alone: {@code breaks clients, servers} or {@code safe}. */
  public String verdict() {
    return isBreaking()
        ? breaks.stream()
            .map(AffectedParty::toString)
            .collect(Collectors.joining(", ", "breaks ", ""))
        : "safe";
  }

  @Override
  public String toString() {
    return location + ": " + text + " (" + verdict() + ")";
  }
}
