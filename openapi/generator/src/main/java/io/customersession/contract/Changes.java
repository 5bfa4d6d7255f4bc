package io.customersession.contract;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects changes, the most serious first. */
final class Changes {
  private final Map<String, Change> changes = new LinkedHashMap<>();

  /** Adds a change that breaks nobody. */
  void add(SourceLocation location, String text) {
    add(location, text, Compatibility.NOBODY);
  }

  /** Adds a change; found again in the other direction, it breaks the parties of both. */
  void add(SourceLocation location, String text, Set<AffectedParty> breaks) {
    changes.merge(
        location + text,
        Change.of(location, text, breaks),
        (first, second) -> {
          Set<AffectedParty> parties = EnumSet.noneOf(AffectedParty.class);
          parties.addAll(first.breaks());
          parties.addAll(second.breaks());
          return Change.of(location, text, parties);
        });
  }

  /** Adds a change of wording. */
  void addWording(SourceLocation location, String text) {
    changes.put(location + text, new Change(location, text, Set.of(), Change.Kind.WORDING));
  }

  /** Returns the changes by size, largest first, then by location. */
  List<Change> sorted() {
    return changes.values().stream()
        .sorted(
            Comparator.comparing(Change::kind, Comparator.reverseOrder())
                .thenComparing((Change change) -> change.location().file())
                .thenComparingInt(change -> change.location().line()))
        .toList();
  }
}
