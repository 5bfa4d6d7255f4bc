package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreLimits;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of all worlds in one database. */
final class JdbcStores implements Stores {
  private final Database database;
  private final FileLock lock;
  private final Sweeper sweeper;
  private final Set<JdbcStore> open = ConcurrentHashMap.newKeySet();

  private JdbcStores(Database database, FileLock lock) {
    this.database = database;
    this.lock = lock;
    this.sweeper = new Sweeper(database);
  }

  /**
   * Opens the stores of a database, whose tables are created if they are missing.
   *
   * @throws java.io.UncheckedIOException if the database cannot be opened, a newer stub has written
   *     it, or it is a file that another stub uses
   */
  static JdbcStores open(DatabaseLocation location, StoreOptions options) {
    FileLock lock = FileLock.of(location);
    try {
      Migrations.run(location);
      return open(location, options, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static JdbcStores open(DatabaseLocation location, StoreOptions options, FileLock lock) {
    Database database;
    try {
      database = new Database(location, options.timeout());
    } catch (RuntimeException e) {
      throw Migrations.cannotOpen(location, e);
    }
    JdbcStores stores = new JdbcStores(database, lock);
    try {
      List<Long> abandoned = database.read(database.deadline(), WorldTable::abandoned);
      abandoned.forEach(stores.sweeper::sweep);
      if (!options.retention().isForever()) {
        stores.sweeper.expire(options.retention());
      }
      return stores;
    } catch (RuntimeException e) {
      stores.close();
      throw Migrations.cannotOpen(location, e);
    }
  }

  @Override
  public Store open(String world, StoreLimits limits) {
    JdbcStore[] store = new JdbcStore[1];
    store[0] =
        new JdbcStore(
            new StoredWorld(database, world, limits), sweeper, () -> open.remove(store[0]));
    open.add(store[0]);
    return store[0];
  }

  @Override
  public List<String> worlds() {
    return database.read(database.deadline(), WorldTable::names);
  }

  @Override
  public int concurrentRequests() {
    return database.concurrentRequests();
  }

  @Override
  public void close() {
    for (JdbcStore store : open) {
      if (!store.giveBackIds()) {
        break; // or each store would wait for a database that is not available
      }
    }
    sweeper.close();
    database.close();
    lock.close();
  }
}
