package io.customersession.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the default handler of an operation does with an entity. The kit of stubs has the same
 * constants: the generators do not depend on it, and generated code, which names one for each
 * operation, does not compile against a kit that lacks it.
 */
public enum EntityAction {
  /** Stores a new entity. */
  CREATE,
  /** Returns an entity. */
  READ,
  /** Replaces an entity; creates it if the state machine allows the operation to. */
  REPLACE,
  /** Merges a part into an entity, as RFC 7396 does. */
  MERGE,
  /** Returns all entities, or those that the query parameters select. */
  LIST,
  /** Removes an entity. */
  DELETE,
  /** Moves an entity to another state. */
  MOVE,
  /** Responds with 501. */
  NONE;

  /** Returns the word for it in a document. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the action with a word, or nothing. */
  static Optional<EntityAction> of(String word) {
    for (EntityAction action : values()) {
      if (action.word().equals(word)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  static Set<String> words() {
    Set<String> words = new TreeSet<>();
    for (EntityAction action : values()) {
      words.add(action.word());
    }
    return words;
  }
}
