package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.store.Stores;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class PostgresDurableTest extends DurableStoreTest {
  @Override
  String newDatabase() {
    return PostgresServer.newDatabase();
  }

  @Override
  void run(String sql) {
    PostgresServer.execute(database(), sql);
  }

  @Override
  long number(String sql) {
    return PostgresServer.number(database(), sql);
  }

  private String database() {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @Override
  String trueValue() {
    return "true";
  }

  @Test
  void database_thatDoesNotExist_isRefusedWithoutThePassword() {
    String missing = location.replaceAll("/[^/]*$", "/missing").replace("postgres@", "topsecret@");

    assertThatThrownBy(() -> Stores.at(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open the store postgresql://localhost:")
        .hasMessageContaining("missing")
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void location_withoutADatabase_isRefused() {
    assertThatThrownBy(() -> Stores.at("postgresql://localhost"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("store: postgresql:// needs a host and a database");
  }
}
