package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.StoreLimits;
import java.sql.SQLException;
import java.util.function.Supplier;

/** One world of a database, and the ids that this process has reserved in it. Thread-safe. */
final class StoredWorld {
  /** A unit with locks fails at most when they end in a deadlock, or on rows that are new. */
  private static final int MAX_ATTEMPTS = 50;

  private final Database database;
  private final String name;
  private final StoreLimits limits;
  private volatile IdBlocks blocks = new IdBlocks(WorldTable.NONE);

  StoredWorld(Database database, String name, StoreLimits limits) {
    this.database = database;
    this.name = name;
    this.limits = limits;
  }

  /** Work on a generation. */
  @FunctionalInterface
  interface Work<T> {
    T run(Transaction transaction, long generation) throws SQLException;
  }

  Database database() {
    return database;
  }

  String name() {
    return name;
  }

  StoreLimits limits() {
    return limits;
  }

  /** Returns the ids of the newest generation that this process knows. */
  IdBlocks blocks() {
    return blocks;
  }

  /** Returns the ids of a generation. */
  synchronized IdBlocks blocks(long generation) {
    if (blocks.generation() == generation) {
      return blocks;
    }
    IdBlocks others = new IdBlocks(generation);
    if (generation > blocks.generation()) {
      blocks = others;
    }
    return others;
  }

  /**
   * Returns the generation of the world.
   *
   * @param lock the end of the query
   * @throws MissingWorldException if it does not exist
   */
  long generation(Transaction transaction, String lock) throws SQLException {
    long generation = WorldTable.generation(transaction, name, lock);
    if (generation == WorldTable.NONE) {
      throw new MissingWorldException();
    }
    return generation;
  }

  /**
   * Returns the generation of the world, and a session.
   *
   * @throws MissingWorldException if the world does not exist
   */
  SessionTable.Located session(Transaction transaction, SessionKey key) throws SQLException {
    SessionTable.Located found = SessionTable.find(transaction, name, key);
    if (found == null) {
      throw new MissingWorldException();
    }
    return found;
  }

  /** Creates the world unless it exists. */
  void create(Deadline deadline) {
    attempt(
        deadline,
        () ->
            database.write(
                deadline,
                transaction -> {
                  WorldTable.create(transaction, name);
                  return name;
                }));
  }

  /** Deletes the world unless something is stored in it, and returns its generation then. */
  long deleteIfEmpty(Deadline deadline) {
    return database.write(
        deadline,
        transaction -> {
          long generation = WorldTable.generation(transaction, name, database.dialect().update());
          if (WorldTable.count(transaction, generation, WorldTable.Kind.SESSION) > 0
              || WorldTable.count(transaction, generation, WorldTable.Kind.PROFILE) > 0
              || !SettingsTable.read(transaction, name).texts().isEmpty()) {
            return WorldTable.NONE;
          }
          WorldTable.delete(transaction, name);
          return generation;
        });
  }

  /**
   * Runs work while no unit of any process is stored.
   *
   * @param work may run more than once
   */
  <T> T alone(Deadline deadline, Work<T> work) {
    return attempt(
        deadline,
        () ->
            database.write(
                deadline,
                transaction ->
                    work.run(transaction, generation(transaction, database.dialect().update()))));
  }

  /** Runs work again until nothing is in its way; the world is created if it has to be. */
  private <T> T attempt(Deadline deadline, Supplier<T> work) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      try {
        return work.get();
      } catch (MissingWorldException e) {
        create(deadline);
      } catch (StaleException e) {
        // A deadlock, or the same world was created elsewhere.
      }
    }
    throw Database.unavailable();
  }
}
