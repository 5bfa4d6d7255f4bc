package io.customersession.contract.stub.junit;

import io.customersession.contract.stub.violation.RepeatedViolation;
import io.customersession.contract.stub.violation.ViolationReport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fails a test whose requests broke the contract. The message explains up to 10 kinds of
 * violations.
 */
public final class ContractViolationError extends AssertionError {
  private static final long serialVersionUID = 1;
  private static final int EXPLAINED = 10;

  private final transient ViolationReport report;

  ContractViolationError(ViolationReport report) {
    super(message(ViolationReport.of(report.errors())));
    this.report = report;
  }

  /** Returns the report of the test, including warnings. */
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
    String off =
        kinds.stream()
            .map(kind -> kind.first().kind().key() + "=off")
            .distinct()
            .collect(Collectors.joining(", "));
    return "The contract was broken "
        + times(errors.violations().size())
        + ".\n\n"
        + kinds.stream()
            .limit(EXPLAINED)
            .map(RepeatedViolation::explained)
            .collect(Collectors.joining("\n\n"))
        + (kinds.size() > EXPLAINED ? "\n\nand " + (kinds.size() - EXPLAINED) + " more kinds" : "")
        + "\n\nIf this is intended: @ContractSeverity(\""
        + off
        + "\") on the test or its class, or X-Stub-Severity: "
        + off
        + " with the request.\nIf callers always do this: @ExpectedViolations(\""
        + (rule + " " + first.location()).strip()
        + "\"), or the same in the stub's settings or fixtures.";
  }
}
