package io.customersession.stub.cli;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.journal.ViolationReport;
import io.customersession.stub.world.World;
import io.customersession.stub.world.Worlds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is told at the end of a run about calls against the contract.
 *
 * @param file where the whole report goes, or null if a summary is enough
 */
record EndReport(@Nullable Path file) {
  /** A summary only. */
  static final EndReport SUMMARY = new EndReport(null);

  /**
   * Makes a report.
   *
   * @throws IllegalArgumentException if the file could not be written in the end
   */
  EndReport {
    if (file != null) {
      if (!isNamed(file, ".json") && !isNamed(file, ".xml")) {
        throw new IllegalArgumentException("--report must end with .json or .xml, not " + file);
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new IllegalArgumentException("--report must be in a folder that exists: " + file);
      }
    }
  }

  /** Prints a summary if there is anything to tell, and writes the file in any case. */
  void tell(CustomerSessionStub stub, PrintStream out, PrintStream err) {
    ViolationReport report = ViolationReport.merged(reports(stub.worlds()));
    if (!report.isEmpty()) {
      out.println(report.summary());
      out.flush();
    }
    if (file != null) {
      try {
        Files.writeString(file, isNamed(file, ".json") ? report.toJson() : report.toJunitXml());
      } catch (IOException e) {
        err.println("cannot write the report: " + e);
        err.flush();
      }
    }
  }

  private static List<ViolationReport> reports(Worlds worlds) {
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
