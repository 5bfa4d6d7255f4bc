package io.customersession.contract.stub.host;

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
 * responds again, without any report. This group detects it.
 *
 * <p>A group and not a handler of the threads, because the server hands none of them out; they are
 * in the group of the thread that creates and starts the server.
 */
final class ServerThreads extends ThreadGroup {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  static {
    // The first use of a class or method may need memory, which a failed thread does not have.
    pause(1);
  }

  private final BiConsumer<Thread, Throwable> failed;
  private final Runnable giveUp;

  /**
   * Creates a group without threads.
   *
   * @param failed called at once with the thread and the error that ended it, on that thread; must
   *     not allocate memory
   * @param giveUp called on the same thread afterwards, until it succeeds
   */
  @SuppressWarnings("removal") // before JDK 19, only a daemon group is collected
  ServerThreads(BiConsumer<Thread, Throwable> failed, Runnable giveUp) {
    super("stub-server");
    this.failed = failed;
    this.giveUp = giveUp;
    setDaemon(true);
  }

  /**
   * Runs something that creates and starts a server, on a thread of this group.
   *
   * @throws IOException if it does
   */
  void call(Callable<?> start) throws IOException {
    FutureTask<?> task = new FutureTask<>(start);
    new Thread(this, task, "stub-start").start();
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
    failed.accept(thread, error);
    try {
      Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
      if (handler != null) {
        // The runnable jar ends the process here.
        handler.uncaughtException(thread, error);
      }
    } catch (RuntimeException | Error e) {
      // What a handler throws is ignored, as the JVM does.
    }
    for (; ; ) {
      try {
        giveUp.run();
        return;
      } catch (RuntimeException | Error e) {
        pause(PAUSE_NANOS);
      }
    }
  }

  /** Parks the current thread for a time. Needs no memory. */
  static void pause(long nanos) {
    // An interrupted thread would not pause.
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(nanos);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
