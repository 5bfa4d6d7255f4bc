package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDurableTest extends DurableStoreTest {
  /** The number that {@code pragma synchronous} has for it. */
  private static final String FULL = "2";

  @TempDir private Path folder;

  @Override
  String newDatabase() {
    return "sqlite:" + folder.resolve("stub.db");
  }

  /** A copy, because the file itself is locked until its process has ended. */
  @Override
  String locationAfterACrash() {
    try {
      for (String each : List.of("", "-wal")) {
        Files.copy(folder.resolve("stub.db" + each), folder.resolve("copy.db" + each));
      }
      return "sqlite:" + folder.resolve("copy.db");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  long number(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : -1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + location + "?busy_timeout=30000");
  }

  @Override
  String trueValue() {
    return "1";
  }

  private static String pragma(Transaction transaction, String name) throws SQLException {
    return io.customersession.stub.store.jdbc.Statement.of(transaction, "pragma " + name)
        .first(row -> row.getString(1));
  }

  /** Otherwise, an acknowledged change may be lost with the power. */
  @Test
  void connections_waitForTheDisk() {
    Database.Work<List<String>> pragmas =
        transaction ->
            List.of(pragma(transaction, "journal_mode"), pragma(transaction, "synchronous"));
    try (Database database =
        new Database(DatabaseLocation.parse(location), StoreOptions.DEFAULTS.timeout())) {
      List<String> settings = List.of("wal", FULL);

      assertThat(database.write(database.deadline(), pragmas)).isEqualTo(settings);
      assertThat(database.writeGrouped(database.deadline(), pragmas)).isEqualTo(settings);
      assertThat(database.read(database.deadline(), pragmas)).isEqualTo(settings);
    }
  }

  @Test
  void file_thatIsNotADatabase_isRefusedWithItsName() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "not a database\n".repeat(100));

    assertThatThrownBy(() -> Stores.at("sqlite:" + file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot open the store sqlite:" + file);
  }

  @Test
  void location_withoutAFile_isRefused() {
    assertThatThrownBy(() -> Stores.at("sqlite::memory:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("store: sqlite: needs a file");
  }
}
