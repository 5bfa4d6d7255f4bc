package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.AcceptanceScenario;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;

class StubOnPostgresTest extends AcceptanceScenario {
  private final Map<StoreOptions, Stores> opened = new ConcurrentHashMap<>();

  StubOnPostgresTest() {
    super("PostgreSQL", true);
  }

  @Override
  protected Stores stores(StoreOptions options) {
    return opened.computeIfAbsent(options, it -> Stores.at(PostgresServer.newDatabase(), it));
  }

  @AfterAll
  void close() {
    opened.values().forEach(Stores::close);
  }
}
