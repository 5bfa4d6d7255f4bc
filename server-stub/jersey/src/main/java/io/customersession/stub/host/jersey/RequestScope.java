package io.customersession.stub.host.jersey;

import io.customersession.stub.http.ApiContext;
import org.jspecify.annotations.Nullable;

/** The request that the current thread handles. */
@SuppressWarnings("ThreadLocalUsage") // one for each stub, so that two in one JVM do not meet
final class RequestScope {
  private final ThreadLocal<ApiContext> current = new ThreadLocal<>();

  /** Binds a request to the thread until {@link #leave}. */
  public void enter(ApiContext context) {
    current.set(context);
  }

  /** Unbinds the thread. */
  public void leave() {
    current.remove();
  }

  /** Returns the request, or null if the thread does not handle one. */
  public @Nullable ApiContext context() {
    return current.get();
  }

  /**
   * Returns the request.
   *
   * @throws IllegalStateException if the thread does not handle one
   */
  ApiContext call() {
    ApiContext context = current.get();
    if (context == null) {
      throw new IllegalStateException("no request is being handled on this thread");
    }
    return context;
  }
}
