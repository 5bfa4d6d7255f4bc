package io.customersession.contract.stub.host;

import io.customersession.contract.binary.BinaryData;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A response body that need not be in memory. */
final class StreamedBody {
  private StreamedBody() {}

  /** Returns the first octets of a body, up to a maximum number. */
  static byte[] beginning(BinaryData body, int maxBytes) throws IOException {
    try (InputStream in = body.open()) {
      return in.readNBytes(maxBytes);
    }
  }

  /**
   * Writes a body in parts, each of which has its own deadline for the client. The body itself may
   * take its time; what there is of it is sent before waiting for more.
   *
   * @param length the number of bytes to write, or a negative number for all
   * @throws EOFException if the body has fewer bytes
   */
  static void write(
      BinaryData body, long length, OutputStream out, int partBytes, RequestThreads threads)
      throws IOException {
    byte[] part = new byte[partBytes];
    long rest = length < 0 ? Long.MAX_VALUE : length;
    try (InputStream in = body.open()) {
      if (in.available() == 0) {
        // Newer JDKs keep the headers until there is something of the body.
        out.flush();
      }
      threads.handling();
      int read = in.read(part, 0, (int) Math.min(rest, partBytes));
      while (read > 0) {
        threads.sending();
        out.write(part, 0, read);
        if (in.available() == 0) {
          out.flush();
        }
        threads.handling();
        rest -= read;
        read = in.read(part, 0, (int) Math.min(rest, partBytes));
      }
    }
    if (length >= 0 && rest > 0) {
      throw new EOFException("the body has " + rest + " bytes less than its length");
    }
    threads.sending();
    out.flush();
  }
}
