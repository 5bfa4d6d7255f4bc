package io.customersession.stub.store.jdbc;

import io.customersession.contract.stub.world.StoredSettings;
import io.customersession.stub.store.Deadline;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clock and the settings of a world in a database. */
final class SettingsTable implements StoredSettings {
  private final StoredWorld world;
  private final Database database;

  SettingsTable(StoredWorld world) {
    this.world = world;
    this.database = world.database();
  }

  @Override
  public boolean isShared() {
    return database.dialect() == Dialect.POSTGRESQL;
  }

  @Override
  public Stored read() {
    return database.read(database.deadline(), transaction -> read(transaction, world.name()));
  }

  static Stored read(Transaction transaction, String name) throws SQLException {
    Stored found =
        Statement.of(
                transaction, "select settings_version, settings from stub_world where name = ?")
            .with(name)
            .first(
                row -> {
                  String texts = row.getString(2);
                  return new Stored(
                      row.getLong(1),
                      texts == null ? Map.of() : StoredForm.settings(ColumnText.unescaped(texts)));
                });
    return found == null ? Stored.NOTHING : found;
  }

  @Override
  public long replace(long version, Map<String, String> texts) {
    Deadline deadline = database.deadline();
    return world.alone(
        deadline,
        (transaction, generation) -> {
          if (read(transaction, world.name()).version() != version) {
            return version;
          }
          return write(
              transaction, world.name(), texts.isEmpty() ? null : StoredForm.settings(texts));
        });
  }

  /** Deletes what is stored for a locked world. */
  static void clear(Transaction transaction, String name) throws SQLException {
    if (!read(transaction, name).texts().isEmpty()) {
      write(transaction, name, null);
    }
  }

  private static long write(Transaction transaction, String name, @Nullable String texts)
      throws SQLException {
    // Generations are numbers that are never used again, so they are good versions, too.
    long version = WorldTable.nextGeneration(transaction);
    Statement.of(
            transaction, "update stub_world set settings = ?, settings_version = ? where name = ?")
        .with(texts, version, name)
        .update();
    return version;
  }
}
