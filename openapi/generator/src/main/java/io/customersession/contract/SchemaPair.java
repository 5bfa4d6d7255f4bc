package io.customersession.contract;

import io.customersession.contract.Compatibility.Direction;
import java.util.Set;

/**
 * Two versions of a schema whose values travel in one direction.
 *
 * @param subject where the schema is used
 * @param name its name under components, or else the subject
 */
record SchemaPair(
    String subject,
    String name,
    SchemaView old,
    SchemaView now,
    Direction direction,
    Changes changes) {

  static SchemaPair of(
      String subject, SchemaView old, SchemaView now, Direction direction, Changes changes) {
    String name = now.name();
    return new SchemaPair(subject, name == null ? subject : name, old, now, direction, changes);
  }

  /** Reports that fewer values are valid. */
  void narrower(SourceLocation location, String text) {
    changes.add(location, name + ": " + text, direction.changed(true));
  }

  /** Reports that more values are valid. */
  void wider(SourceLocation location, String text) {
    changes.add(location, name + ": " + text, direction.changed(false));
  }

  /** Reports that other values are valid. */
  void other(SourceLocation location, String text) {
    changes.add(location, name + ": " + text, direction.replaced());
  }

  void report(SourceLocation location, String text, Set<AffectedParty> breaks) {
    changes.add(location, name + ": " + text, breaks);
  }

  /** Returns where a keyword is, or else where it was. */
  SourceLocation location(String keyword) {
    return now.owner(keyword) == null && old.owner(keyword) != null && now.primary() == null
        ? old.location(keyword)
        : now.location(keyword);
  }
}
