package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.violation.ViolationReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The file with the report about contract violations at the end of a run.
 *
 * @param file where the report goes, or null for nowhere
 */
record EndReport(@Nullable Path file) {
  /**
   * Creates a report.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  EndReport {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new IllegalArgumentException("report must be in a folder that exists: " + file);
      }
      boolean replaceable =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !replaceable) {
        throw new IllegalArgumentException("report must be a regular file: " + file);
      }
      requireWritable(file.toAbsolutePath());
    }
  }

  /**
   * Creates a report.
   *
   * @param file the name of the file, or the empty text for none
   * @throws IllegalArgumentException if the file cannot be written
   */
  static EndReport of(String file) {
    return new EndReport(file.isEmpty() ? null : Path.of(file));
  }

  /** Creates the file beside it and deletes it: permissions alone do not say enough. */
  private static void requireWritable(Path file) {
    Path beside = beside(file);
    try {
      Files.deleteIfExists(Files.createFile(beside));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "report must be in a folder that can be written to: " + file, e);
    }
  }

  /**
   * Writes the report. If it cannot be written to the file, it is written to a temporary one, which
   * a message names, so that nothing is lost.
   *
   * @return false if it could not be written to the file
   */
  boolean write(ViolationReport report, PrintStream err) {
    if (file == null) {
      return true;
    }
    try {
      replace(report, file.toAbsolutePath());
      return true;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      err.println("cannot write the report: " + e);
    }
    try {
      String name = String.valueOf(file.getFileName());
      Path other = Files.createTempFile("", "-" + name);
      write(report, other, StandardOpenOption.TRUNCATE_EXISTING);
      err.println("the report is in " + other);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      err.println("the report is lost: " + e);
    }
    err.flush();
    return false;
  }

  /**
   * Writes the whole report beside the file and then puts it in its place, so that nobody reads
   * half a report. A symbolic link is replaced, not followed.
   */
  private static void replace(ViolationReport report, Path file) throws IOException {
    // Not a temporary file of the JDK, which only its owner may read.
    Path whole = beside(file);
    try {
      write(report, whole, StandardOpenOption.CREATE_NEW);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static void write(ViolationReport report, Path file, StandardOpenOption how)
      throws IOException {
    try (Writer out =
        Printable.writer(Files.newOutputStream(file, how, StandardOpenOption.WRITE))) {
      if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
        report.writeJson(out);
      } else {
        report.writeJunitXml(out);
      }
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling("." + ProcessHandle.current().pid() + "." + file.getFileName());
  }
}
