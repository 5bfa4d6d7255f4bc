package io.customersession.stub.host;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * The threads that the JDK's server starts for itself, such as its dispatcher. The server survives
 * exceptions in them, but not errors: without its dispatcher it keeps the port open and never
 * responds again, and says so to nobody. This group notices.
 *
 * <p>A group and not a handler of the threads, because the server hands none of them out; they are
 * in the group of the thread that creates and starts the server.
 */
final class ServerThreads extends ThreadGroup {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final BiConsumer<Thread, Throwable> handler;

  /**
   * Makes a group without threads.
   *
   * @param handler called with the thread and the error that ended it, on that thread; there may be
   *     no memory left
   */
  @SuppressWarnings("removal") // before 19, a group that is no daemon is never collected
  ServerThreads(BiConsumer<Thread, Throwable> handler) {
    super("customer-session-stub-server");
    this.handler = handler;
    setDaemon(true);
  }

  /**
   * Runs something that creates and starts a server, on a thread of this group.
   *
   * @throws IOException if that does
   */
  void call(Callable<?> start) throws IOException {
    FutureTask<?> task = new FutureTask<>(start);
    new Thread(this, task, "customer-session-stub-start").start();
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server was started", e);
    }
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    handler.accept(thread, error);
  }

  /** Runs a step until it succeeds: without memory it may not at first. */
  static void persistently(Runnable step) {
    for (; ; ) {
      try {
        step.run();
        return;
      } catch (RuntimeException | Error e) {
        // An interrupted thread would not pause.
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(PAUSE_NANOS);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
