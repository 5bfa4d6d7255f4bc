package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.store.Stores;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDurableTest extends DurableStoreTest {
  @TempDir private Path folder;

  @Override
  String newDatabase() {
    return "sqlite:" + folder.resolve("stub.db");
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
