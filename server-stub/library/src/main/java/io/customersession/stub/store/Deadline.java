package io.customersession.stub.store;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The end of the time that one request may wait for its store. Not thread-safe. */
public final class Deadline {
  /** Never ends. */
  public static final Deadline NONE = new Deadline(0, 0, null);

  private final @Nullable Supplier<? extends RuntimeException> error;

  /** The nanoseconds that each wait may take, or 0 if all of them end at one time. */
  private final long eachWait;

  private long end;
  private boolean isPaused;
  private long pausedAt;

  /** Something that is waited for. */
  @FunctionalInterface
  public interface Wait {
    /** Waits for at most that many nanoseconds, and returns true if it was successful. */
    boolean await(long nanos) throws InterruptedException;
  }

  /** Work that may throw an exception. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, E extends Exception> {
    /** Runs the work, and returns its result. */
    T run() throws E;
  }

  private Deadline(long end, long eachWait, @Nullable Supplier<? extends RuntimeException> error) {
    this.end = end;
    this.eachWait = eachWait;
    this.error = error;
  }

  /**
   * Returns a deadline that ends after a time from now.
   *
   * @param error creates what is thrown when something is not available until then
   */
  public static Deadline after(Duration time, Supplier<? extends RuntimeException> error) {
    return new Deadline(System.nanoTime() + time.toNanos(), 0, error);
  }

  /**
   * Returns a deadline for work of any length, which ends when a single wait takes too long.
   *
   * @param time above 0
   * @param error creates what is thrown when something is not available for that time
   */
  public static Deadline ofEachWait(Duration time, Supplier<? extends RuntimeException> error) {
    return new Deadline(0, time.toNanos(), error);
  }

  /** Returns the remaining nanoseconds, which are negative after the end. */
  public long remainingNanos() {
    if (error == null) {
      return Long.MAX_VALUE;
    }
    return eachWait > 0 ? eachWait : end - (isPaused ? pausedAt : System.nanoTime());
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

  /** Runs work whose time does not count, except that of {@link #counting}. */
  public <T> T withoutCounting(Supplier<T> work) {
    pause();
    try {
      return work.get();
    } finally {
      resume();
    }
  }

  /** Runs a part of {@link #withoutCounting} whose time counts; other work runs as it is. */
  public <T extends @Nullable Object, E extends Exception> T counting(Work<T, E> work) throws E {
    if (!isPaused) {
      return work.run();
    }
    resume();
    try {
      return work.run();
    } finally {
      pause();
    }
  }

  private void pause() {
    if (error != null) {
      isPaused = true;
      pausedAt = System.nanoTime();
    }
  }

  private void resume() {
    if (isPaused) {
      isPaused = false;
      end += System.nanoTime() - pausedAt;
    }
  }
}
