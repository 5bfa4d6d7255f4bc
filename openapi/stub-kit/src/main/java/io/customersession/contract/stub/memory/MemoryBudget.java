package io.customersession.contract.stub.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many bytes everything that a stub stores may take, in all worlds together. Numbers of
 * things bound nothing while a single thing may be of any size. Safe for use by several threads.
 */
public final class MemoryBudget {
  /** The setting that bounds it. */
  public static final String SETTING = "maxMemory";

  private static final int HEAP_SHARE = 2;
  private static final int STATE_SHARE_PERCENT = 75;

  /** A response shows a resource as a whole, which takes several times its memory. */
  private static final int MAX_SHARE_OF_ONE = 16;

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Makes a budget of which nothing is taken.
   *
   * @param max how many bytes, estimated, may be taken together
   */
  public MemoryBudget(long max) {
    this.max = max;
  }

  /** Returns how many bytes a stub may take by default: half of the largest heap. */
  public static long defaultBytes() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  /** Returns the part of a stub's memory that is for state; the rest is for journals. */
  public static long stateBytes(long maxMemory) {
    return maxMemory / 100 * STATE_SHARE_PERCENT;
  }

  /** Returns a budget without a bound. */
  public static MemoryBudget unbounded() {
    return new MemoryBudget(Long.MAX_VALUE);
  }

  /** Opens an account of which nothing is taken. */
  public Account account() {
    return new Account();
  }

  /** Returns how many bytes are taken. */
  public long taken() {
    return taken.get();
  }

  /** What one part of a stub has taken. Safe for use by several threads. */
  public final class Account {
    private long balance;
    private boolean closed;

    private Account() {}

    /**
     * Takes memory, or releases it.
     *
     * @param bytes how many; a negative number releases
     * @throws StoreFullException if there is not enough; nothing is taken then
     */
    public synchronized void change(long bytes) {
      if (closed) {
        return;
      }
      long sum = taken.addAndGet(bytes);
      if (bytes > 0 && sum > max) {
        taken.addAndGet(-bytes);
        throw new StoreFullException("bytes of state", max, SETTING);
      }
      balance += bytes;
    }

    /**
     * Takes memory for a thing, or releases it.
     *
     * @param before how large the thing was, or 0 if it is new
     * @param after how large it is going to be
     * @throws StoreFullException if there is not enough, or it is too much for a single thing;
     *     nothing is taken then
     */
    public void change(long before, long after) {
      if (after > before && after > max / MAX_SHARE_OF_ONE) {
        throw new StoreFullException("bytes of one resource", max / MAX_SHARE_OF_ONE, SETTING);
      }
      change(after - before);
    }

    /**
     * Sets what is taken in all.
     *
     * @throws StoreFullException if there is not enough; nothing changes then
     */
    public synchronized void set(long bytes) {
      change(bytes - balance);
    }

    /** Sets what is taken in all, also if that is more than there is. */
    public synchronized void force(long bytes) {
      if (!closed) {
        taken.addAndGet(bytes - balance);
        balance = bytes;
      }
    }

    /** Takes memory, or releases it, also if that is more than there is. */
    public synchronized void adjust(long bytes) {
      force(balance + bytes);
    }

    /**
     * Requires that there is memory left.
     *
     * @throws StoreFullException if more is taken from the budget than there is
     */
    public void requireMemory() {
      if (isOverdrawn()) {
        throw new StoreFullException("bytes of state", max, SETTING);
      }
    }

    /** Returns whether more is taken from the budget than there is. */
    public boolean isOverdrawn() {
      return taken.get() > max;
    }

    /** Returns what is taken in all. */
    public synchronized long balance() {
      return balance;
    }

    /** Releases everything; nothing is taken from now on. */
    public synchronized void close() {
      force(0);
      closed = true;
    }
  }
}
