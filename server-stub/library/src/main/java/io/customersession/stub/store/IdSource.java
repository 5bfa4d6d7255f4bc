package io.customersession.stub.store;

/** Gives out internal ids. Thread-safe. */
public interface IdSource {
  /** Reserves the next id of a sequence. */
  long next(Sequence sequence);

  /** Takes back a reserved id, so that it is given out again. */
  void release(Sequence sequence, long id);
}
