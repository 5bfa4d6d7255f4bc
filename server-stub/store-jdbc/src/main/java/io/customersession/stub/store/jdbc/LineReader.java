package io.customersession.stub.store.jdbc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of octets, of which one that is too long is skipped without keeping it. */
final class LineReader {
  private final InputStream in;
  private final int maxLength;
  private long number;
  private boolean isTooLong;

  /**
   * Creates a reader.
   *
   * @param in it should have a buffer
   * @param maxLength the maximum number of octets of a line, without its end
   */
  LineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** Returns the next line, empty if it {@link #isTooLong}, or null after the last one. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    isTooLong = false;
    int octet = in.read();
    if (octet < 0) {
      return null;
    }
    for (; octet >= 0 && octet != '\n'; octet = in.read()) {
      if (line.size() == maxLength) {
        isTooLong = true;
      } else {
        line.write(octet);
      }
    }
    number++;
    return isTooLong ? new byte[0] : line.toByteArray();
  }

  /** Returns true if the line that was read last is too long. */
  boolean isTooLong() {
    return isTooLong;
  }

  /** Returns the number of the line that was read last, from 1. */
  long number() {
    return number;
  }
}
