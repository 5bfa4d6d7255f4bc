package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.AcceptanceScenario;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

class StubOnSqliteTest extends AcceptanceScenario {
  private final Map<StoreOptions, Stores> opened = new ConcurrentHashMap<>();
  @TempDir private Path folder;

  StubOnSqliteTest() {
    super("SQLite", true);
  }

  @Override
  protected Stores stores(StoreOptions options) {
    return opened.computeIfAbsent(
        options, it -> Stores.at("sqlite:" + folder.resolve("stub" + opened.size() + ".db"), it));
  }

  @AfterAll
  void close() {
    opened.values().forEach(Stores::close);
  }
}
