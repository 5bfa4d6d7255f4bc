package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.BusyException;
import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.ReservedIds;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.UnitOfWork;
import io.customersession.stub.store.UnitScope;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a unit of work until its changes are stored: on a snapshot first, and after conflicts in the
 * transaction that stores them, with locks on what it reads.
 *
 * @param <T> the type of the result
 */
final class UnitRuns<T> {
  /** After that many conflicts, a unit locks what it reads. */
  private static final int MAX_CONFLICTS = 3;

  /** Locks do not help against deadlocks, and rows that do not exist yet cannot be locked. */
  private static final int MAX_RUNS = 50;

  private final StoredWorld world;
  private final Database database;
  private final Deadline deadline;
  private final @Nullable UnitScope scope;
  private final Function<UnitOfWork, T> work;
  private final JdbcUnit.ReadKeys read = new JdbcUnit.ReadKeys();
  private IdBlocks source;
  private ReservedIds ids;
  private int conflicts;
  private int refills;
  private boolean createsWorld;

  /** The transaction that has written the changes of the last run. */
  private @Nullable Transaction written;

  /**
   * Creates the runs of a unit.
   *
   * @param deadline the end of the time for reading and storing; that of the work does not count
   * @param scope what the unit changes, or null if it runs while no other unit is stored
   */
  UnitRuns(
      StoredWorld world,
      Deadline deadline,
      @Nullable UnitScope scope,
      Function<UnitOfWork, T> work) {
    this.world = world;
    this.deadline = deadline;
    this.database = world.database();
    this.scope = scope;
    this.work = work;
    this.source = world.blocks();
    this.ids = new ReservedIds(source);
  }

  T run() {
    try {
      while (conflicts < MAX_RUNS) {
        deadline.check();
        written = null;
        try {
          T result = scope == null || conflicts >= MAX_CONFLICTS ? locking() : validated();
          ids.releaseUnused();
          return result;
        } catch (MissingWorldException e) {
          createsWorld = true;
          world.create(deadline);
        } catch (IdsExhaustedException e) {
          refill(e);
        } catch (StaleException e) {
          if (e.isOfSession() && scope != null && !scope.waits()) {
            throw new BusyException();
          }
          conflicts++;
          if (e.isOfKey()) {
            ids = new ReservedIds(source); // those before may be in use
          }
        }
        ids.restart();
      }
      throw Database.unavailable();
    } catch (RuntimeException | Error e) {
      // An id that may be stored must not be used again; gaps are harmless.
      if (written == null || !written.mayBeStored()) {
        ids.restart();
        ids.releaseUnused();
      }
      throw e;
    }
  }

  /** Returns true if the world did not exist before. */
  boolean createsWorld() {
    return createsWorld;
  }

  private void refill(IdsExhaustedException exhausted) {
    try {
      source.refill(database, deadline, exhausted.sequence(), refills);
      refills++;
    } catch (StaleException e) {
      // The world has been reset or deleted in the meantime.
      conflicts++;
    }
  }

  /** Runs the work on a snapshot, and stores its changes if the snapshot is still true. */
  private T validated() {
    Ran<T> ran =
        database.dialect().changesSnapshots()
            ? database.change(deadline, this::runAndWrite, Ran::isStored)
            : database.read(deadline, this::runOnSnapshot);
    if (ran.unit().isReadOnly()) {
      ids.restart();
    } else if (!ran.isStored()) {
      database.writeGrouped(
          deadline,
          transaction -> {
            writeIfCurrent(ran.unit(), transaction);
            return ran;
          });
    }
    return ran.result();
  }

  /**
   * Stores the changes in the snapshot, which saves a transaction. A snapshot does not show rows
   * that are new, so it must have all rows that matter; and those that count sessions and profiles
   * are changed by so many units that they must not be compared.
   */
  private Ran<T> runAndWrite(Transaction transaction) throws SQLException {
    Ran<T> ran = runOnSnapshot(transaction);
    if (ran.unit().isReadOnly() || !ran.unit().keepsRows()) {
      return ran;
    }
    writeIfCurrent(ran.unit(), transaction);
    return new Ran<>(ran.unit(), ran.result(), true);
  }

  private Ran<T> runOnSnapshot(Transaction transaction) throws SQLException {
    SessionKey key = scope == null ? null : scope.session();
    if (key == null || !database.dialect().changesSnapshots()) {
      return run(transaction, world.generation(transaction, ""), "", unit -> {});
    }
    // One query, because each waits for a response.
    SessionTable.Located found = world.session(transaction, key);
    return run(transaction, found.generation(), "", unit -> unit.add(key, found.session()));
  }

  private void writeIfCurrent(JdbcUnit unit, Transaction transaction) throws SQLException {
    if (world.generation(transaction, database.dialect().share()) != source.generation()) {
      throw new StaleException(false);
    }
    write(unit, transaction);
  }

  /** Runs the work in the transaction that stores its changes, with locks. */
  private T locking() {
    Dialect dialect = database.dialect();
    Ran<T> ran =
        database.write(
            deadline,
            transaction -> {
              Ran<T> each =
                  scope == null
                      ? run(
                          transaction,
                          world.generation(transaction, dialect.update()),
                          "",
                          unit -> {})
                      : run(
                          transaction,
                          world.generation(transaction, dialect.share()),
                          dialect.update(),
                          this::readAgain);
              write(each.unit(), transaction);
              return each;
            });
    if (ran.unit().isReadOnly()) {
      ids.restart();
    }
    return ran.result();
  }

  /** Locks what former runs have read, unless the whole database is locked already. */
  private void readAgain(JdbcUnit unit) {
    if (!database.dialect().update().isEmpty()) {
      unit.readAgain(read);
    }
  }

  private record Ran<T>(JdbcUnit unit, T result, boolean isStored) {}

  /**
   * Runs the work.
   *
   * @param lock the end of queries for rows that the work reads; empty to lock nothing
   * @param begin reads what the work is going to read
   */
  private Ran<T> run(
      Transaction transaction, long generation, String lock, Consumer<JdbcUnit> begin) {
    if (generation != source.generation()) {
      source = world.blocks(generation);
      ids = new ReservedIds(source);
    }
    JdbcUnit unit = new JdbcUnit(Rows.of(transaction, generation), lock, scope, source, ids);
    try {
      begin.accept(unit);
      return new Ran<>(unit, deadline.withoutCounting(() -> work.apply(unit)), false);
    } finally {
      unit.addTo(read);
    }
  }

  private void write(JdbcUnit unit, Transaction transaction) throws SQLException {
    new UnitWriter(
            Rows.of(transaction, source.generation()),
            database.dialect(),
            world.limits(),
            scope == null || scope.waits())
        .write(unit);
    written = transaction;
  }
}
