package io.customersession.stub.store.jdbc;

/**
 * What a row contains.
 *
 * @param value the value
 * @param internalId the internal id, which tells a row from one that replaces it after a deletion
 * @param version the number of the change that wrote the row
 */
record Versioned<T>(T value, long internalId, long version) {
  /** Returns true if another reading found the same version of the same row. */
  boolean isSameRow(Versioned<T> other) {
    return internalId == other.internalId && version == other.version;
  }
}
