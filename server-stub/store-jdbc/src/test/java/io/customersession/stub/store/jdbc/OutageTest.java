package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PostgreSQL of its own that is stopped, killed and frozen under load. Each request gets a
 * response in time, which is 200 or 503 with Retry-After. The properties {@code stores.outages} and
 * {@code stores.writes} select a longer run.
 */
class OutageTest {
  private static final int OUTAGES = Integer.getInteger("stores.outages", 1);
  private static final int WRITES = Integer.getInteger("stores.writes", 300);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** What a response may take besides the wait for the store, on a machine with much other load. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private EmbeddedPostgres server;

  @BeforeEach
  void start() throws IOException {
    server = server().start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private EmbeddedPostgres.Builder server() {
    return EmbeddedPostgres.builder()
        .setPGStartupWait(Duration.ofMinutes(2))
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        // Otherwise what is acknowledged may be lost, which is what this test is about.
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("fsync", "on");
  }

  /** Starts the server again, as soon as nothing of the former one is left. */
  private void startAgain() throws Exception {
    int port = server.getPort();
    IOException last = new IOException("not tried");
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        server = server().setPort(port).start();
        return;
      } catch (IOException | IllegalStateException e) {
        last = new IOException(e);
        Thread.sleep(500);
      }
    }
    throw last;
  }

  private String location() {
    return "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres";
  }

  /** What happens to the server. */
  private interface Event {
    void run() throws Exception;
  }

  private void outage(String name, Event begin, Event end) throws Exception {
    String location = location();
    int acknowledged;
    int refused;
    long longest;
    List<Load.Writer> writers;
    try (CustomerSessionStub stub = StubProgram.start(location, TIMEOUT);
        Load load = new Load(URI.create(stub.url()), Integer.MAX_VALUE)) {
      for (int i = 0; i < OUTAGES; i++) {
        load.awaitAcknowledged(load.acknowledged() + WRITES);
        begin.run();
        load.awaitRefused(load.refused() + Load.WRITERS);
        end.run();
      }
      load.awaitAcknowledged(load.acknowledged() + WRITES);
      writers = load.stop();
      acknowledged = load.acknowledged();
      refused = load.refused();
      longest = load.longestMillis();
    }

    int sessions = LoadCheck.check(location, writers);
    assertThat(sessions).isPositive();
    assertThat(Duration.ofMillis(longest)).isLessThan(TIMEOUT.plus(MARGIN));
    System.out.println(
        "stores: PostgreSQL "
            + name
            + " "
            + OUTAGES
            + " times under load: "
            + acknowledged
            + " writes were acknowledged, all are there, none in part; "
            + refused
            + " responses were 503, the slowest response took "
            + longest
            + " ms with a timeout of "
            + TIMEOUT.toMillis()
            + " ms");
  }

  @Test
  void stoppedServer_refusesUntilItIsBack() throws Exception {
    outage("stopped", () -> server.close(), this::startAgain);
  }

  @Test
  void killedServer_refusesUntilItIsBack() throws Exception {
    outage("killed", this::kill, this::startAgain);
  }

  /** Returns the process of the server, whose parent is another one if this runs as root. */
  private ProcessHandle process() throws IOException {
    String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  private void kill() throws Exception {
    ProcessHandle main = process();
    main.destroyForcibly(); // its children end when they find that it is gone
    main.onExit().get(30, TimeUnit.SECONDS);
    server.close(); // gives back its lock of the folder
  }

  @Test
  void frozenServer_refusesUntilItIsBack() throws Exception {
    outage("frozen", () -> signal("STOP"), () -> signal("CONT"));
  }

  /** The unit waits for a row in its first statement, and then for another one in its second. */
  @Test
  void serverThatFreezesInTheMiddleOfAUnit_refusesWithinTheTimeout() throws Exception {
    Duration timeout = Duration.ofSeconds(5);
    ExecutorService client = Executors.newSingleThreadExecutor();
    try (CustomerSessionStub stub = StubProgram.start(location(), timeout);
        Connection first = connect();
        Connection second = connect()) {
      assertThat(put(stub).status()).isEqualTo(200);
      lock(first, "stub_session");
      lock(second, "stub_profile");

      long begin = System.nanoTime();
      Future<Requests.Response> refused = client.submit(() -> put(stub));
      awaitWaiting("stub_session");
      Thread.sleep(timeout.toMillis() * 4 / 5);
      first.rollback();
      awaitWaiting("stub_profile");
      signal("STOP");

      assertThat(refused.get().status()).isEqualTo(503);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(timeout.plusSeconds(2));
      signal("CONT");
      second.rollback();
      Requests.Response stored = put(stub);
      for (int i = 0; i < 100 && stored.status() == 503; i++) {
        stored = put(stub);
      }
      assertThat(stored.body()).contains("\"updateCount\":2");
    } finally {
      client.shutdownNow();
    }
  }

  private static Requests.Response put(CustomerSessionStub stub) throws Exception {
    return Requests.send(
        URI.create(stub.url()),
        "PUT",
        "/v2/customer_sessions/order",
        "{\"customerSession\":{\"profileId\":\"ann\"},\"responseContent\":[\"customerSession\"]}");
  }

  private Connection connect() throws SQLException {
    Connection connection = server.getPostgresDatabase().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void lock(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select * from " + table + " for update");
    }
  }

  /** Waits until a statement waits for a row of a table. */
  private void awaitWaiting(String table) throws Exception {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      boolean isWaiting = false;
      while (!isWaiting) {
        Thread.sleep(10);
        try (ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and query like '%"
                    + table
                    + " %'")) {
          isWaiting = rows.next() && rows.getInt(1) > 0;
        }
      }
    }
  }

  private void signal(String name) throws Exception {
    ProcessHandle main = process();
    List<String> command =
        Stream.concat(
                Stream.of("kill", "-" + name),
                Stream.concat(Stream.of(main), main.descendants())
                    .map(each -> String.valueOf(each.pid())))
            .toList();
    // Some of its children may have ended meanwhile.
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
