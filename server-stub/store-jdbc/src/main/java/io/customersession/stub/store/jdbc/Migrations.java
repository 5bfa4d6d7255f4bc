package io.customersession.stub.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables of a database to the version that this stub knows. */
final class Migrations {
  private static final String FOLDER = "classpath:io/customersession/stub/store/jdbc/migration";
  private static final String HISTORY = "stub_schema_history";

  private Migrations() {}

  /**
   * Creates or changes the tables if they are older. Several processes may do so at once.
   *
   * @throws UncheckedIOException if that is not possible, or a newer stub has written them
   */
  static void run(DatabaseLocation location) {
    try {
      Flyway flyway =
          Flyway.configure(Migrations.class.getClassLoader())
              .dataSource(Database.dataSource(location, true))
              .locations(FOLDER)
              .table(HISTORY)
              // Otherwise it reports its steps to standard error.
              .loggers("slf4j")
              .placeholders(location.dialect().placeholders())
              // The tables may share a schema with others.
              .baselineOnMigrate(true)
              .baselineVersion("0")
              .load();
      requireKnown(location, flyway.info().all());
      flyway.migrate();
    } catch (FlywayException e) {
      throw cannotOpen(location, e);
    }
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
