package io.customersession.contract.stub.entity;

/** What the default handler of an operation does with an entity. */
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
  NONE
}
