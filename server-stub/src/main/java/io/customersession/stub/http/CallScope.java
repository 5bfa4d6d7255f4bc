package io.customersession.stub.http;

import org.jspecify.annotations.Nullable;

/** The exchange that the current thread carries out, for resources to ask for. */
@SuppressWarnings("ThreadLocalUsage") // one for each stub, so that two in one JVM do not meet
public final class CallScope {
  private final ThreadLocal<Exchange> current = new ThreadLocal<>();

  /** Binds an exchange to the thread until {@link #leave}. */
  public void enter(Exchange exchange) {
    current.set(exchange);
  }

  /** Unbinds the thread. */
  public void leave() {
    current.remove();
  }

  /** Returns the exchange, or null if the thread carries out none. */
  public @Nullable Exchange exchange() {
    return current.get();
  }

  /**
   * Returns the exchange.
   *
   * @throws IllegalStateException if the thread carries out none
   */
  Exchange call() {
    Exchange exchange = current.get();
    if (exchange == null) {
      throw new IllegalStateException("no exchange is under way on this thread");
    }
    return exchange;
  }
}
