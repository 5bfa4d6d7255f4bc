package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Sequence;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The world that an import fills before its target gets the content, with what the import has done.
 * Its name is none that a stub can open.
 */
final class ImportStage {
  private static final String INFIX = " (import ";

  /** The generations of all stages, whose content waits for the rest, however long that takes. */
  static final String GENERATIONS =
      "(select generation from stub_world where name like '%" + INFIX + "%')";

  /** What an import has done so far; rows beside those of the sequences. */
  enum Progress {
    /** The number of lines that were read. */
    IMPORT_LINES,
    /** The number of lines that are stored. */
    IMPORT_STORED,
    /** The number of lines that were refused. */
    IMPORT_REFUSED
  }

  private final Transaction transaction;
  private final String target;
  private final String name;

  /**
   * Creates a stage.
   *
   * @param target the name of the world
   * @param id that of the export
   */
  ImportStage(Transaction transaction, String target, String id) {
    this.transaction = transaction;
    this.target = target;
    this.name = target + INFIX + id + ")";
  }

  /** Returns the generation of the stage, which is created unless an import was interrupted. */
  long open() throws SQLException {
    dropOthers();
    long known = WorldTable.generation(transaction, name);
    if (known != WorldTable.NONE) {
      return known;
    }
    WorldTable.create(transaction, name);
    long generation = WorldTable.generation(transaction, name);
    for (Progress each : Progress.values()) {
      IdTable.start(transaction, generation, each.name(), 0);
    }
    return generation;
  }

  /** Drops what interrupted imports of other files have left. */
  private void dropOthers() throws SQLException {
    List<String> worlds = List.copyOf(WorldTable.sessions(transaction).keySet());
    for (String each : worlds) {
      if (each.startsWith(target + INFIX) && !each.equals(name)) {
        WorldTable.delete(transaction, each);
      }
    }
  }

  /** Returns what an import has done. */
  static Map<Progress, Long> progress(Transaction transaction, long generation)
      throws SQLException {
    Map<Progress, Long> progress = new EnumMap<>(Progress.class);
    for (Progress each : Progress.values()) {
      progress.put(each, IdTable.last(transaction, generation, each.name()));
    }
    return progress;
  }

  /** Gives the target, whose row is locked if there is one, the content of the stage. */
  void finish(long generation) throws SQLException {
    for (Progress each : Progress.values()) {
      IdTable.end(transaction, generation, each.name());
    }
    raise(generation, Sequence.SESSION, "stub_session");
    raise(generation, Sequence.PROFILE, "stub_profile");
    WorldTable.delete(transaction, name);
    WorldTable.set(transaction, target, generation);
  }

  /** No id may be given twice, even if the line with the ids was refused. */
  private void raise(long generation, Sequence sequence, String table) throws SQLException {
    Long max =
        Statement.of(
                transaction,
                "select coalesce(max(internal_id), 0) from " + table + " where generation = ?")
            .with(generation)
            .first(row -> row.getLong(1));
    if (max != null) {
      IdTable.raise(transaction, generation, sequence, max);
    }
  }
}
