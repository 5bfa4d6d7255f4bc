package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.store.Store;
import io.customersession.stub.store.Stores;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class PostgresDurableTest extends DurableStoreTest {
  @Override
  String newDatabase() {
    return PostgresServer.newDatabase();
  }

  @Override
  String locationAfterACrash() {
    return location;
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

  /** Otherwise each of its indexes gets an entry. */
  @Test
  void sessionThatIsUpdated_staysInItsPage() {
    Store store = stores.open("main", LIMITS);
    for (int i = 0; i < 100; i++) {
      String id = "n" + i;
      store.execute(scope(id), unit -> update(unit, id, ""));
    }
    String page = "select (ctid::text::point)[0]::bigint from stub_session where id = '%s'";
    assertThat(number(page.formatted("n99"))).isPositive();

    store.execute(scope("n0"), unit -> update(unit, "n0", ""));

    assertThat(number(page.formatted("n0"))).isZero();
  }

  @Test
  void roomInPages_thatSomebodyHasChosen_stays() {
    run("alter table stub_profile set (fillfactor = 70)");
    run("alter table stub_session reset (fillfactor)");

    Stores.at(location).close();

    assertThat(number(options("stub_profile", 70))).isEqualTo(1);
    assertThat(number(options("stub_session", 85))).isEqualTo(1);
  }

  private static String options(String table, int fillFactor) {
    return "select count(*) from pg_class where relname = '%s' and reloptions = '{fillfactor=%d}'"
        .formatted(table, fillFactor);
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
