package io.customersession.contract.stub.junit;

import io.customersession.contract.stub.violation.RepeatedViolation;
import io.customersession.contract.stub.violation.ViolationReport;
import java.util.List;
import java.util.stream.Collectors;

/** Calls that broke the contract while a test ran. The message explains each of them. */
public final class ContractViolationError extends AssertionError {
  private static final long serialVersionUID = 1;
  private static final int EXPLAINED = 10;

  private final transient ViolationReport report;

  ContractViolationError(ViolationReport report) {
    super(message(ViolationReport.of(report.errors())));
    this.report = report;
  }

  /** Returns everything that was found, warnings included. */
  public ViolationReport report() {
    return report;
  }

  private static String times(int count) {
    return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
  }

  private static String message(ViolationReport errors) {
    List<RepeatedViolation> kinds = errors.repeated();
    RepeatedViolation first = kinds.get(0);
    String rule = first.first().kind().key();
    return "The contract was broken "
        + times(errors.violations().size())
        + ".\n\n"
        + kinds.stream()
            .limit(EXPLAINED)
            .map(RepeatedViolation::explained)
            .collect(Collectors.joining("\n\n"))
        + (kinds.size() > EXPLAINED ? "\n\nand " + (kinds.size() - EXPLAINED) + " more kinds" : "")
        + "\n\nWhere that is meant: @ContractSeverity(\""
        + rule
        + "=off\") on the test or its class, or X-Stub-Severity: "
        + rule
        + "=off with the call.\nWhere callers always do it: @ExpectedViolations(\""
        + (rule + " " + first.location()).strip()
        + "\"), or the same in the stub's settings or fixtures.";
  }
}
