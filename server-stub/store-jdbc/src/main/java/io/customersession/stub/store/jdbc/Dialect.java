package io.customersession.stub.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What differs between the databases. */
enum Dialect {
  /** One writer at a time; a transaction that writes locks the whole file. */
  SQLITE(Map.of("text", "text", "bytes", "blob"), "", "", "") {
    @Override
    Failure failure(SQLException e) {
      if (!(e instanceof SQLiteException failure)) {
        return isPoolFailure(e) ? Failure.UNAVAILABLE : Failure.OTHER;
      }
      SQLiteErrorCode code = failure.getResultCode();
      if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
          || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY) {
        return Failure.DUPLICATE;
      }
      // The low byte is the kind, the rest says more about it.
      return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
        case SQLITE_BUSY, SQLITE_LOCKED -> Failure.CONFLICT;
        case SQLITE_FULL -> Failure.FULL;
        case SQLITE_READONLY -> Failure.READ_ONLY;
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOTADB -> Failure.UNAVAILABLE;
        default -> Failure.OTHER;
      };
    }
  },
  /** Locks rows; any number of processes. */
  POSTGRESQL(
      Map.of("text", "text collate \"C\"", "bytes", "bytea"),
      " for share",
      " for update",
      " nowait") {
    @Override
    Failure failure(SQLException e) {
      String state = e.getSQLState();
      if (state == null) {
        return isPoolFailure(e) ? Failure.UNAVAILABLE : Failure.OTHER;
      }
      return switch (state) {
        case "40001" -> Failure.CHANGED;
        case "40P01" -> Failure.CONFLICT;
        case "23505" -> Failure.DUPLICATE;
        // It is not known what became of a statement, or the transaction was idle for too long.
        case "40003", "25P03" -> Failure.UNAVAILABLE;
        case "55P03" -> Failure.BUSY;
        case "53100" -> Failure.FULL;
        // A standby, or a database that was set so.
        case "25006" -> Failure.READ_ONLY;
        default ->
            state.startsWith("08")
                    || state.startsWith("57P")
                    || state.startsWith("53")
                    || isPoolFailure(e)
                ? Failure.UNAVAILABLE
                : Failure.OTHER;
      };
    }
  };

  /** The kinds of failures. */
  enum Failure {
    /** Another transaction was faster; the work can be run again. */
    CONFLICT,
    /** A row has changed since the snapshot; the work can be run again. */
    CHANGED,
    /** There is a row with the same key; the work can be run again, with other ids. */
    DUPLICATE,
    /** A row is locked, and the statement does not wait. */
    BUSY,
    /** The disk is full. */
    FULL,
    /** Nothing can be stored at all. */
    READ_ONLY,
    /** The database cannot be reached. */
    UNAVAILABLE,
    /** A defect. */
    OTHER
  }

  private final Map<String, String> types;
  private final String share;
  private final String update;
  private final String nowait;

  Dialect(Map<String, String> types, String share, String update, String nowait) {
    this.types = types;
    this.share = share;
    this.update = update;
    this.nowait = nowait;
  }

  /** Returns the types of columns by the names that migrations use. */
  Map<String, String> types() {
    return types;
  }

  /** Returns the end of a query whose rows nobody else may change before the transaction ends. */
  String share() {
    return share;
  }

  /** Returns the end of a query whose rows the transaction will change. */
  String update() {
    return update;
  }

  /** Returns the end of a query that fails if somebody else changes one of its rows. */
  String updateWithoutWaiting() {
    return update + nowait;
  }

  /**
   * Returns true if a transaction may change rows of the snapshot that it has read, and fails if
   * somebody else has changed them since. SQLite's transactions could too, but only one of them
   * writes at a time, while the others that wait are grouped.
   */
  boolean changesSnapshots() {
    return this == POSTGRESQL;
  }

  abstract Failure failure(SQLException e);

  private static boolean isPoolFailure(SQLException e) {
    return e instanceof SQLTransientConnectionException;
  }
}
