package io.customersession.stub.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Prints lines on a thread of its own. A process that starts the stub and does not read its output
 * must not hold up requests, or the end of the stub: if nothing is read for a second, lines are
 * skipped and counted.
 */
final class LineWriter {
  private static final int MAX_WAITING = 1_000;
  private static final long PATIENCE_MILLIS = 1_000;
  private static final String END = "";

  private final PrintStream out;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicLong skipped = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean isStuck;
  private @Nullable Thread thread;

  /** Creates a writer, which starts its thread with the first line. */
  LineWriter(PrintStream out) {
    this.out = out;
  }

  /** Prints a line, which is not empty, in UTF-8. */
  void print(String line) {
    start();
    try {
      boolean accepted =
          isStuck
              ? waiting.offer(line)
              : waiting.offer(line, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      isStuck = !accepted;
      if (!accepted) {
        skipped.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all lines are printed, 2 s at most. Later lines are ignored. */
  void end() {
    print(END);
    try {
      ended.await(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void start() {
    if (thread == null) {
      thread = new Thread(this::printAll, "customer-session-stub-log");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void printAll() {
    try {
      String line = waiting.take();
      while (!line.equals(END)) {
        long lost = skipped.getAndSet(0);
        if (lost > 0) {
          System.err.println(lost + " lines were skipped, because the output was not read");
        }
        byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        if (waiting.isEmpty()) {
          out.flush();
        }
        line = waiting.take();
      }
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }
}
