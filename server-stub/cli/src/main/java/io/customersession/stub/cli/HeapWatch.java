package io.customersession.stub.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when its heap is exhausted. A JVM without memory neither responds nor sees a
 * signal to stop, because that takes a new thread object; whoever started it should rather see an
 * exit code.
 *
 * <p>It ends with the first thread that an exhausted heap ends, and also if all threads survive but
 * several checks in a row find no memory.
 */
final class HeapWatch implements Thread.UncaughtExceptionHandler {
  /** How often {@link #check} is to be called. */
  static final int INTERVAL_SECONDS = 1;

  private static final int MAX_FAILED_CHECKS = 3;

  /**
   * A check allocates 4 MB, twice the largest body that is accepted by default. With less, requests
   * fail one by one while their threads and small allocations go on for good. The parts are small
   * enough for any collector to place them like other objects.
   */
  private static final int CHECKED_PARTS = 16;

  private static final int BYTES_OF_A_PART = 256 * 1024;

  // Written without memory of their own.
  private static final byte[] OUT_OF_MEMORY =
      "the stub has run out of memory and ends; raise -Xmx, or lower --max-memory\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FAILED =
      "the stub ends, because its server has failed\n".getBytes(StandardCharsets.US_ASCII);

  private static final AtomicBoolean ENDING = new AtomicBoolean();

  private int failedChecks;

  // A field, so that the compiler does not remove the allocation.
  @SuppressWarnings("UnusedVariable")
  private byte @Nullable [][] checked;

  /** Ends the process if there has been no memory for several checks in a row. */
  void check() {
    try {
      checked = new byte[CHECKED_PARTS][BYTES_OF_A_PART];
      failedChecks = 0;
    } catch (OutOfMemoryError e) {
      failedChecks++;
      if (failedChecks == MAX_FAILED_CHECKS) {
        end(OUT_OF_MEMORY);
      }
    }
    checked = null;
  }

  /** Ends the process because its server has ended without being stopped. */
  void serverFailed() {
    end(FAILED);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      end(OUT_OF_MEMORY);
    }
    System.err.println("Exception in thread \"" + thread.getName() + "\"");
    thrown.printStackTrace();
  }

  private static void end(byte[] line) {
    while (!ENDING.compareAndSet(false, true)) {
      // Another thread has said why, and ends the process.
      LockSupport.park();
    }
    try {
      System.err.write(line, 0, line.length);
      System.err.flush();
    } finally {
      // Shutdown hooks would need memory.
      Runtime.getRuntime().halt(Main.OUT_OF_MEMORY);
    }
  }
}
