package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreContractTest;
import io.customersession.stub.store.StoreLimits;
import io.customersession.stub.store.Stores;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** PostgreSQL does what every store does. */
class PostgresStoreTest extends StoreContractTest {
  private static final AtomicInteger WORLDS = new AtomicInteger();
  private static Stores stores;

  @BeforeAll
  static void openStores() {
    stores = Stores.at(PostgresServer.newDatabase());
  }

  @AfterAll
  static void closeStores() {
    stores.close();
  }

  @Override
  protected Store create(StoreLimits limits) {
    return stores.open("world-" + WORLDS.incrementAndGet(), limits);
  }

  @Override
  protected int readings() {
    return 300;
  }
}
