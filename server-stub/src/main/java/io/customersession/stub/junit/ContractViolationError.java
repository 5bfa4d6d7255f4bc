package io.customersession.stub.junit;

import io.customersession.stub.journal.ContractViolation;
import io.customersession.stub.journal.ViolationReport;
import java.util.List;
import java.util.stream.Collectors;

/** Calls that broke the contract while a test ran. The message explains each of them. */
public final class ContractViolationError extends AssertionError {
  private static final long serialVersionUID = 1;
  private static final int EXPLAINED = 10;

  private final transient ViolationReport report;

  ContractViolationError(ViolationReport report) {
    super(message(report.errors()));
    this.report = report;
  }

  /** Returns everything that was found, warnings included. */
  public ViolationReport report() {
    return report;
  }

  private static String times(int count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
  }

  private static String message(List<ContractViolation> errors) {
    String rule = errors.get(0).kind().key();
    return "The contract was broken "
        + times(errors.size())
        + ".\n\n"
        + errors.stream()
            .limit(EXPLAINED)
            .map(ContractViolation::explained)
            .collect(Collectors.joining("\n\n"))
        + (errors.size() > EXPLAINED ? "\n\nand " + (errors.size() - EXPLAINED) + " more" : "")
        + "\n\nWhere that is meant: @ContractSeverity(\""
        + rule
        + "=off\") on the test or its class, or X-Stub-Severity: "
        + rule
        + "=off with the call.";
  }
}
