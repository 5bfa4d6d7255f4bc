package io.customersession.stub.store.jdbc;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Work that is committed together with that of other threads. It is stored as a whole or not at
 * all, even if other work fails; if the transaction itself fails, nothing is stored.
 *
 * @param <T> the type of the result
 */
final class GroupedWrite<T extends @Nullable Object> {
  private final Database.Work<T> work;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable T result;
  private @Nullable Throwable failure;

  GroupedWrite(Database.Work<T> work) {
    this.work = work;
  }

  /**
   * Runs the work, and undoes what it has changed if it throws.
   *
   * @throws SQLException if the whole transaction has failed, as it does when the disk is full
   */
  void run(Transaction transaction) throws SQLException {
    Savepoint before = transaction.savepoint();
    try {
      result = work.run(transaction);
      transaction.release(before);
    } catch (SQLException | RuntimeException | Error e) {
      failure = e;
      undo(transaction, before, e);
    }
  }

  private static void undo(Transaction transaction, Savepoint before, Throwable reason)
      throws SQLException {
    try {
      transaction.rollBack(before);
    } catch (SQLException e) {
      if (reason instanceof SQLException cause) {
        cause.addSuppressed(e);
        throw cause;
      }
      throw e;
    }
  }

  /** Releases the waiting thread: the transaction was committed. */
  void end() {
    ended.countDown();
  }

  /** Releases the waiting thread: the transaction has failed. */
  void fail(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
    ended.countDown();
  }

  boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** Waits until a thread has run this, and returns its result, or throws what has failed. */
  @SuppressWarnings("NullAway") // the result is null only if its type allows that
  T result() throws SQLException {
    boolean isInterrupted = false;
    while (!isEnded()) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure instanceof UncheckedSqlException e) {
      throw e.reason();
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return result;
  }
}
