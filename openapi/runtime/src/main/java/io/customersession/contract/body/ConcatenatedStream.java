package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** Octets one after the other, each opened when the one before it has ended. */
final class ConcatenatedStream extends InputStream {
  private final Iterator<BinaryData> rest;
  private InputStream current = InputStream.nullInputStream();

  ConcatenatedStream(List<BinaryData> pieces) {
    rest = pieces.iterator();
  }

  @Override
  public int read() throws IOException {
    int octet = current.read();
    while (octet < 0 && advance()) {
      octet = current.read();
    }
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read = current.read(buffer, offset, count);
    while (read < 0 && advance()) {
      read = current.read(buffer, offset, count);
    }
    return read;
  }

  private boolean advance() throws IOException {
    current.close();
    if (!rest.hasNext()) {
      current = InputStream.nullInputStream();
      return false;
    }
    current = rest.next().open();
    return true;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
