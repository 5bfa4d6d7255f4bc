package io.customersession.contract.stub.entity;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.IllegalTransition;
import io.customersession.contract.state.Transition;
import io.customersession.contract.state.TransitionTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes entities at one moment, if the state machine and the rules allow it. */
final class EntityChanges {
  private final EntityModel model;
  private final EntityStore store;
  private final Instant now;
  private final List<EntityRule> rules;

  EntityChanges(EntityModel model, EntityStore store, Instant now, List<EntityRule> rules) {
    this.model = model;
    this.store = store;
    this.now = now;
    this.rules = rules;
  }

  /**
   * Creates an entity.
   *
   * @param pathId its id if the path has it, or null
   * @return what leads to it
   */
  EntityStore.Key created(
      EntityOperation planned,
      Map<String, String> parents,
      @Nullable Object pathId,
      Map<String, Object> sent) {
    EntityDefinition entity = model.entity(planned.entity());
    Map<String, Object> tree = new LinkedHashMap<>(sent);
    Object id =
        pathId == null ? sentId(entity, sent) : entity.idForm().json(JsonTrees.text(pathId));
    EntityStore.Key key = id == null ? null : key(planned, parents, id);
    if (key != null && store.find(key) != null) {
      throw EntityErrors.conflict(
          planned, "There is a " + entity.name() + " " + key.id() + " already");
    }
    entity
        .fromPath()
        .forEach(
            (property, form) -> {
              String value = parents.get(property);
              if (value != null) {
                tree.put(property, form.json(value));
              }
            });
    setInitialState(planned, entity, tree);
    check(planned, entity, null, tree);
    // Ids are taken when nothing can be refused any more, so that refusals leave no gaps.
    while (key == null) {
      id =
          entity.isNumbered()
              ? entity.idForm().json(Long.toString(store.nextNumber(entity.name())))
              : store.nextUuid(entity.name()).toString();
      EntityStore.Key free = key(planned, parents, id);
      key = store.find(free) == null ? free : null;
    }
    if (entity.id() != null && id != null) {
      tree.put(entity.id(), id);
    }
    if (entity.created() != null) {
      tree.put(entity.created(), entity.createdForm().json(now));
    }
    stored(key, entity, tree);
    return key;
  }

  private static EntityStore.Key key(
      EntityOperation planned, Map<String, String> parents, Object id) {
    return new EntityStore.Key(planned.entity(), parents, JsonTrees.text(id));
  }

  private static @Nullable Object sentId(EntityDefinition entity, Map<String, Object> sent) {
    return entity.id() == null ? null : sent.get(entity.id());
  }

  private static void setInitialState(
      EntityOperation planned, EntityDefinition entity, Map<String, Object> tree) {
    String state = entity.state();
    if (state == null) {
      return;
    }
    if (planned.to() != null) {
      tree.put(state, planned.to());
    } else if (tree.get(state) == null && entity.transitions() != null) {
      // The state machine may have several; a request that names none gets the first.
      String initial =
          entity.transitions().transitions().stream()
              .filter(each -> each.from() == null && each.isTriggeredBy(planned.operation()))
              .map(Transition::to)
              .findFirst()
              .orElseThrow(
                  () ->
                      EntityErrors.illegalTransition(
                          planned, entity, planned.operation() + " creates nothing"));
      tree.put(state, initial);
    }
  }

  /** Replaces what requests can set. */
  Map<String, Object> replaced(
      EntityOperation planned,
      EntityStore.Key key,
      Map<String, Object> before,
      Map<String, Object> sent) {
    EntityDefinition entity = model.entity(planned.entity());
    Map<String, Object> after = new LinkedHashMap<>(sent);
    for (String assigned : entity.assigned()) {
      keep(assigned, before, after);
    }
    keep(entity.state(), before, after);
    return changed(planned, key, before, after);
  }

  private static void keep(
      @Nullable String property, Map<String, Object> before, Map<String, Object> after) {
    if (property != null && before.get(property) != null) {
      after.putIfAbsent(property, before.get(property));
    }
  }

  /** Moves an entity to the only state that the operation leads to from its own. */
  Map<String, Object> moved(
      EntityOperation planned,
      EntityStore.Key key,
      Map<String, Object> before,
      Map<String, Object> sent) {
    EntityDefinition entity = model.entity(planned.entity());
    Map<String, Object> after = JsonTrees.merged(before, sent);
    if (entity.state() != null) {
      after.put(entity.state(), target(planned, entity, state(entity, before)));
    }
    return changed(planned, key, before, after);
  }

  private static String target(
      EntityOperation planned, EntityDefinition entity, @Nullable String from) {
    if (planned.to() != null) {
      return planned.to();
    }
    Operation operation = planned.operation();
    TransitionTable<String> table = entity.transitions();
    if (table == null || from == null) {
      throw EntityErrors.illegalTransition(planned, entity, operation + " leads to no state");
    }
    Set<String> next = table.next(from, operation);
    if (!next.isEmpty()) {
      return next.iterator().next();
    }
    // Refused by the table, with the state that the operation leads to from others.
    return table.transitions().stream()
        .filter(each -> each.from() != null && each.isTriggeredBy(operation))
        .map(Transition::to)
        .findFirst()
        .orElse(from);
  }

  /** Stores a changed entity, with what its path says and the times that only the store sets. */
  Map<String, Object> changed(
      EntityOperation planned,
      EntityStore.Key key,
      Map<String, Object> before,
      Map<String, Object> after) {
    EntityDefinition entity = model.entity(key.entity());
    Map<String, Object> tree = new LinkedHashMap<>(after);
    List<@Nullable String> fixed = new ArrayList<>(entity.fromPath().keySet());
    fixed.add(entity.id());
    fixed.add(entity.created());
    for (String property : fixed) {
      Object value = property == null ? null : before.get(property);
      if (property != null && value != null) {
        tree.put(property, value);
      }
    }
    check(planned, entity, before, tree);
    return stored(key, entity, tree);
  }

  private Map<String, Object> stored(
      EntityStore.Key key, EntityDefinition entity, Map<String, Object> tree) {
    if (entity.updated() != null) {
      tree.put(entity.updated(), entity.updatedForm().json(now));
    }
    Map<String, Object> fixed = Collections.unmodifiableMap(tree);
    store.put(key, fixed);
    return fixed;
  }

  private static @Nullable String state(EntityDefinition entity, Map<String, Object> tree) {
    Object state = entity.state() == null ? null : tree.get(entity.state());
    return state == null ? null : state.toString();
  }

  private void check(
      EntityOperation planned,
      EntityDefinition entity,
      @Nullable Map<String, Object> before,
      Map<String, Object> after) {
    Operation operation = planned.operation();
    String from = before == null ? null : state(entity, before);
    String to = state(entity, after);
    TransitionTable<String> table = entity.transitions();
    if (table != null && to != null && isChecked(table, operation, before, from, to)) {
      try {
        table.require(from, to, operation);
      } catch (IllegalTransition e) {
        throw EntityErrors.illegalTransition(
            planned, entity, Objects.requireNonNull(e.getMessage()));
      }
    }
    ask(planned, entity, new EntityRule.Move(operation, entity.name(), from, to, before, after));
  }

  /** Removes an entity, if the rules allow it. */
  void deleted(EntityOperation planned, EntityStore.Key key, Map<String, Object> before) {
    EntityDefinition entity = model.entity(key.entity());
    String from = state(entity, before);
    ask(
        planned,
        entity,
        new EntityRule.Move(planned.operation(), entity.name(), from, null, before, Map.of()));
    store.remove(key);
  }

  private void ask(EntityOperation planned, EntityDefinition entity, EntityRule.Move move) {
    for (EntityRule rule : rules) {
      Optional<String> reason = rule.refuse(move);
      if (reason.isPresent()) {
        throw EntityErrors.rejectedTransition(planned, entity, reason.get());
      }
    }
  }

  /** An operation that no transition names may change everything but the state. */
  private static boolean isChecked(
      TransitionTable<String> table,
      Operation operation,
      @Nullable Map<String, Object> before,
      @Nullable String from,
      String to) {
    return before == null
        || !to.equals(from)
        || table.transitions().stream().anyMatch(each -> each.isTriggeredBy(operation));
  }
}
