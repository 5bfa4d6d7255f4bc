package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreSnapshot;
import io.customersession.stub.store.Stores;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is done with a whole world, which holds few sessions and then many. The property {@code
 * scale.sessions} is the larger number. The figures are medians; the first run of each, when the
 * JVM has compiled nothing yet, is left out.
 */
class WorldCostTest {
  private static final int MANY = Integer.getInteger("scale.sessions", 2_000);
  private static final int FEW = MANY / 100;
  private static final int RUNS = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite", "postgresql"})
  void world_isRestoredResetAndDeletedAsAWhole(String kind) {
    String location =
        switch (kind) {
          case "sqlite" -> "sqlite:" + folder.resolve("worlds.db");
          case "postgresql" -> PostgresServer.newDatabase();
          default -> kind;
        };
    try (Stores stores = Stores.at(location)) {
      measure(kind, stores, content(FEW));
      measure(kind, stores, content(MANY));
    }
  }

  private static StoreSnapshot content(int sessions) {
    try (Stores memory = Stores.inMemory()) {
      Store store = memory.open("content", DurableStoreTest.LIMITS);
      for (int i = 0; i < sessions; i++) {
        String id = "s" + i;
        String profile = "p" + i % 1_000;
        store.execute(scope(id), unit -> update(unit, id, profile));
      }
      return store.snapshot();
    }
  }

  private static void measure(String kind, Stores stores, StoreSnapshot content) {
    int sessions = content.sessions().size();
    double[] snapshots = new double[RUNS];
    double[] restores = new double[RUNS];
    double[] resets = new double[RUNS];
    double[] deletions = new double[RUNS];
    for (int run = -1; run < RUNS; run++) {
      Store store = stores.open("world" + run, DurableStoreTest.LIMITS);
      store.restore(content, () -> {});
      StoreSnapshot[] snapshot = new StoreSnapshot[1];
      double taken = millis(() -> snapshot[0] = store.snapshot());
      double reset = millis(() -> store.reset(() -> {}));
      assertThat(store.sessions()).isZero();
      double restored = millis(() -> store.restore(snapshot[0], () -> {}));
      assertThat(store.sessions()).isEqualTo(sessions);
      double deleted = millis(store::delete);
      if (run >= 0) {
        snapshots[run] = taken;
        resets[run] = reset;
        restores[run] = restored;
        deletions[run] = deleted;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "scale: %s, %,d sessions: reset %.2f ms, deleted %.2f ms, snapshot %.1f ms,"
            + " restored %.1f ms%n",
        kind,
        sessions,
        median(resets),
        median(deletions),
        median(snapshots),
        median(restores));
  }

  private static double millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
