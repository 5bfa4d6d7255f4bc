package io.customersession.stub.store.jdbc;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.world.StoredSettings;
import io.customersession.stub.store.BusyException;
import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.KeyLocks;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreLimits;
import io.customersession.stub.store.StoreSnapshot;
import io.customersession.stub.store.StoreView;
import io.customersession.stub.store.UnitLock;
import io.customersession.stub.store.UnitOfWork;
import io.customersession.stub.store.UnitScope;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores a world in a database (decision 0180). The memory of {@link StoreLimits} is not charged,
 * because nothing is kept in it.
 */
final class JdbcStore implements Store {
  private static final System.Logger LOGGER = System.getLogger(JdbcStore.class.getName());

  private final StoredWorld world;
  private final Database database;
  private final Sweeper sweeper;
  private final SettingsTable settings;
  private final KeyLocks<SessionKey> sessions = new KeyLocks<>();
  private final UnitLock units = new UnitLock();
  private final Runnable closed;

  /**
   * Creates a store.
   *
   * @param closed runs when the store is closed
   */
  JdbcStore(StoredWorld world, Sweeper sweeper, Runnable closed) {
    this.world = world;
    this.database = world.database();
    this.sweeper = sweeper;
    this.settings = new SettingsTable(world);
    this.closed = closed;
  }

  @Override
  public <T> T execute(UnitScope scope, Function<UnitOfWork, T> work) {
    IdempotencyKey key = scope.idempotencyKey();
    Deadline deadline = database.deadline();
    return units.run(
        key,
        deadline,
        () -> {
          T result = executeInSlot(deadline, scope, work);
          if (key != null) {
            sweeper.recordStored(world);
          }
          return result;
        });
  }

  /** Units of one session take turns in this process, which saves them conflicts. */
  private <T> T executeInSlot(Deadline deadline, UnitScope scope, Function<UnitOfWork, T> work) {
    UnitRuns<T> runs = new UnitRuns<>(world, deadline, scope, work);
    SessionKey key = scope.session();
    if (key == null) {
      return runs.run();
    }
    if (scope.waits()) {
      sessions.lock(key, deadline);
    } else if (!sessions.tryLock(key)) {
      throw new BusyException();
    }
    try {
      return runs.run();
    } finally {
      sessions.unlock(key);
    }
  }

  @Override
  public <T> T executeAlone(Function<UnitOfWork, T> work) {
    return executeAlone(database.deadline(), work);
  }

  @Override
  public <T> T executeOnWorld(Function<UnitOfWork, T> work) {
    return executeAlone(database.deadlineOfEachResponse(), work);
  }

  private <T> T executeAlone(Deadline deadline, Function<UnitOfWork, T> work) {
    return units.runAlone(
        deadline,
        () -> {
          UnitRuns<T> runs = new UnitRuns<>(world, deadline, null, work);
          try {
            return runs.run();
          } catch (RuntimeException | Error e) {
            if (runs.createsWorld()) {
              deleteUnused(deadline, e);
            }
            throw e;
          }
        });
  }

  /** Deletes the world, which was created for work that has failed. */
  private void deleteUnused(Deadline deadline, Throwable reason) {
    try {
      long generation = world.deleteIfEmpty(deadline);
      if (generation != WorldTable.NONE) {
        sweeper.sweep(generation);
      }
    } catch (HttpError | StaleException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Function<StoreView, T> reading) {
    return database.read(
        database.deadline(),
        transaction ->
            reading.apply(
                new JdbcView(
                    Rows.of(transaction, WorldTable.generation(transaction, world.name())))));
  }

  @Override
  public int sessions() {
    return Math.toIntExact(
        database.read(
            database.deadline(),
            transaction ->
                WorldTable.count(
                    transaction,
                    WorldTable.generation(transaction, world.name()),
                    WorldTable.Kind.SESSION)));
  }

  /** Runs work while no unit of any process is stored; it may run more than once. */
  private <T> T alone(Deadline deadline, StoredWorld.Work<T> work) {
    return units.runAlone(deadline, () -> world.alone(deadline, work));
  }

  /** Takes a snapshot in memory, in a time that grows with the content. */
  @Override
  public StoreSnapshot snapshot() {
    return alone(
        database.deadlineOfEachResponse(),
        (transaction, generation) -> {
          world.blocks(generation).giveBack(transaction);
          Rows rows = Rows.of(transaction, generation);
          return StoreSnapshot.weighed(
              rows.sessions().all(),
              rows.profiles().all(),
              rows.counters().all(),
              IdTable.last(transaction, generation),
              rows.records().all());
        });
  }

  @Override
  public void restore(StoreSnapshot snapshot, Runnable begin) {
    requireFit(snapshot);
    sweeper.sweep(
        alone(
            database.deadlineOfEachResponse(),
            (transaction, former) -> {
              begin.run();
              fill(transaction, snapshot);
              return former;
            }));
  }

  private void requireFit(StoreSnapshot snapshot) {
    StoreLimits limits = world.limits();
    if (snapshot.sessions().size() > limits.maxSessions()) {
      throw new StoreFullException("sessions", limits.maxSessions(), "maxSessions");
    }
    if (snapshot.profiles().size() > limits.maxProfiles()) {
      throw new StoreFullException("profiles", limits.maxProfiles(), "maxProfiles");
    }
  }

  private void fill(Transaction transaction, StoreSnapshot snapshot) throws SQLException {
    long generation = WorldTable.renew(transaction, world.name(), snapshot.lastIds());
    Rows rows = Rows.of(transaction, generation);
    rows.sessions().insertAll(snapshot.sessions());
    rows.profiles().insertAll(snapshot.profiles());
    rows.counters().insertAll(snapshot.counters());
    rows.records().insertAll(snapshot.records());
    WorldTable.add(transaction, generation, WorldTable.Kind.SESSION, snapshot.sessions().size());
    WorldTable.add(transaction, generation, WorldTable.Kind.PROFILE, snapshot.profiles().size());
  }

  /** Deletes everything in a time that does not depend on the content. */
  @Override
  public void reset(Runnable rest) {
    sweeper.sweep(
        alone(
            database.deadline(),
            (transaction, former) -> {
              rest.run();
              WorldTable.renew(transaction, world.name(), Map.of());
              SettingsTable.clear(transaction, world.name());
              return former;
            }));
  }

  @Override
  public StoredSettings settings() {
    return settings;
  }

  @Override
  public boolean isInUnit() {
    return units.isInUnit();
  }

  /** Gives back the ids that are not used. */
  @Override
  public void close() {
    giveBackIds();
  }

  /** Closes the store, and returns false if it needs the database and that is not available. */
  boolean giveBackIds() {
    closed.run();
    IdBlocks blocks = world.blocks();
    if (blocks.generation() == WorldTable.NONE) {
      return true; // this process has stored nothing there
    }
    try {
      database.write(
          database.deadline(),
          transaction -> {
            blocks.giveBack(transaction);
            return blocks;
          });
      return true;
    } catch (HttpError | StaleException e) {
      // Ids that are not given back leave a gap, and nothing else.
      LOGGER.log(System.Logger.Level.DEBUG, "ids were not given back", e);
      return e instanceof StaleException;
    }
  }

  @Override
  public void delete() {
    closed.run();
    sweeper.sweep(
        alone(
            database.deadline(),
            (transaction, former) -> {
              WorldTable.delete(transaction, world.name());
              return former;
            }));
  }
}
