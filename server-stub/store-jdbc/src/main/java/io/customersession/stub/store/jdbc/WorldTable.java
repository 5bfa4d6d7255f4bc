package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Sequence;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** The worlds of a database, their generations, and what they contain in numbers. */
final class WorldTable {
  /** No world has this generation. */
  static final long NONE = 0;

  /** The kinds of things that are counted. */
  enum Kind {
    SESSION,
    PROFILE
  }

  private static final int SLOTS = 16;

  private WorldTable() {}

  /** Returns the names of all worlds, and of the stages of imports. */
  static List<String> names(Transaction transaction) throws SQLException {
    return Statement.of(transaction, "select name from stub_world")
        .all(row -> ColumnText.unescaped(row.getString(1)));
  }

  /** Returns the generation of a world, or {@link #NONE} if it does not exist. */
  static long generation(Transaction transaction, String name) throws SQLException {
    return generation(transaction, name, "");
  }

  /**
   * Returns the generation of a world, whose row is locked.
   *
   * @param lock the end of the query
   */
  static long generation(Transaction transaction, String name, String lock) throws SQLException {
    Long found =
        Statement.of(transaction, "select generation from stub_world where name = ?" + lock)
            .with(name)
            .first(row -> row.getLong(1));
    return found == null ? NONE : found;
  }

  /** Creates a world unless it exists. */
  static void create(Transaction transaction, String name) throws SQLException {
    if (generation(transaction, name) != NONE) {
      return;
    }
    long generation = nextGeneration(transaction);
    int created =
        Statement.of(
                transaction,
                "insert into stub_world (name, generation, settings_version) values (?, ?, ?)"
                    + " on conflict do nothing")
            .with(name, generation, generation)
            .update();
    if (created == 1) {
      IdTable.start(transaction, generation, Map.of());
    }
  }

  /**
   * Gives a locked world a new, empty generation.
   *
   * @param lastIds the last id of each sequence; 0 if it is absent
   */
  static long renew(Transaction transaction, String name, Map<Sequence, Long> lastIds)
      throws SQLException {
    long generation = nextGeneration(transaction);
    IdTable.start(transaction, generation, lastIds);
    set(transaction, name, generation);
    return generation;
  }

  /** Sets the generation of a world, which is created unless it exists. */
  static void set(Transaction transaction, String name, long generation) throws SQLException {
    Statement.of(
            transaction,
            "insert into stub_world (name, generation) values (?, ?)"
                + " on conflict (name) do update set generation = excluded.generation")
        .with(name, generation)
        .update();
  }

  /** Returns a number that no generation has. */
  static long nextGeneration(Transaction transaction) throws SQLException {
    Long next =
        Statement.of(
                transaction,
                "update stub_generation set last = last + 1 where id = 1 returning last")
            .first(row -> row.getLong(1));
    if (next == null) {
      throw new IllegalStateException("the table stub_generation is empty");
    }
    return next;
  }

  /** Deletes a world; the rows of its generation stay. */
  static void delete(Transaction transaction, String name) throws SQLException {
    Statement.of(transaction, "delete from stub_world where name = ?").with(name).update();
  }

  /** Returns the generations that have rows but no world. */
  static List<Long> abandoned(Transaction transaction) throws SQLException {
    return Statement.of(
            transaction,
            "select distinct generation from stub_ids"
                + " where generation not in (select generation from stub_world)")
        .all(row -> row.getLong(1));
  }

  /** Returns the number of sessions or profiles of a generation. */
  static long count(Transaction transaction, long generation, Kind kind) throws SQLException {
    Long sum =
        Statement.of(
                transaction,
                "select coalesce(sum(amount), 0) from stub_tally where generation = ? and kind = ?")
            .with(generation, kind.name())
            .first(row -> row.getLong(1));
    return sum == null ? 0 : sum;
  }

  /** Returns the number of sessions of each world, in the order of their names. */
  static Map<String, Long> sessions(Transaction transaction) throws SQLException {
    Map<String, Long> sessions = new LinkedHashMap<>();
    Statement.of(
            transaction,
            "select w.name, coalesce(sum(t.amount), 0) from stub_world w left join stub_tally t"
                + " on t.generation = w.generation and t.kind = ? group by w.name order by w.name")
        .with(Kind.SESSION.name())
        .each(
            1_000,
            row -> {
              sessions.put(ColumnText.unescaped(row.getString(1)), row.getLong(2));
              return true;
            });
    return sessions;
  }

  /**
   * Counts sessions or profiles that were deleted.
   *
   * @param generations the generation of each
   */
  static void subtract(Transaction transaction, Kind kind, List<Long> generations)
      throws SQLException {
    Map<Long, Integer> deleted = new TreeMap<>();
    generations.forEach(generation -> deleted.merge(generation, 1, Integer::sum));
    for (Map.Entry<Long, Integer> each : deleted.entrySet()) {
      add(transaction, each.getKey(), kind, -each.getValue());
    }
  }

  /** Changes the number of sessions or profiles of a generation. */
  static void add(Transaction transaction, long generation, Kind kind, int difference)
      throws SQLException {
    Statement.of(
            transaction,
            "insert into stub_tally (generation, kind, slot, amount) values (?, ?, ?, ?)"
                + " on conflict (generation, kind, slot)"
                + " do update set amount = stub_tally.amount + excluded.amount")
        .with(generation, kind.name(), ThreadLocalRandom.current().nextInt(SLOTS), difference)
        .update();
  }
}
