package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The report about contract violations at the end of a run.
 *
 * @param file where the whole report goes, or null if a summary is enough
 */
record EndReport(@Nullable Path file) {
  /**
   * Creates a report.
   *
   * @param file the name of the file, or the empty text for a summary only
   * @throws IllegalArgumentException if the file could not be written in the end
   */
  static EndReport of(String file) {
    return new EndReport(file.isEmpty() ? null : Path.of(file));
  }

  /**
   * Creates a report.
   *
   * @throws IllegalArgumentException if the file could not be written in the end
   */
  EndReport {
    if (file != null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new IllegalArgumentException("--report must be in a folder that exists: " + file);
      }
      if (!Files.isWritable(folder)) {
        throw new IllegalArgumentException("--report must be in a folder to write in: " + file);
      }
      boolean replaceable =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !replaceable) {
        throw new IllegalArgumentException("--report must be a regular file: " + file);
      }
    }
  }

  /**
   * Prints a summary if there are violations, and always writes the file.
   *
   * @return false if the file could not be written
   */
  boolean print(CustomerSessionStub stub, ServeLog log, PrintStream err) {
    ViolationReport report = ViolationReport.merged(reports(stub.worlds()));
    log.ended(report);
    if (file != null) {
      try {
        write(report, file.toAbsolutePath());
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        err.println("cannot write the report: " + e);
        err.flush();
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the whole report beside the file and then puts it in its place, so that nobody reads
   * half a report. A symbolic link is replaced, not followed.
   */
  private static void write(ViolationReport report, Path file) throws IOException {
    // Not a temporary file of the JDK, which only its owner may read.
    Path whole =
        file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (Writer out =
          Printable.writer(
              Files.newOutputStream(
                  whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        if (isNamed(file, ".json")) {
          report.writeJson(out);
        } else {
          report.writeJunitXml(out);
        }
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static List<ViolationReport> reports(Worlds<World> worlds) {
    List<ViolationReport> all = new ArrayList<>();
    for (String name : worlds.names()) {
      World world = worlds.find(name);
      if (world != null) {
        all.add(world.report());
      }
    }
    return all;
  }

  private static boolean isNamed(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
