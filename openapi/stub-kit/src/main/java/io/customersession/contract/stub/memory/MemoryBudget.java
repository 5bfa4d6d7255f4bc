package io.customersession.contract.stub.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory of everything that a stub stores, in all worlds together. A limit on the number
 * of things is not enough, because a single thing may have any size. Thread-safe.
 */
public final class MemoryBudget {
  /** The setting that limits it. */
  public static final String SETTING = "maxMemory";

  private static final int HEAP_SHARE = 2;
  private static final int STATE_SHARE_PERCENT = 75;

  /** A response shows a resource as a whole, which takes several times its memory. */
  private static final int MAX_SHARE_OF_ONE = 16;

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Creates an unused budget.
   *
   * @param max the maximum total, in estimated bytes
   */
  public MemoryBudget(long max) {
    this.max = max;
  }

  /** Returns the default for a stub: half of the maximum heap. */
  public static long defaultBytes() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  /** Returns the part of a stub's memory that is for state; the rest is for journals. */
  public static long stateBytes(long maxMemory) {
    return maxMemory / 100 * STATE_SHARE_PERCENT;
  }

  /** Returns a budget without a limit. */
  public static MemoryBudget unbounded() {
    return new MemoryBudget(Long.MAX_VALUE);
  }

  /** Opens an unused account. */
  public Account account() {
    return new Account();
  }

  /** Returns the number of bytes in use. */
  public long taken() {
    return taken.get();
  }

  /** The memory of one part of a stub. Thread-safe. */
  public final class Account {
    private long balance;
    private boolean closed;

    private Account() {}

    /**
     * Takes memory, or releases it.
     *
     * @param bytes the number of bytes; a negative number releases
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
     * @param before the size before, or 0 if the thing is new
     * @param after the size after
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
     * Sets the total.
     *
     * @throws StoreFullException if there is not enough; nothing changes then
     */
    public synchronized void set(long bytes) {
      change(bytes - balance);
    }

    /** Sets the total, even if it exceeds the budget. */
    public synchronized void force(long bytes) {
      if (!closed) {
        taken.addAndGet(bytes - balance);
        balance = bytes;
      }
    }

    /** Takes memory, or releases it, even if the total exceeds the budget. */
    public synchronized void adjust(long bytes) {
      force(balance + bytes);
    }

    /**
     * Requires that there is memory left.
     *
     * @throws StoreFullException if the total exceeds the budget
     */
    public void requireMemory() {
      if (isOverdrawn()) {
        throw new StoreFullException("bytes of state", max, SETTING);
      }
    }

    /** Returns true if the total exceeds the budget. */
    public boolean isOverdrawn() {
      return taken.get() > max;
    }

    /** Returns the total; that of a closed account is what it released. */
    public synchronized long balance() {
      return balance;
    }

    /** Releases everything and ignores all further changes. */
    public synchronized void close() {
      if (!closed) {
        taken.addAndGet(-balance);
        closed = true;
      }
    }
  }
}
