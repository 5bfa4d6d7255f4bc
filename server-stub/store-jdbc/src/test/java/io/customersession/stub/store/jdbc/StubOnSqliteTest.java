package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class StubOnSqliteTest extends StubOnStoreTest {
  private static Stores stores;

  @BeforeAll
  static void openStores(@TempDir Path folder) {
    stores = Stores.at("sqlite:" + folder.resolve("stub.db"));
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
