package io.customersession.contract.stub.entity;

import io.customersession.contract.operation.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The entities of a document, and what its operations do with them. Immutable. */
public final class EntityModel {
  private final Map<String, EntityDefinition> entities = new LinkedHashMap<>();
  private final Map<String, EntityOperation> operations = new LinkedHashMap<>();

  /**
   * Creates a model; for generated code.
   *
   * @throws IllegalArgumentException if an operation names an entity that is not there
   */
  public EntityModel(List<EntityDefinition> entities, List<EntityOperation> operations) {
    entities.forEach(entity -> this.entities.put(entity.name(), entity));
    for (EntityOperation each : operations) {
      this.operations.put(each.operation().id(), each);
      if (each.action() != EntityAction.NONE && !this.entities.containsKey(each.entity())) {
        throw new IllegalArgumentException(each.operation() + ": unknown entity " + each.entity());
      }
    }
  }

  /** Returns the entities, in the order of the document. */
  public List<EntityDefinition> entities() {
    return List.copyOf(entities.values());
  }

  /**
   * Returns an entity.
   *
   * @throws IllegalArgumentException if the document does not have it
   */
  public EntityDefinition entity(String name) {
    EntityDefinition entity = entities.get(name);
    if (entity == null) {
      throw new IllegalArgumentException("no entity is named " + name);
    }
    return entity;
  }

  EntityOperation operation(Operation operation) {
    EntityOperation found = operations.get(operation.id());
    return found == null ? EntityOperation.none(operation, "it is not in the plan").build() : found;
  }
}
