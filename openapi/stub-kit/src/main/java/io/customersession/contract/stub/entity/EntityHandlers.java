package io.customersession.contract.stub.entity;

import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.state.TransitionTable;
import io.customersession.contract.stub.ApiWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The default handlers of one world: they store entities and change them as the document says.
 * Transitions are checked by the table of the document, then by the rules. Thread-safe.
 */
public final class EntityHandlers {
  private final EntityModel model;
  private final EntityStore store;
  private final ApiWorld world;
  private final List<EntityRule> rules;
  private final Map<String, String> parents;

  private EntityHandlers(
      EntityModel model,
      EntityStore store,
      ApiWorld world,
      List<EntityRule> rules,
      Map<String, String> parents) {
    this.model = model;
    this.store = store;
    this.world = world;
    this.rules = rules;
    this.parents = parents;
  }

  /**
   * Creates the handlers of a world, without entities. To be called by the function that creates
   * the API object of the world: snapshots and the memory limit then include the entities.
   */
  public static EntityHandlers of(ApiWorld world, EntityModel model) {
    return new EntityHandlers(model, world.register(new EntityStore()), world, List.of(), Map.of());
  }

  /** Returns handlers of the same entities that ask one more rule. */
  public EntityHandlers withRule(EntityRule rule) {
    List<EntityRule> more = new ArrayList<>(rules);
    more.add(Objects.requireNonNull(rule, "rule"));
    return new EntityHandlers(model, store, world, List.copyOf(more), parents);
  }

  /**
   * Returns handlers that find and change only entities of a parent, such as those of one shop for
   * {@code /shops/{shopId}/orders/{id}}. Operations are handled as before: their paths name it.
   *
   * @param parameter the path parameter that names the parent
   * @param value its value
   */
  public EntityHandlers under(String parameter, Object value) {
    Map<String, String> more = new LinkedHashMap<>(parents);
    more.put(Objects.requireNonNull(parameter, "parameter"), JsonTrees.text(value));
    return new EntityHandlers(model, store, world, rules, Map.copyOf(more));
  }

  /** Returns the entities of the document. */
  public EntityModel model() {
    return model;
  }

  /**
   * Handles an operation as the plan of the document says.
   *
   * @param body the request body, or null if there is none
   * @param parameters the values of all parameters, in the order of the document
   * @return what the interface declares; null if the response has no body
   * @throws io.customersession.contract.stub.http.HttpError if the operation has no default
   *     handler, the entity is not there, or a transition is refused
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the codecs know the type
  public <T> @Nullable T call(
      Operation operation, @Nullable Object body, @Nullable Object... parameters) {
    EntityOperation planned = model.operation(operation);
    Map<String, Object> path = new HashMap<>();
    Map<String, Object> query = new HashMap<>();
    List<Parameter> declared = operation.parameters();
    for (int i = 0; i < declared.size(); i++) {
      Parameter parameter = declared.get(i);
      boolean isInPath = parameter.in() == Parameter.In.PATH;
      Object value = parameters[i];
      if (value != null && (isInPath || planned.filters().contains(parameter.name()))) {
        Object json = JsonTrees.tree(parameter.valueCodec(), value);
        (isInPath ? path : query).put(parameter.name(), json == null ? "" : json);
      }
    }
    return (T)
        store.alone(() -> Optional.ofNullable(handled(planned, body, path, query))).orElse(null);
  }

  /**
   * Returns an entity, or empty if it is not there.
   *
   * @param entity the name of its schema
   * @param id its id, as it is in paths
   * @throws IllegalStateException if several parents have one with this id; see {@link #under}
   */
  public <T> Optional<T> find(String entity, Object id, ModelCodec<T> codec) {
    return store.alone(
        () -> {
          EntityStore.Key key = store.only(key(entity, parents, id));
          Map<String, Object> tree = key == null ? null : store.get(key);
          return Optional.ofNullable(tree == null ? null : JsonTrees.value(codec, tree));
        });
  }

  /**
   * Changes an entity in a handler of your own: applies a change, checks the transition from its
   * state to that of the result, asks the rules, and stores the result.
   *
   * @param operation the operation that is called, which decides about transitions and errors
   * @param id the id of the entity, as it is in the path
   * @param codec the codec of the entity's class
   * @param change returns the changed entity; must not call the stub
   * @return the entity as stored
   * @throws io.customersession.contract.stub.http.HttpError if it is not there, or the transition
   *     is refused
   * @throws IllegalStateException if several parents have one with this id; see {@link #under}
   */
  public <T extends Model> T change(
      Operation operation, Object id, ModelCodec<T> codec, UnaryOperator<T> change) {
    EntityOperation planned = model.operation(operation);
    String entity = planned.action() == EntityAction.NONE ? codec.schemaName() : planned.entity();
    return store.alone(
        () -> {
          EntityStore.Key wanted = key(entity, parents, id);
          EntityStore.Key key = require(planned, wanted, store.only(wanted));
          Map<String, Object> before = Objects.requireNonNull(store.get(key), entity);
          T stored = Objects.requireNonNull(JsonTrees.value(codec, before), entity);
          Map<String, Object> after =
              new LinkedHashMap<>(JsonTrees.object(JsonTrees.tree(codec, change.apply(stored))));
          // What the class does not have, such as a secret that only requests have, stays.
          before.forEach(
              (name, value) -> {
                if (!codec.propertyNames().contains(name)) {
                  after.putIfAbsent(name, value);
                }
              });
          Map<String, Object> result = changes().changed(planned, key, before, after);
          return Objects.requireNonNull(JsonTrees.value(codec, result), entity);
        });
  }

  private EntityChanges changes() {
    return new EntityChanges(model, store, world.clock().instant(), rules);
  }

  private static EntityStore.Key key(String entity, Map<String, String> parents, Object id) {
    return new EntityStore.Key(entity, parents, JsonTrees.text(id));
  }

  private static EntityStore.Key require(
      EntityOperation planned, EntityStore.Key wanted, EntityStore.@Nullable Key found) {
    if (found == null) {
      throw EntityErrors.notFound(planned, wanted.id());
    }
    return found;
  }

  private @Nullable Object handled(
      EntityOperation planned,
      @Nullable Object body,
      Map<String, Object> path,
      Map<String, Object> query) {
    if (planned.action() == EntityAction.NONE) {
      throw EntityErrors.noDefault(planned);
    }
    Map<String, String> parents = new LinkedHashMap<>();
    planned
        .parents()
        .forEach(name -> parents.put(name, JsonTrees.text(path.getOrDefault(name, ""))));
    Map<String, Object> sent = sent(planned, body);
    EntityResponses responses = new EntityResponses(planned);
    if (planned.action() == EntityAction.LIST) {
      return responses.list(selected(planned, parents, query));
    }
    if (planned.action() == EntityAction.CREATE) {
      return created(planned, changes().created(planned, parents, null, sent), path);
    }
    Object id = path.getOrDefault(String.valueOf(planned.idParameter()), "");
    EntityStore.Key wanted = key(planned.entity(), parents, id);
    if (planned.createsIfAbsent() && store.find(wanted) == null) {
      return created(planned, changes().created(planned, parents, id, sent), path);
    }
    EntityStore.Key key = require(planned, wanted, store.find(wanted));
    Map<String, Object> before = Objects.requireNonNull(store.get(key), planned.entity());
    return switch (planned.action()) {
      case READ -> responses.entity(before);
      case DELETE -> {
        changes().deleted(planned, key, before);
        yield responses.deleted(before);
      }
      case REPLACE -> responses.entity(changes().replaced(planned, key, before, sent));
      case MERGE ->
          responses.entity(changes().changed(planned, key, before, JsonTrees.merged(before, sent)));
      default -> responses.entity(changes().moved(planned, key, before, sent));
    };
  }

  private @Nullable Object created(
      EntityOperation planned, EntityStore.Key key, Map<String, Object> path) {
    Map<String, Object> tree = Objects.requireNonNull(store.get(key), planned.entity());
    return new EntityResponses(planned).created(tree, EntityLocation.of(planned, path, key.id()));
  }

  /** Returns the entity in the request; empty if there is none. */
  private static Map<String, Object> sent(EntityOperation planned, @Nullable Object body) {
    JsonCodec<?> codec = planned.operation().requestBody();
    String pointer = planned.request();
    return body == null || codec == null || pointer == null
        ? Map.of()
        : JsonTrees.object(JsonTrees.at(JsonTrees.tree(codec, body), pointer));
  }

  private List<Map<String, Object>> selected(
      EntityOperation planned, Map<String, String> parents, Map<String, Object> query) {
    EntityDefinition entity = model.entity(planned.entity());
    List<Map<String, Object>> all = store.all(planned.entity(), parents);
    for (Map.Entry<String, Object> filter : query.entrySet()) {
      EntityFilter wanted = new EntityFilter(entity.codec(), filter.getKey(), filter.getValue());
      all = all.stream().filter(wanted::accepts).toList();
    }
    return all;
  }

  /** Returns the state machine of an entity, or null; for rules and handlers of your own. */
  public @Nullable TransitionTable<String> transitions(String entity) {
    return model.entity(entity).transitions();
  }
}
