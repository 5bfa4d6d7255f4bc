package io.customersession.contract.binary;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Octets of any size: a body that is not text, or a file in a form. They need not be in memory.
 *
 * <p>Arrays, files and sources can be read any number of times; a stream, and the body of a
 * response that a client received, only once. Such a body holds a connection until it has been read
 * to its end or closed.
 *
 * <p>Two values in memory are equal if their octets are; others are equal to themselves only.
 */
public final class BinaryData implements AutoCloseable {
  /** Opens the octets. */
  @FunctionalInterface
  public interface Source {
    /** Returns a stream of all octets from the first. */
    InputStream open() throws IOException;
  }

  /** The length of octets whose number is not known before they have been read. */
  public static final long UNKNOWN_LENGTH = -1;

  private final Source source;
  private final byte @Nullable [] bytes;
  private final long length;
  private final boolean isRepeatable;
  private final Closeable resource;
  private final @Nullable String contentType;
  private final @Nullable String fileName;

  private BinaryData(
      Source source,
      byte @Nullable [] bytes,
      long length,
      boolean isRepeatable,
      Closeable resource,
      @Nullable String contentType,
      @Nullable String fileName) {
    this.source = source;
    this.bytes = bytes;
    this.length = length;
    this.isRepeatable = isRepeatable;
    this.resource = resource;
    this.contentType = contentType;
    this.fileName = fileName;
  }

  /** Returns octets in memory. */
  public static BinaryData of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new BinaryData(
        () -> new ByteArrayInputStream(copy), copy, copy.length, true, () -> {}, null, null);
  }

  /** Returns a text in UTF-8. */
  public static BinaryData of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the content of a file, with its name.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static BinaryData of(Path file) {
    try {
      BinaryData data = of(() -> Files.newInputStream(file), Files.size(file));
      Path name = file.getFileName();
      return name == null ? data : data.withFileName(name.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns octets that can be opened any number of times.
   *
   * @param length their number, or {@link #UNKNOWN_LENGTH}
   */
  public static BinaryData of(Source source, long length) {
    return new BinaryData(source, null, length, true, () -> {}, null, null);
  }

  /**
   * Returns the octets of a stream, which can be read once; closing the value closes it.
   *
   * @param length their number, or {@link #UNKNOWN_LENGTH}
   */
  public static BinaryData of(InputStream stream, long length) {
    return once(() -> stream, length, stream);
  }

  /**
   * Returns octets that can be opened once.
   *
   * @param length their number, or {@link #UNKNOWN_LENGTH}
   */
  public static BinaryData once(Source source, long length) {
    return once(source, length, () -> {});
  }

  private static BinaryData once(Source source, long length, Closeable resource) {
    AtomicBoolean opened = new AtomicBoolean();
    Source guarded =
        () -> {
          if (opened.getAndSet(true)) {
            throw new IOException("these octets can be read only once");
          }
          return source.open();
        };
    return new BinaryData(guarded, null, length, false, resource, null, null);
  }

  /** Returns the same octets with a media type, such as {@code image/png}. */
  public BinaryData withContentType(@Nullable String type) {
    return new BinaryData(source, bytes, length, isRepeatable, resource, type, fileName);
  }

  /** Returns the same octets with the name that a file has in a form. */
  public BinaryData withFileName(@Nullable String name) {
    return new BinaryData(source, bytes, length, isRepeatable, resource, contentType, name);
  }

  /** Returns the media type, or null if it is not known. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** Returns the name of the file, or null if there is none. */
  public @Nullable String fileName() {
    return fileName;
  }

  /** Returns the number of octets, or {@link #UNKNOWN_LENGTH}. */
  public long length() {
    return length;
  }

  /** Returns true if the octets can be read more than once. */
  public boolean isRepeatable() {
    return isRepeatable;
  }

  /**
   * Returns a stream of the octets, which the caller closes.
   *
   * @throws IOException if they cannot be read, or cannot be read again
   */
  public InputStream open() throws IOException {
    return source.open();
  }

  /**
   * Writes all octets to a stream, which stays open.
   *
   * @throws IOException if they cannot be read or written
   */
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  /**
   * Returns all octets in an array.
   *
   * @throws UncheckedIOException if they cannot be read
   */
  public byte[] toByteArray() {
    if (bytes != null) {
      return bytes.clone();
    }
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a part of the octets, which can be read as often as the whole; closing it closes the
   * whole.
   *
   * @param start the number of octets before the part
   * @param count the number of octets of the part
   */
  public BinaryData slice(long start, long count) {
    if (bytes != null) {
      return of(Arrays.copyOfRange(bytes, (int) start, (int) (start + count)));
    }
    return new BinaryData(
        () -> SliceStream.of(open(), start, count),
        null,
        count,
        isRepeatable,
        resource,
        null,
        null);
  }

  /** Releases what the octets hold, such as the connection of a response. */
  @Override
  public void close() {
    try {
      resource.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof BinaryData
        && bytes != null
        && Arrays.equals(bytes, ((BinaryData) other).bytes);
  }

  @Override
  public int hashCode() {
    return bytes == null ? System.identityHashCode(this) : Arrays.hashCode(bytes);
  }

  /** Returns the number of octets, but none of them. */
  @Override
  public String toString() {
    return length == UNKNOWN_LENGTH ? "octets" : length + " octets";
  }
}
