package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.EVERYBODY;
import static io.customersession.contract.Compatibility.STORED;

import io.customersession.contract.violation.JsonPointer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Compares the state machines of two documents. */
final class StateMachineDiff {
  private final Document before;
  private final Document after;
  private final Changes changes;
  private final Map<String, String> renamed;

  /**
   * Prepares a comparison.
   *
   * @param renamed the new names of schemas by the old ones
   */
  StateMachineDiff(Document before, Document after, Changes changes, Map<String, String> renamed) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.renamed = renamed;
  }

  void compare() {
    Map<String, StateMachine> old = before.stateMachines();
    Map<String, StateMachine> now = after.stateMachines();
    old.forEach(
        (name, machine) -> {
          String newName = renamed.getOrDefault(name, name);
          StateMachine other = now.get(newName);
          if (other == null) {
            changes.add(
                before.schemaLocation(name),
                name + ": the state machine was removed",
                CLIENTS_AND_SERVERS);
          } else {
            refused(newName, machine, other);
            edges(newName, machine, other);
          }
        });
    now.keySet().stream()
        .filter(name -> !old.containsKey(name) && !renamed.containsValue(name))
        .forEach(
            name ->
                changes.add(
                    after.schemaLocation(name), name + ": now has a state machine", EVERYBODY));
  }

  /** A status that was not declared before promised nothing. */
  private void refused(String name, StateMachine old, StateMachine now) {
    Integer was = old.refused();
    if (was == null && now.refused() != null) {
      changes.add(
          now.refusedLocation(),
          name
              + ": transitions are now refused with "
              + now.refused()
              + ", which was not declared");
    } else if (was != null && !was.equals(now.refused())) {
      changes.add(
          now.refusedLocation(),
          "%s: transitions are now refused with %s instead of %d"
              .formatted(
                  name, now.refused() == null ? "any status" : String.valueOf(now.refused()), was),
          CLIENTS);
    }
  }

  private void edges(String name, StateMachine old, StateMachine now) {
    Map<String, StateMachine.Edge> was = byArrow(old.edges());
    Map<String, StateMachine.Edge> is = byArrow(now.edges());
    was.forEach(
        (arrow, edge) -> {
          StateMachine.Edge other = is.get(arrow);
          if (other == null) {
            changes.add(
                edge.location(), name + ": the transition " + arrow + " was removed", CLIENTS);
            return;
          }
          for (String id : edge.by()) {
            // A removed or renamed operation has been reported already.
            if (!other.by().contains(id) && after.servedOperationIds().contains(id)) {
              changes.add(
                  other.location(),
                  name + ": " + id + " may no longer trigger the transition " + arrow,
                  CLIENTS);
            }
          }
          for (String id : other.by()) {
            if (!edge.by().contains(id) && before.servedOperationIds().contains(id)) {
              changes.add(
                  other.location(), name + ": " + id + " may now trigger the transition " + arrow);
            }
          }
          if (!Objects.equals(edge.event(), other.event())) {
            changes.add(
                other.location(),
                "%s: the transition %s now records the event %s instead of %s"
                    .formatted(name, arrow, other.event(), edge.event()),
                CLIENTS);
          }
        });
    is.forEach(
        (arrow, edge) -> {
          if (!was.containsKey(arrow)) {
            changes.add(edge.location(), name + ": the transition " + arrow + " is new");
          }
        });
    for (String state : old.states()) {
      boolean led = old.edges().stream().anyMatch(edge -> state.equals(edge.from()));
      boolean leads = now.edges().stream().anyMatch(edge -> state.equals(edge.from()));
      if (led && !leads && now.states().contains(state)) {
        changes.add(
            after.location(
                JsonPointer.of(
                    "components", "schemas", name, StateMachine.EXTENSION, "transitions", state)),
            name + ": no transition leaves " + state + " any longer",
            STORED);
      }
    }
  }

  private static Map<String, StateMachine.Edge> byArrow(Collection<StateMachine.Edge> edges) {
    Map<String, StateMachine.Edge> byArrow = new LinkedHashMap<>();
    edges.forEach(edge -> byArrow.put(edge.arrow(), edge));
    return byArrow;
  }
}
