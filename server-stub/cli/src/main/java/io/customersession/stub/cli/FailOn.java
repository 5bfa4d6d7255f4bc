package io.customersession.stub.cli;

import io.customersession.contract.stub.violation.ViolationReport;

/** The violations that make {@code serve} end with an exit code of their own. */
enum FailOn {
  /** None. */
  NEVER,
  /** Errors. */
  ERROR,
  /** Errors and warnings. */
  WARNING;

  /** Returns true if a report has such violations. */
  boolean isMetBy(ViolationReport report) {
    return switch (this) {
      case NEVER -> false;
      case ERROR -> report.errorCount() > 0;
      case WARNING -> report.errorCount() + report.warningCount() > 0;
    };
  }
}
