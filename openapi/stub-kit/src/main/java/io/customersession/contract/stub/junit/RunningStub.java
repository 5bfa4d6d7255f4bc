package io.customersession.contract.stub.junit;

import io.customersession.contract.stub.Stub;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A stub that JUnit closes when the store that it is in is closed. Stores close an {@link
 * AutoCloseable} since JUnit 5.13 only, and a {@link CloseableResource} in every version.
 */
@SuppressWarnings("deprecation") // the replacement does not work before JUnit 5.13
final class RunningStub<S extends Stub> implements CloseableResource, AutoCloseable {
  private final S stub;
  private final Runnable closed;

  /**
   * Creates the entry of a store.
   *
   * @param closed runs after the stub was closed
   */
  RunningStub(S stub, Runnable closed) {
    this.stub = stub;
    this.closed = closed;
  }

  S stub() {
    return stub;
  }

  @Override
  public void close() {
    stub.close();
    closed.run();
  }
}
