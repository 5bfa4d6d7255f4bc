package io.customersession.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entity that default handlers store.
 *
 * @param schema the name of its schema in the canonical document
 * @param id the property with its id, or null if only the path has it
 * @param isNumbered true if the ids that the stub chooses are numbers
 * @param idForm how the property has the id: TEXT or NUMBER
 * @param state the property with its state, or null
 * @param machine the name of the schema of its states in the canonical document, or null
 * @param edges the transitions of its states
 * @param refused the HTTP status with which transitions are refused, or null if any
 * @param created the property with the time of its creation, or null
 * @param createdForm how that property has the time: DATE_TIME, DATE or EPOCH_MILLIS
 * @param updated the property with the time of its last change, or null
 * @param updatedForm how that property has the time
 * @param assigned the properties that requests cannot set
 * @param fromPath the properties that are path parameters of what the entity belongs to, and how
 *     each has the value: TEXT, NUMBER or BOOLEAN
 * @param reason why this is an entity
 * @param location where the document declares its schema
 */
public record PlannedEntity(
    String schema,
    @Nullable String id,
    boolean isNumbered,
    String idForm,
    @Nullable String state,
    @Nullable String machine,
    List<StateMachine.Edge> edges,
    @Nullable Integer refused,
    @Nullable String created,
    String createdForm,
    @Nullable String updated,
    String updatedForm,
    List<String> assigned,
    Map<String, String> fromPath,
    String reason,
    SourceLocation location) {
  /** Returns one line for the plan. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(schema);
    line.append(": id ").append(id == null ? "in the path only" : "\"" + id + "\"");
    line.append(state == null ? ", no state" : ", state \"" + state + "\"");
    if (machine != null) {
      line.append(" (").append(machine);
      line.append(refused == null ? "" : ", refused with " + refused).append(')');
    }
    if (created != null) {
      line.append(", created \"").append(created).append('"');
    }
    if (updated != null) {
      line.append(", updated \"").append(updated).append('"');
    }
    if (!fromPath.isEmpty()) {
      line.append(", from the path ").append(String.join(", ", fromPath.keySet()));
    }
    return line.append("; ").append(reason).append(" (").append(location).append(')').toString();
  }
}
