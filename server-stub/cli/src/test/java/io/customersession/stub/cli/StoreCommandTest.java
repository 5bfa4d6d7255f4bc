package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.store.jdbc.PostgresServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about the tables of a store. */
class StoreCommandTest extends CommandLineScenario {
  @TempDir private Path folder;
  private Path file;
  private String location;

  @BeforeEach
  void name() {
    file = folder.resolve("sessions.db");
    location = "sqlite:" + file;
  }

  @Test
  void status_ofAFileThatDoesNotExist_failsWithOneLineAndCreatesNothing() throws Exception {
    Ended ended = end("store", "status", "--store", location);

    assertThat(ended.exit()).isEqualTo(Main.FAILED);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo("cannot open the store " + location + ": there is no such file\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void status_ofADatabaseWithoutTables_listsWhatIsPending() throws Exception {
    String database = PostgresServer.newDatabase();

    Ended ended = end("store", "status", "--store", database);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    assertThat(ended.out().lines())
        .satisfiesExactly(
            engine -> assertThat(engine).startsWith("engine: PostgreSQL 17"),
            tables -> assertThat(tables).isEqualTo("tables: none"),
            pending -> assertThat(pending).startsWith("pending: 1 sessions"),
            worlds -> assertThat(worlds).isEqualTo("worlds: 0"));
  }

  @Test
  void migrate_createsTheTables() throws Exception {
    Path secret = Files.writeString(folder.resolve("location"), location + "\n");

    Ended migrated = end("store", "migrate", "--store-file", secret.toString());
    Ended again = end("store", "migrate", "--store", location);
    Ended status = end("store", "status", "--store", location);

    assertThat(migrated.err()).isEmpty();
    assertThat(migrated.exit()).isZero();
    assertThat(migrated.out()).matches("tables: version \\d+\n");
    assertThat(again).isEqualTo(migrated);
    assertThat(status.exit()).isZero();
    assertThat(status.out().lines())
        .satisfiesExactly(
            engine -> assertThat(engine).startsWith("engine: SQLite 3."),
            tables -> assertThat(tables + "\n").isEqualTo(migrated.out()),
            pending -> assertThat(pending).isEqualTo("pending: none"),
            worlds -> assertThat(worlds).isEqualTo("worlds: 0"));
  }

  @Test
  void status_countsTheSessionsOfEachWorld() throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store(location).start()) {
      URI url = URI.create(stub.url());
      String cart = "{\"customerSession\":{}}";
      for (int i = 0; i < 3; i++) {
        Requests.send(url, "PUT", "/v2/customer_sessions/order-" + i, cart);
      }
      Requests.send(url, "PUT", "/v2/customer_sessions/order-9", cart, "X-Stub-World", "checkout");
    }

    Ended status = end("store", "status", "--store", location);

    assertThat(status.err()).isEmpty();
    assertThat(status.out()).endsWith("worlds: 2\n  checkout: 1 sessions\n  main: 3 sessions\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"store status", "store migrate", "serve --port 0"})
  void store_ofANewerVersion_isRefusedWithASentence(String command) throws Exception {
    end("store", "migrate", "--store", location);
    try (Connection connection = DriverManager.getConnection("jdbc:" + location);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into stub_schema_history (installed_rank, version, description, type, script,"
              + " checksum, installed_by, execution_time, success)"
              + " values (99, '99', 'future', 'SQL', 'V99__future.sql', 0, '', 0, 1)");
    }

    Ended ended = end((command + " --store " + location).split(" ", -1));

    assertThat(ended.exit()).isEqualTo(Main.FAILED);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            "cannot open the store "
                + location
                + ": a newer version of the stub has written it (its tables have version 99); use"
                + " that version, or another store\n");
  }

  @Test
  void memory_isRefused() throws Exception {
    Ended ended = end("store", "status");

    assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.err()).startsWith("store: memory has no tables; set another store\n");
  }

  @Test
  void location_ofTheEnvironment_isUsedUnlessThereIsAnOption() throws Exception {
    end("store", "migrate", "--store", location);

    assertThat(statusInEnvironment(location)).isZero();
    assertThat(statusInEnvironment("nothing", "--store", location)).isZero();
    assertThat(statusInEnvironment("nothing")).isEqualTo(Main.WRONG_ARGUMENTS);
  }

  private static int statusInEnvironment(String store, String... more) throws Exception {
    List<String> command = command("store", "status");
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("STUB_STORE", store);
    return builder.start().waitFor();
  }
}
