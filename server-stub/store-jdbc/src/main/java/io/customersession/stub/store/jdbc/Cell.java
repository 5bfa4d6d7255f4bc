package io.customersession.stub.store.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What a unit of work has read under a key, and what it changes that to.
 *
 * @param <R> the type of what is read
 * @param <T> the type of the value
 */
final class Cell<R, T> {
  private final @Nullable R read;
  private @Nullable T now;
  private boolean changed;

  Cell(@Nullable R read, @Nullable T value) {
    this.read = read;
    this.now = value;
  }

  /** Returns a cell of a row, or of none. */
  static <T> Cell<Versioned<T>, T> of(@Nullable Versioned<T> row) {
    return new Cell<>(row, row == null ? null : row.value());
  }

  /** Returns what was read, or null if there was nothing. */
  @Nullable R read() {
    return read;
  }

  /** Returns the value after the changes of the unit, or null if there is none. */
  @Nullable T now() {
    return now;
  }

  /** Returns true if the row existed when it was read and the unit does not delete it. */
  boolean isKept() {
    return read != null && now != null;
  }

  boolean isChanged() {
    return changed;
  }

  /** Changes the value; null deletes it. */
  void change(@Nullable T value) {
    now = value;
    changed = true;
  }
}
