package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class StubOnPostgresTest extends StubOnStoreTest {
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
  Stores stores() {
    return stores;
  }
}
