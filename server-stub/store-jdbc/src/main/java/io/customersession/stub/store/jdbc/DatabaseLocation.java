package io.customersession.stub.store.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The location of a database.
 *
 * @param dialect the kind of database
 * @param url the URL for JDBC, without user and password
 * @param user the user, or null for the default of the driver
 * @param password the password, or null for the default of the driver, such as that in {@code
 *     ~/.pgpass}
 * @param shown the location for messages, without the password
 */
record DatabaseLocation(
    Dialect dialect, String url, @Nullable String user, @Nullable String password, String shown) {
  private static final String SQLITE = "sqlite:";
  private static final String POSTGRESQL = "postgresql://";

  static boolean isKnown(String location) {
    return location.startsWith(SQLITE) || location.startsWith(POSTGRESQL);
  }

  /**
   * Returns the location that a text stands for.
   *
   * @param text {@code sqlite:FILE} or {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}
   * @throws IllegalArgumentException if it lacks the file or the database
   */
  static DatabaseLocation parse(String text) {
    if (text.startsWith(SQLITE)) {
      String file = text.substring(SQLITE.length());
      if (file.isBlank() || file.startsWith(":")) {
        throw new IllegalArgumentException("store: sqlite: needs a file");
      }
      return new DatabaseLocation(Dialect.SQLITE, "jdbc:" + text, null, null, text);
    }
    String rest = text.substring(POSTGRESQL.length());
    int path = rest.indexOf('/');
    if (path < 0 || path == rest.length() - 1) {
      throw new IllegalArgumentException("store: postgresql:// needs a host and a database");
    }
    int at = rest.lastIndexOf('@', path);
    String place = POSTGRESQL + rest.substring(at + 1);
    String shown = place.substring(0, (place + "?").indexOf('?'));
    if (at < 0) {
      return new DatabaseLocation(Dialect.POSTGRESQL, "jdbc:" + place, null, null, shown);
    }
    String credentials = rest.substring(0, at);
    int colon = credentials.indexOf(':');
    return new DatabaseLocation(
        Dialect.POSTGRESQL,
        "jdbc:" + place,
        decoded(colon < 0 ? credentials : credentials.substring(0, colon)),
        colon < 0 ? null : decoded(credentials.substring(colon + 1)),
        shown);
  }

  /** Returns true if the database would be a new file. */
  boolean isMissingFile() {
    Path file = file();
    return file != null && !Files.exists(file);
  }

  /** Returns true if it says that nothing is going to be changed. */
  boolean isReadOnly() {
    return dialect == Dialect.SQLITE
        && (shown.contains("mode=ro") || shown.contains("immutable=1"));
  }

  /** Returns the file of SQLite, or null for a server. */
  @Nullable Path file() {
    if (dialect != Dialect.SQLITE) {
      return null;
    }
    String file = shown.substring(SQLITE.length(), (shown + "?").indexOf('?'));
    return Path.of(file.startsWith("file:") ? file.substring(5) : file);
  }

  private static String decoded(String text) {
    // A plus sign stands for itself in this part of a URL.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
