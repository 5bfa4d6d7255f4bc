package io.customersession.stub.cli;

import io.customersession.stub.CustomerSessionStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A program with a stub in it. It fills its heap when it reads a line, releases it at the second
 * line, and ends at the third. While the heap is full it uses only what it has allocated before.
 */
final class EmbeddedStub {
  private static final int SMALLEST = 16;
  private static final long MAX_FILLING_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final byte[] FULL = "full\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FILLED = "filled\n".getBytes(StandardCharsets.US_ASCII);

  private EmbeddedStub() {}

  public static void main(String[] args) throws IOException {
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      System.out.println("listening on " + stub.url());
      awaitLine();
      Object[] filling = {null};
      fill(filling);
      write(FULL);
      long end = System.nanoTime() + MAX_FILLING_NANOS;
      while (stub.isRunning() && System.nanoTime() < end) {
        fill(filling);
      }
      write(FILLED);
      awaitLine();
      filling[0] = null;
      System.out.println("released");
      awaitLine();
      System.out.println("running: " + stub.isRunning());
    }
  }

  private static void write(byte[] line) {
    System.out.write(line, 0, line.length);
    System.out.flush();
  }

  private static void awaitLine() throws IOException {
    int next = System.in.read();
    while (next >= 0 && next != '\n') {
      next = System.in.read();
    }
  }

  /** Fills the heap with a list of arrays, each of which begins with the one before. */
  private static void fill(Object[] filling) {
    int size = 1 << 20;
    while (size >= SMALLEST) {
      try {
        Object[] next = new Object[size];
        next[0] = filling[0];
        filling[0] = next;
      } catch (OutOfMemoryError e) {
        size /= 2;
      }
    }
  }
}
