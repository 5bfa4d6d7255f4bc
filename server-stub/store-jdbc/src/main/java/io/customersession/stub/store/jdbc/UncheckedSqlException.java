package io.customersession.stub.store.jdbc;

import java.sql.SQLException;

/** Carries an exception of the database through the work of a unit. */
final class UncheckedSqlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SQLException reason;

  UncheckedSqlException(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  SQLException reason() {
    return reason;
  }
}
