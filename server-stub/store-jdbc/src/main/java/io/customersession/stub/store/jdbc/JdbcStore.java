package io.customersession.stub.store.jdbc;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.promotion.RedemptionCounters;
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
import java.sql.Connection;
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
    Deadline deadline = database.deadline();
    return units.runAlone(deadline, () -> new UnitRuns<>(world, deadline, null, work).run());
  }

  @Override
  public <T extends @Nullable Object> T read(Function<StoreView, T> reading) {
    return database.read(
        database.deadline(),
        connection ->
            reading.apply(
                new JdbcView(
                    Rows.of(connection, WorldTable.generation(connection, world.name())))));
  }

  @Override
  public int sessions() {
    return Math.toIntExact(
        database.read(
            database.deadline(),
            connection ->
                WorldTable.count(
                    connection,
                    WorldTable.generation(connection, world.name()),
                    WorldTable.Kind.SESSION)));
  }

  /** Runs work while no unit of any process is stored; it may run more than once. */
  private <T> T alone(StoredWorld.Work<T> work) {
    Deadline deadline = database.deadline();
    return units.runAlone(deadline, () -> world.alone(deadline, work));
  }

  /** Takes a snapshot in memory, in a time that grows with the content. */
  @Override
  public StoreSnapshot snapshot() {
    return alone(
        (connection, generation) -> {
          world.blocks(generation).giveBack(connection);
          Rows rows = Rows.of(connection, generation);
          return StoreSnapshot.weighed(
              rows.sessions().all(),
              rows.profiles().all(),
              rows.counters().all(),
              IdTable.last(connection, generation),
              rows.records().all());
        });
  }

  @Override
  public void restore(StoreSnapshot snapshot, Runnable begin) {
    requireFit(snapshot);
    sweeper.sweep(
        alone(
            (connection, former) -> {
              begin.run();
              fill(connection, snapshot);
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

  private void fill(Connection connection, StoreSnapshot snapshot) throws SQLException {
    long generation = WorldTable.renew(connection, world.name(), snapshot.lastIds());
    Rows rows = Rows.of(connection, generation);
    for (var session : snapshot.sessions()) {
      rows.sessions().insert(session);
    }
    for (var profile : snapshot.profiles().entrySet()) {
      rows.profiles().insert(profile.getKey(), profile.getValue());
    }
    for (Map.Entry<RedemptionCounters.Key, Integer> counter : snapshot.counters().entrySet()) {
      rows.counters().set(counter.getKey(), 0, counter.getValue());
    }
    for (var record : snapshot.records().entrySet()) {
      rows.records().insert(record.getKey(), record.getValue());
    }
    WorldTable.add(connection, generation, WorldTable.Kind.SESSION, snapshot.sessions().size());
    WorldTable.add(connection, generation, WorldTable.Kind.PROFILE, snapshot.profiles().size());
  }

  /** Deletes everything in a time that does not depend on the content. */
  @Override
  public void reset(Runnable rest) {
    sweeper.sweep(
        alone(
            (connection, former) -> {
              rest.run();
              WorldTable.renew(connection, world.name(), Map.of());
              return former;
            }));
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

  /** Closes the store, and returns false if the database is not available. */
  boolean giveBackIds() {
    closed.run();
    IdBlocks blocks = world.blocks();
    try {
      database.write(
          database.deadline(),
          connection -> {
            blocks.giveBack(connection);
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
            (connection, former) -> {
              WorldTable.delete(connection, world.name());
              return former;
            }));
  }
}
