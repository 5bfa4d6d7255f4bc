package io.customersession.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A file that builds make from a document. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a file, unless it has this content already: builds then see that it is unchanged.
   *
   * @throws UncheckedIOException if it cannot be read or written
   */
  static void write(Path file, String text) {
    try {
      if (!Files.isRegularFile(file) || !Files.readString(file).equals(text)) {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
