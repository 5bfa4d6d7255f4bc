package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.Retention;
import io.customersession.stub.store.StoreStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the tables of a database to the version that this stub knows. */
final class Migrations {
  private static final String FOLDER = "classpath:io/customersession/stub/store/jdbc/migration";
  private static final System.Logger LOGGER = System.getLogger(Migrations.class.getName());

  /** The tables whose rows are updated again and again. */
  private static final List<String> ROOMY_TABLES = List.of("stub_session", "stub_profile");

  private static final String HISTORY = "stub_schema_history";

  /** The version of a schema that has tables, but none of ours. */
  private static final MigrationVersion BASELINE = MigrationVersion.fromVersion("0");

  /** Migrations may change every row. */
  private static final Duration MAX_STATEMENT = Duration.ofMinutes(10);

  /** SQLite does not wait for statements, but for others that write. */
  private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(10);

  private Migrations() {}

  /**
   * Creates or changes the tables if they are older. On PostgreSQL, several processes may do so at
   * once.
   *
   * @throws UncheckedIOException if that is not possible, or a newer stub has written them
   */
  static void run(DatabaseLocation location) {
    try {
      Flyway flyway = flyway(location);
      MigrationInfoService info = flyway.info();
      requireKnown(location, info.all());
      // Otherwise a store that is read-only could not be opened.
      if (info.pending().length > 0) {
        migrate(flyway, location);
      }
      if (location.dialect() == Dialect.POSTGRESQL) {
        leaveRoom(location);
      }
    } catch (FlywayException | SQLException e) {
      throw cannotOpen(location, e);
    }
  }

  /**
   * Waits for other processes that migrate the same database. Flyway does so only once its history
   * has a row: a process that comes earlier would refuse the empty table.
   */
  private static void migrate(Flyway flyway, DatabaseLocation location) throws SQLException {
    if (location.dialect() != Dialect.POSTGRESQL) {
      flyway.migrate();
      return;
    }
    try (Connection connection = source(location, true).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      lock(statement);
      flyway.migrate();
      connection.rollback();
    }
  }

  /** Takes a lock that ends with the transaction, also behind a pooler. */
  private static void lock(Statement statement) {
    try {
      statement.execute("select pg_advisory_xact_lock(hashtext('" + HISTORY + "'))");
    } catch (SQLException e) {
      // Some databases that speak the protocol of PostgreSQL have no such locks.
      LOGGER.log(System.Logger.Level.DEBUG, "other processes may migrate the tables, too", e);
    }
  }

  /**
   * Describes a database, and changes nothing. A file that does not exist is not created.
   *
   * @throws UncheckedIOException if it cannot be read, or a newer stub has written it
   */
  static StoreStatus status(DatabaseLocation location) {
    if (location.isMissingFile()) {
      throw cannotOpen(location, new IOException("there is no such file"));
    }
    try (Connection connection = source(location, false).getConnection()) {
      MigrationInfoService info = flyway(location).info();
      requireKnown(location, info.all());
      DatabaseMetaData engine = connection.getMetaData();
      MigrationInfo current = info.current();
      boolean hasTables = current != null && !current.getVersion().equals(BASELINE);
      return new StoreStatus(
          engine.getDatabaseProductName() + " " + engine.getDatabaseProductVersion(),
          hasTables ? String.valueOf(current.getVersion()) : "",
          Arrays.stream(info.pending())
              .map(each -> each.getVersion() + " " + each.getDescription())
              .toList(),
          hasTables
              ? WorldTable.sessions(
                  Transaction.automatic(
                      connection,
                      location.dialect(),
                      Deadline.after(MAX_STATEMENT, Database::unavailable)))
              : Map.of());
    } catch (FlywayException | SQLException e) {
      throw cannotOpen(location, e);
    }
  }

  private static Flyway flyway(DatabaseLocation location) {
    return configuration(location).load();
  }

  /** Returns how the tables are migrated. */
  static FluentConfiguration configuration(DatabaseLocation location) {
    Map<String, String> placeholders = new HashMap<>(location.dialect().types());
    placeholders.put("hour", String.valueOf(Retention.hour(Instant.now())));
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source(location, true))
        .locations(FOLDER)
        .table(HISTORY)
        // Otherwise it reports its steps to standard error.
        .loggers("slf4j")
        .placeholders(placeholders)
        // The tables may share a schema with others.
        .baselineOnMigrate(true)
        .baselineVersion(BASELINE);
  }

  /**
   * Leaves room in each page for the new version of a row. Without it, an update puts that into
   * another page, and adds an entry to each index. It is not a migration, because older stubs need
   * not know it, and databases that only speak the protocol of PostgreSQL may refuse it.
   */
  private static void leaveRoom(DatabaseLocation location) {
    for (String table : ROOMY_TABLES) {
      try (Connection connection = source(location, true).getConnection();
          Statement statement = connection.createStatement()) {
        if (hasFillFactor(statement, table)) {
          continue;
        }
        connection.setAutoCommit(false);
        statement.execute("set local lock_timeout = '1s'");
        statement.execute("alter table " + table + " set (fillfactor = 85)");
        connection.commit();
      } catch (SQLException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "the pages of " + table + " have no room", e);
      }
    }
  }

  private static boolean hasFillFactor(Statement statement, String table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select 1 from pg_class where oid = '"
                + table
                + "'::regclass and array_to_string(reloptions, ',') like '%fillfactor=%'")) {
      return row.next();
    }
  }

  private static DataSource source(DatabaseLocation location, boolean writes) {
    return Database.dataSource(
        location, writes, location.dialect() == Dialect.SQLITE ? MAX_LOCK_WAIT : MAX_STATEMENT);
  }

  private static void requireKnown(DatabaseLocation location, MigrationInfo[] all) {
    MigrationVersion[] future =
        Arrays.stream(all)
            .filter(each -> each.getState().name().startsWith("FUTURE"))
            .map(MigrationInfo::getVersion)
            .toArray(MigrationVersion[]::new);
    if (future.length > 0) {
      throw new UncheckedIOException(
          "cannot open the store "
              + location.shown()
              + ": a newer version of the stub has written it (its tables have version "
              + future[future.length - 1]
              + "); use that version, or another store",
          new IOException("tables of version " + future[future.length - 1]));
    }
  }

  /** Returns the error of a start whose store cannot be opened. */
  static UncheckedIOException cannotOpen(DatabaseLocation location, Exception reason) {
    Throwable first = reason;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String message = String.valueOf(first.getMessage());
    return new UncheckedIOException(
        "cannot open the store "
            + location.shown()
            + ": "
            + message.lines().findFirst().orElse(first.getClass().getSimpleName()),
        new IOException(reason));
  }
}
