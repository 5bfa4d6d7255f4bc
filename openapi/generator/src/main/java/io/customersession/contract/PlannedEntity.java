package io.customersession.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity that default handlers store.
 *
 * @param schema the name of its schema in the canonical document
 * @param id the property with its id, or null if only the path has it
 * @param isNumbered true if ids are numbers rather than texts
 * @param state the property with its state, or null
 * @param machine the name of the schema of its states in the canonical document, or null
 * @param edges the transitions of its states
 * @param created the property with the time of its creation, or null
 * @param updated the property with the time of its last change, or null
 * @param assigned the properties that requests cannot set
 * @param secret the properties that responses do not have
 * @param reason why this is an entity
 * @param location where the document declares its schema
 */
public record PlannedEntity(
    String schema,
    @Nullable String id,
    boolean isNumbered,
    @Nullable String state,
    @Nullable String machine,
    List<StateMachine.Edge> edges,
    @Nullable String created,
    @Nullable String updated,
    List<String> assigned,
    List<String> secret,
    String reason,
    SourceLocation location) {
  /** Returns one line for the plan. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(schema);
    line.append(": id ").append(id == null ? "in the path only" : "\"" + id + "\"");
    line.append(state == null ? ", no state" : ", state \"" + state + "\"");
    if (machine != null) {
      line.append(" (").append(machine).append(')');
    }
    if (created != null) {
      line.append(", created \"").append(created).append('"');
    }
    if (updated != null) {
      line.append(", updated \"").append(updated).append('"');
    }
    return line.append("; ").append(reason).append(" (").append(location).append(')').toString();
  }
}
