package io.customersession.contract.binary;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of another stream. */
final class SliceStream extends FilterInputStream {
  private long rest;

  private SliceStream(InputStream whole, long count) {
    super(whole);
    rest = count;
  }

  /** Returns a part of a stream, which is closed with it, or if the part cannot be read. */
  static SliceStream of(InputStream whole, long start, long count) throws IOException {
    try {
      skipAll(whole, start);
      return new SliceStream(whole, count);
    } catch (IOException e) {
      whole.close();
      throw e;
    }
  }

  /** Java 11 has no such method. */
  private static void skipAll(InputStream stream, long count) throws IOException {
    long left = count;
    while (left > 0) {
      long skipped = stream.skip(left);
      if (skipped == 0 && stream.read() < 0) {
        throw new EOFException();
      }
      left -= Math.max(1, skipped);
    }
  }

  @Override
  public int read() throws IOException {
    int octet = rest == 0 ? -1 : super.read();
    rest -= octet < 0 ? 0 : 1;
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int read = rest == 0 ? -1 : super.read(buffer, offset, (int) Math.min(count, rest));
    rest -= Math.max(0, read);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(Math.min(count, rest));
    rest -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(rest, super.available());
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
