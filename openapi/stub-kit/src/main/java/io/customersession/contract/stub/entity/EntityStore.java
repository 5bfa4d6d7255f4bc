package io.customersession.contract.stub.entity;

import io.customersession.contract.stub.memory.Weight;
import io.customersession.contract.stub.world.StoredState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one world, in the order of their creation. All that happens in {@link #alone}
 * happens at once for others.
 */
final class EntityStore implements StoredState<EntityStore.Saved> {
  /**
   * What leads to an entity.
   *
   * @param entity the name of its schema
   * @param parents what it belongs to: the values of path parameters by their names
   * @param id its id, as text
   */
  record Key(String entity, Map<String, String> parents, String id) {}

  /** A copy of the state. */
  record Saved(Map<Key, Map<String, Object>> entities, Map<String, Long> sequences) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Map<String, Object>> entities = new LinkedHashMap<>();
  private final Map<String, Long> sequences = new LinkedHashMap<>();
  private volatile long weight;

  /** Runs work that no other work in this world interrupts. */
  <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the key of an entity, or null if it is not there. What an entity does not belong to
   * does not matter, so a path with fewer parameters finds it too.
   */
  @Nullable Key find(Key wanted) {
    if (entities.containsKey(wanted)) {
      return wanted;
    }
    for (Key key : entities.keySet()) {
      if (key.id().equals(wanted.id()) && isIn(key, wanted.entity(), wanted.parents())) {
        return key;
      }
    }
    return null;
  }

  /**
   * Returns the key of the only entity with an id, or null if it is not there.
   *
   * @throws IllegalStateException if several parents have one
   */
  @Nullable Key only(Key wanted) {
    List<Key> found =
        entities.keySet().stream()
            .filter(key -> key.id().equals(wanted.id()))
            .filter(key -> isIn(key, wanted.entity(), wanted.parents()))
            .toList();
    if (found.size() > 1) {
      throw new IllegalStateException(
          "several parents have an entity "
              + wanted.entity()
              + " "
              + wanted.id()
              + ": "
              + found.stream()
                  .map(key -> key.parents().toString())
                  .collect(Collectors.joining(", "))
              + "; name one with EntityHandlers.under(...)");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private static boolean isIn(Key key, String entity, Map<String, String> parents) {
    return key.entity().equals(entity)
        && parents.entrySet().stream()
            .allMatch(
                parent ->
                    parent
                        .getValue()
                        .equals(key.parents().getOrDefault(parent.getKey(), parent.getValue())));
  }

  @Nullable Map<String, Object> get(Key key) {
    return entities.get(key);
  }

  /** Returns the entities that belong to something, oldest first. */
  List<Map<String, Object>> all(String entity, Map<String, String> parents) {
    return entities.entrySet().stream()
        .filter(each -> isIn(each.getKey(), entity, parents))
        .map(Map.Entry::getValue)
        .toList();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only work that runs alone changes entities
  void put(Key key, Map<String, Object> tree) {
    Map<String, Object> before = entities.put(key, tree);
    weight += Weight.of(tree) - Weight.of(before);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // as put
  void remove(Key key) {
    weight -= Weight.of(entities.remove(key));
  }

  /** Returns the next number for an entity, from 1 on. */
  long nextNumber(String entity) {
    return sequences.merge(entity, 1L, Long::sum);
  }

  /** Returns the next UUID for an entity; those of a new world are the same in each run. */
  UUID nextUuid(String entity) {
    String name = entity + ":" + nextNumber(entity);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Saved snapshot() {
    return alone(() -> new Saved(new LinkedHashMap<>(entities), Map.copyOf(sequences)));
  }

  @Override
  public void restore(Saved snapshot) {
    alone(
        () -> {
          entities.clear();
          entities.putAll(snapshot.entities());
          sequences.clear();
          sequences.putAll(snapshot.sequences());
          weight = entities.values().stream().mapToLong(Weight::of).sum();
          return entities;
        });
  }

  @Override
  public long weight() {
    return weight;
  }
}
