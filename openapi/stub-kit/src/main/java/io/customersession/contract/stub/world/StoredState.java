package io.customersession.contract.stub.world;

/**
 * The state that the resources of one world store. A stub whose state implements it can save and
 * restore snapshots, and bounds the memory of all worlds together. Thread-safe.
 *
 * @param <S> the type of snapshots, such as an immutable map
 */
public interface StoredState<S> {
  /** Returns a copy of the state that later requests do not change. */
  S snapshot();

  /**
   * Replaces the state with a snapshot.
   *
   * @param snapshot a snapshot of this world or of another one
   */
  void restore(S snapshot);

  /**
   * Returns the approximate memory in bytes that the state takes. It is called after each request,
   * so it should be a running total rather than a sum over everything. {@link
   * io.customersession.contract.stub.memory.Weight} estimates single values.
   */
  long weight();
}
