package io.customersession.stub.store.jdbc;

import io.customersession.stub.CustomerSessionStub;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own that flushes each commit, with many sessions of five items: copies of one
 * that a stub has stored. One in 100 is closed, 1,000 have one profile or coupon each, and each was
 * created a second after the one before.
 */
final class ScaledPostgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path data;

  ScaledPostgres(Path folder, int sessions) throws Exception {
    data = folder.resolve("data");
    server =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(2))
            .setDataDirectory(data)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .setServerConfig("shared_buffers", sessions < 1_000_000 ? "128MB" : "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .start();
    try {
      fill(sessions);
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  private void fill(int sessions) throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store(location()).start();
        RawConnection connection = new RawConnection(URI.create(stub.url()))) {
      connection.put("seed-session", cart(1));
    }
    execute(
        "insert into stub_session (generation, application, id, internal_id, version, state,"
            + " profile, created, total, referral, store, total_of_v1, facts, effects,"
            + " redemptions, returns, changed_hour) select generation, application, 'n' || n,"
            + " internal_id + n, 1, case when n % 100 = 0 then 'closed' else 'open' end,"
            + " 'p' || n % ("
            + sessions
            + " / 1000), "
            + created("n")
            + ", total, 'r' || n, 's' || n % 1000, total_of_v1,"
            + " replace(replace(facts, '\"seed-session\"', '\"n' || n || '\"'),"
            + " '\"id\":' || internal_id || ',', '\"id\":' || internal_id + n || ','), effects,"
            + " redemptions, returns, changed_hour from stub_session, generate_series(1, "
            + sessions
            + ") n");
    execute(
        "insert into stub_coupon (generation, application, code, internal_id)"
            + " select generation, application, 'code' || internal_id % ("
            + sessions
            + " / 1000), internal_id from stub_session");
    execute(
        "create table upsert as select internal_id as id, facts || effects || redemptions ||"
            + " returns as body from stub_session");
    execute("alter table upsert add primary key (id)");
    execute("vacuum analyze");
    execute("checkpoint");
  }

  /** Returns SQL for the time of creation of a session in the stored form. */
  static String created(String number) {
    return "to_char(timestamp '2026-01-01' + "
        + number
        + " * interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS') || '.000000000'";
  }

  /** Returns a cart of five items. */
  static String cart(int quantity) {
    return IntStream.range(0, 5)
        .mapToObj(
            i ->
                "{\"name\":\"Mug %d\",\"sku\":\"mug-%d\",\"quantity\":%d,\"price\":%d.50}"
                    .formatted(i, i, quantity, 10 + i))
        .collect(Collectors.joining(",", "{\"cartItems\":[", "]}"));
  }

  int port() {
    return server.getPort();
  }

  String location() {
    return "postgresql://postgres:postgres@localhost:" + port() + "/postgres";
  }

  Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port() + "/postgres", "postgres", "postgres");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String text(String query) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Returns the CPU time that the server and its present connections have taken. */
  Duration cpu() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
    ProcessHandle main = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    return Stream.concat(Stream.of(main), main.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
