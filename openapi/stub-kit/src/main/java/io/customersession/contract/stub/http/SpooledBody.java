package io.customersession.contract.stub.http;

import io.customersession.contract.binary.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A request body that may be too large for the memory: what does not fit into 64 KiB is in a
 * temporary file, which is deleted when nothing refers to the body any more, and at the latest when
 * the JVM ends.
 *
 * @param data all octets
 * @param beginning the first octets, for the journal
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record SpooledBody(BinaryData data, byte[] beginning) {
  private static final int IN_MEMORY = 64 * 1024;

  /**
   * Reads a body to its end.
   *
   * @param max the maximum size in bytes
   * @throws HttpError if it is larger (413)
   * @throws RequestAbortedException if the sender stopped before its end
   */
  static SpooledBody read(StubRequest request, int max) {
    if (BodyReader.declaredLength(request) > max) {
      throw BodyReader.tooLarge(max);
    }
    try {
      InputStream stream = request.body();
      byte[] beginning = stream.readNBytes(IN_MEMORY);
      if (beginning.length > max) {
        throw BodyReader.tooLarge(max);
      }
      int next = beginning.length < IN_MEMORY ? -1 : stream.read();
      if (next < 0) {
        return new SpooledBody(BinaryData.of(beginning), beginning);
      }
      return new SpooledBody(spool(stream, beginning, next, max), beginning);
    } catch (IOException e) {
      throw new RequestAbortedException(e);
    }
  }

  private static BinaryData spool(InputStream stream, byte[] beginning, int next, int max)
      throws IOException {
    Path path = Files.createTempFile(Directory.PATH, "stub-body-", ".tmp");
    TemporaryFile file = new TemporaryFile(path);
    Cleaning.CLEANER.register(file, () -> delete(path));
    long length = beginning.length + 1L;
    try (OutputStream out = Files.newOutputStream(path)) {
      out.write(beginning);
      out.write(next);
      byte[] buffer = new byte[IN_MEMORY];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        length += read;
        if (length > max) {
          throw BodyReader.tooLarge(max);
        }
        out.write(buffer, 0, read);
      }
    } catch (HttpError | IOException e) {
      delete(path);
      throw e;
    }
    return BinaryData.of(file::open, length);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts its thread only if a large body arrives. */
  private static final class Cleaning {
    private static final Cleaner CLEANER = Cleaner.create();
  }

  /**
   * The directory of all files, which the end of the JVM deletes with those still in use; created
   * only if a large body arrives.
   */
  private static final class Directory {
    private static final Path PATH = create();

    private static Path create() {
      try {
        Path directory = Files.createTempDirectory("stub-bodies-");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> deleteAll(directory), "stub-bodies-deletion"));
        return directory;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void deleteAll(Path directory) {
      try (Stream<Path> files = Files.list(directory)) {
        files.forEach(SpooledBody::delete);
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Refers to the file as long as the octets are in use. */
  private record TemporaryFile(Path path) {
    InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }
}
