package io.customersession.stub.cli;

import io.customersession.stub.CustomerSessionStub;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A program with a stub in it that fills its own heap when it is told to. */
final class EmbeddedStub {
  private static final int SMALLEST = 16;

  private EmbeddedStub() {}

  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = System.out;
    byte[] full = "full\n".getBytes(StandardCharsets.UTF_8);
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      out.println("listening on " + stub.url());
      in.readLine();
      Object[] filling = {null};
      while (stub.isRunning()) {
        fill(filling);
        if (full.length > 0) {
          out.write(full, 0, full.length);
          out.flush();
          full = EMPTY;
        }
      }
      filling[0] = null;
      in.readLine();
      out.println("running: " + stub.isRunning());
      in.readLine();
    }
  }

  private static final byte[] EMPTY = {};

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
