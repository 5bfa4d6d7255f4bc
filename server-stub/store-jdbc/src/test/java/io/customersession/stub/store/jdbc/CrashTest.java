package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stubs that are killed with SIGKILL in the middle of writes. The properties {@code stores.rounds}
 * and {@code stores.writes} select a longer run.
 */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("stores.rounds", 2);
  private static final int WRITES = Integer.getInteger("stores.writes", 500);

  private final Random random = new Random(20);
  private int acknowledged;
  private int stored;

  private void killInTheMiddleOfWrites(String location) throws Exception {
    List<Load.Writer> writers;
    Process process = StubProgram.run(location, StubProgram.SHORT_LIVED);
    try (BufferedReader out = process.inputReader();
        Load load = new Load(URI.create(out.readLine()), WRITES)) {
      load.awaitAcknowledged(WRITES / 10 + random.nextInt(WRITES * 8 / 10));
      load.expectEnd();
      process.destroyForcibly();
      assertThat(process.waitFor()).isEqualTo(128 + 9);
      writers = load.stop();
      assertThat(load.acknowledged()).isLessThan(WRITES);
      acknowledged += load.acknowledged();
    } finally {
      process.destroyForcibly();
    }

    stored += LoadCheck.check(location, writers);
    try (CustomerSessionStub again = StubProgram.start(location, Duration.ofSeconds(10));
        Load load = new Load(URI.create(again.url()), 3 * Load.WRITERS)) {
      load.awaitAcknowledged(3 * Load.WRITERS);
    }
  }

  private void report(String engine) {
    System.out.println(
        "stores: "
            + engine
            + ": killed "
            + ROUNDS
            + " times, "
            + acknowledged
            + " writes were acknowledged, all are there, none in part; "
            + stored
            + " sessions");
  }

  @Test
  void killedOnSqlite_keepsEveryAcknowledgedWrite(@TempDir Path folder) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      killInTheMiddleOfWrites("sqlite:" + folder.resolve("round-" + round + ".db"));
    }
    report("SQLite");
  }

  @Test
  void killedOnPostgres_keepsEveryAcknowledgedWrite() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      killInTheMiddleOfWrites(PostgresServer.newDatabase());
    }
    report("PostgreSQL");
  }
}
