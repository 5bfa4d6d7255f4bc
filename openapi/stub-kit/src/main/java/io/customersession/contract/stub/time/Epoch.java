package io.customersession.contract.stub.time;

/**
 * The life of a world from one reset or restore to the next. What began in an epoch that is over
 * must neither change nor be recorded in the world any more. Thread-safe.
 */
public final class Epoch {
  private volatile boolean over;

  /** Returns true if the world was reset, restored or deleted since this epoch began. */
  public boolean isOver() {
    return over;
  }

  /** Ends this epoch. */
  public void end() {
    over = true;
  }
}
