package io.customersession.stub.store.jdbc;

/** Thrown if a world is not in the database: it is new, or another process has deleted it. */
final class MissingWorldException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingWorldException() {
    super("The world does not exist", null, false, false);
  }
}
