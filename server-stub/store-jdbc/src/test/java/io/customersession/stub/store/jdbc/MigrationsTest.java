package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final int OPENING = 6;

  /** Without a lock, about every third round fails. */
  private static final int ROUNDS = 3;

  private final ExecutorService threads = Executors.newFixedThreadPool(OPENING);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void openAtOnce(String location) throws Exception {
    CyclicBarrier together = new CyclicBarrier(OPENING);
    List<Future<?>> opening = new ArrayList<>();
    for (int i = 0; i < OPENING; i++) {
      opening.add(
          threads.submit(
              () -> {
                together.await();
                Migrations.run(DatabaseLocation.parse(location));
                return null;
              }));
    }
    for (Future<?> each : opening) {
      each.get(5, TimeUnit.MINUTES);
    }
    assertThat(Migrations.status(DatabaseLocation.parse(location)).pending()).isEmpty();
  }

  @Test
  void emptyDatabase_openedBySeveralAtOnce_isOpen() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      openAtOnce(PostgresServer.newDatabase());
    }
  }

  @Test
  void olderTables_openedBySeveralAtOnce_areUpgradedAndKeepTheirRows() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String location = PostgresServer.newDatabase();
      String database = location.substring(location.lastIndexOf('/') + 1);
      Migrations.configuration(DatabaseLocation.parse(location)).target("1").load().migrate();
      assertThat(Migrations.status(DatabaseLocation.parse(location)).pending()).isNotEmpty();
      PostgresServer.execute(
          database, "insert into stub_world (name, generation) values ('main', 1)");

      openAtOnce(location);

      assertThat(PostgresServer.number(database, "select count(*) from stub_world")).isOne();
    }
  }

  @Test
  void schemaOfOthers_openedBySeveralAtOnce_isOpen() throws Exception {
    String location = PostgresServer.newDatabase();
    String database = location.substring(location.lastIndexOf('/') + 1);
    PostgresServer.execute(database, "create table shop_order (id text primary key)");

    openAtOnce(location);

    assertThat(PostgresServer.number(database, "select count(*) from shop_order")).isZero();
  }
}
