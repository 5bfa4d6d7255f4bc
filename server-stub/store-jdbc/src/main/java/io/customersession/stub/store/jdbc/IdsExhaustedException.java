package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Sequence;

/** Thrown if a process has no more reserved ids, so that it must reserve some and run again. */
final class IdsExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Sequence sequence;

  IdsExhaustedException(Sequence sequence) {
    super("No more reserved ids of " + sequence, null, false, false);
    this.sequence = sequence;
  }

  Sequence sequence() {
    return sequence;
  }
}
