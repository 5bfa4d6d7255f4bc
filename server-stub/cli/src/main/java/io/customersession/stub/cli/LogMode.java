package io.customersession.stub.cli;

/** What {@code serve} prints about requests. */
enum LogMode {
  /** {@link #REQUESTS} on a terminal, and {@link #VIOLATIONS} elsewhere. */
  AUTO,
  /** A line for each request. */
  REQUESTS,
  /** A line for each request that violates the contract. */
  VIOLATIONS,
  /** A JSON object on one line for each request, and for the start and the end. */
  JSON,
  /** Nothing. */
  OFF
}
