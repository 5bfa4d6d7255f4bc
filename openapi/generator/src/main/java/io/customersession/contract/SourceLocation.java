package io.customersession.contract;

import java.nio.file.Path;

/**
 * A location in a file.
 *
 * @param file the file
 * @param line counted from 1
 * @param column counted from 1
 */
public record SourceLocation(Path file, int line, int column) {
  /** Returns {@code file:line:column}, as editors and build logs make it a link. */
  @Override
  public String toString() {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/') + ":" + line + ":" + column;
  }
}
