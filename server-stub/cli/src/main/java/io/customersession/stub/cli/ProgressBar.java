package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.stub.store.TransferListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how far an export or import is, in one line of a terminal; elsewhere only the lines that
 * are refused are printed.
 */
final class ProgressBar implements TransferListener {
  private static final int WIDTH = 40;

  private final boolean isShown;
  private final PrintStream out;
  private long lines;
  private long expected;
  private long octets;
  private long allOctets;
  private String shown = "";

  private ProgressBar(boolean isShown, PrintStream out) {
    this.isShown = isShown;
    this.out = out;
  }

  static ProgressBar of(Terminal terminal, PrintStream out) {
    return new ProgressBar(terminal.isPresent(), out);
  }

  /**
   * Returns a stream whose octets count as progress.
   *
   * @param all the number of octets; 0 if it is not known
   */
  InputStream reading(InputStream in, long all) {
    allOctets = all;
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int octet = super.read();
        octets += octet < 0 ? 0 : 1;
        return octet;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        octets += Math.max(0, count);
        return count;
      }
    };
  }

  @Override
  public void expected(long all) {
    expected = all;
  }

  @Override
  public void passed(long passed) {
    lines = passed;
    show(bar() + String.format(Locale.ROOT, "%,d lines", lines));
  }

  @Override
  public void refused(long line, String reason) {
    clear();
    out.println("line " + line + ": " + Printable.of(reason));
  }

  /** Returns the number of lines so far. */
  long lines() {
    return lines;
  }

  /** Removes the bar. */
  void end() {
    clear();
  }

  private String bar() {
    double done = allOctets > 0 ? (double) octets / allOctets : 0;
    if (expected > 0) {
      done = (double) lines / expected;
    } else if (allOctets == 0) {
      return "";
    }
    int full = (int) (Math.min(1, done) * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %% ",
        "#".repeat(full),
        " ".repeat(WIDTH - full),
        (int) (Math.min(1, done) * 100));
  }

  private void show(String text) {
    if (isShown) {
      clear();
      out.print(text);
      out.flush();
      shown = text;
    }
  }

  private void clear() {
    if (!shown.isEmpty()) {
      out.print("\r" + " ".repeat(shown.length()) + "\r");
      out.flush();
      shown = "";
    }
  }
}
