package io.customersession.stub.store;

/** Observes the export or the import of a world, in the thread that runs it. */
public interface TransferListener {
  /** Does nothing. */
  TransferListener NONE = new TransferListener() {};

  /**
   * Receives the approximate number of lines that an export will have, before the first one.
   *
   * @param lines above 0
   */
  default void expected(long lines) {}

  /**
   * Receives the number of lines that are written, or read and stored or refused; not after each
   * line.
   *
   * @param lines above 0; never less than before
   */
  default void passed(long lines) {}

  /**
   * Receives a line that is not imported.
   *
   * @param line its number, from 1
   * @param reason where it violates which rule
   */
  default void refused(long line, String reason) {}
}
