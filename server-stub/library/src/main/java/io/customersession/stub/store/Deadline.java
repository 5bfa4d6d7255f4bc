package io.customersession.stub.store;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The end of the time that one request may wait for its store. Not thread-safe. */
public final class Deadline {
  /** Never ends. */
  public static final Deadline NONE = new Deadline(0, null);

  private final @Nullable Supplier<? extends RuntimeException> error;
  private long end;

  /** Something that is waited for. */
  @FunctionalInterface
  public interface Wait {
    /** Waits for at most that many nanoseconds, and returns true if it was successful. */
    boolean await(long nanos) throws InterruptedException;
  }

  private Deadline(long end, @Nullable Supplier<? extends RuntimeException> error) {
    this.end = end;
    this.error = error;
  }

  /**
   * Returns a deadline that ends after a time from now.
   *
   * @param error creates what is thrown when something is not available until then
   */
  public static Deadline after(Duration time, Supplier<? extends RuntimeException> error) {
    return new Deadline(System.nanoTime() + time.toNanos(), error);
  }

  /** Returns the remaining nanoseconds, which are negative after the end. */
  public long remainingNanos() {
    return error == null ? Long.MAX_VALUE : end - System.nanoTime();
  }

  /** Throws the error of this deadline if it has passed. */
  public void check() {
    if (error != null && remainingNanos() <= 0) {
      throw error.get();
    }
  }

  /**
   * Waits for something until the end, also if the thread is interrupted; it stays so.
   *
   * @throws RuntimeException the error of this deadline if it is not available until then
   */
  public void await(Wait wait) {
    boolean isInterrupted = false;
    try {
      while (!isAvailable(wait)) {
        isInterrupted = true;
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns false if the thread was interrupted. */
  private boolean isAvailable(Wait wait) {
    try {
      if (!wait.await(remainingNanos()) && error != null) {
        throw error.get();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Runs work whose time does not count if it returns, and returns its result. */
  public <T> T withoutCounting(Supplier<T> work) {
    long begin = System.nanoTime();
    T result = work.get();
    if (error != null) {
      end += System.nanoTime() - begin;
    }
    return result;
  }
}
