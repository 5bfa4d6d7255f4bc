package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Sequence;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** The last id of each sequence that is reserved. */
final class IdTable {
  private IdTable() {}

  /** Begins the sequences of a generation. */
  static void start(Transaction transaction, long generation, Map<Sequence, Long> lastIds)
      throws SQLException {
    for (Sequence sequence : Sequence.values()) {
      start(transaction, generation, sequence.name(), lastIds.getOrDefault(sequence, 0L));
    }
  }

  /** Begins a sequence of a generation, or another number that belongs to it. */
  static void start(Transaction transaction, long generation, String sequence, long last)
      throws SQLException {
    Statement.of(transaction, "insert into stub_ids (generation, sequence, last) values (?, ?, ?)")
        .with(generation, sequence, last)
        .update();
  }

  /** Changes a number, and returns false if it is not what it was. */
  static boolean change(
      Transaction transaction, long generation, String sequence, long before, long now)
      throws SQLException {
    return Statement.of(
                transaction,
                "update stub_ids set last = ? where generation = ? and sequence = ? and last = ?")
            .with(now, generation, sequence, before)
            .update()
        == 1;
  }

  /** Makes sure that a sequence continues after an id. */
  static void raise(Transaction transaction, long generation, Sequence sequence, long last)
      throws SQLException {
    Statement.of(
            transaction,
            "update stub_ids set last = ? where generation = ? and sequence = ? and last < ?")
        .with(last, generation, sequence.name(), last)
        .update();
  }

  /** Deletes a number. */
  static void end(Transaction transaction, long generation, String sequence) throws SQLException {
    Statement.of(transaction, "delete from stub_ids where generation = ? and sequence = ?")
        .with(generation, sequence)
        .update();
  }

  /** Returns a number, or 0 if there is none. */
  static long last(Transaction transaction, long generation, String sequence) throws SQLException {
    Long last =
        Statement.of(transaction, "select last from stub_ids where generation = ? and sequence = ?")
            .with(generation, sequence)
            .first(row -> row.getLong(1));
    return last == null ? 0 : last;
  }

  /**
   * Reserves ids, and returns the last of them.
   *
   * @throws StaleException if the generation is over
   */
  static long reserve(Transaction transaction, long generation, Sequence sequence, int amount)
      throws SQLException {
    Long last =
        Statement.of(
                transaction,
                "update stub_ids set last = last + ? where generation = ? and sequence = ?"
                    + " returning last")
            .with(amount, generation, sequence.name())
            .first(row -> row.getLong(1));
    if (last == null) {
      throw new StaleException(false);
    }
    return last;
  }

  /** Gives ids back, and returns true if none after them was reserved. */
  static boolean giveBack(
      Transaction transaction, long generation, Sequence sequence, long used, long reserved)
      throws SQLException {
    return change(transaction, generation, sequence.name(), reserved, used);
  }

  /** Returns the last id of each sequence. */
  static Map<Sequence, Long> last(Transaction transaction, long generation) throws SQLException {
    Map<Sequence, Long> last = new EnumMap<>(Sequence.class);
    for (Sequence sequence : Sequence.values()) {
      last.put(sequence, 0L);
    }
    Statement.of(transaction, "select sequence, last from stub_ids where generation = ?")
        .with(generation)
        .each(
            Sequence.values().length,
            row -> last.put(Sequence.valueOf(row.getString(1)), row.getLong(2)) != null);
    return last;
  }
}
