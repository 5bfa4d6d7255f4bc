package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.Retention;
import io.customersession.stub.store.StoreStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables of a database to the version that this stub knows. */
final class Migrations {
  private static final String FOLDERS = "classpath:io/customersession/stub/store/jdbc/";
  private static final String HISTORY = "stub_schema_history";

  /** The version of a schema that has tables, but none of ours. */
  private static final MigrationVersion BASELINE = MigrationVersion.fromVersion("0");

  /** Migrations may change every row. */
  private static final Duration MAX_STATEMENT = Duration.ofMinutes(10);

  /** SQLite does not wait for statements, but for others that write. */
  private static final Duration MAX_LOCK_WAIT = Duration.ofSeconds(10);

  private Migrations() {}

  /**
   * Creates or changes the tables if they are older. Several processes may do so at once.
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
        flyway.migrate();
      }
    } catch (FlywayException e) {
      throw cannotOpen(location, e);
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
    Map<String, String> placeholders = new HashMap<>(location.dialect().types());
    placeholders.put("hour", String.valueOf(Retention.hour(Instant.now())));
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source(location, true))
        .locations(folders(location.dialect()))
        .table(HISTORY)
        // Otherwise it reports its steps to standard error.
        .loggers("slf4j")
        .placeholders(placeholders)
        // The tables may share a schema with others.
        .baselineOnMigrate(true)
        .baselineVersion(BASELINE)
        .load();
  }

  /** Returns the migrations of both databases, and those of one, with one sequence of versions. */
  private static String[] folders(Dialect dialect) {
    String all = FOLDERS + "migration";
    return dialect == Dialect.POSTGRESQL
        ? new String[] {all, FOLDERS + "postgresql"}
        : new String[] {all};
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
