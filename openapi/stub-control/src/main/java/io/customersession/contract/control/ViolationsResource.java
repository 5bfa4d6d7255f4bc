package io.customersession.contract.control;

import io.customersession.contract.control.api.ViolationsApi;
import io.customersession.contract.control.model.ExpectedViolationCount;
import io.customersession.contract.control.model.ReportedViolation;
import io.customersession.contract.control.model.Severity;
import io.customersession.contract.control.model.ViolationReport;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.Occurrence;
import io.customersession.contract.stub.violation.RepeatedViolation;
import io.customersession.contract.stub.world.StubWorld;
import java.time.ZoneOffset;
import java.util.List;

/** The violations of the contract in a world. */
final class ViolationsResource<W extends StubWorld> implements ViolationsApi {
  private final Domain<W> domain;

  ViolationsResource(Domain<W> domain) {
    this.domain = domain;
  }

  @Override
  public ViolationReport getViolations(String world) {
    io.customersession.contract.stub.violation.ViolationReport report =
        domain.world(world).report();
    return ViolationReport.builder()
        .errors((int) report.errorCount())
        .warnings((int) report.warningCount())
        .summary(report.summary())
        .violations(report.repeated().stream().map(ViolationsResource::view).toList())
        .expected(report.expected().stream().map(ViolationsResource::view).toList())
        .build();
  }

  static List<ReportedViolation> views(List<ContractViolation> violations) {
    return violations.stream().map(violation -> view(new RepeatedViolation(violation, 1))).toList();
  }

  private static ExpectedViolationCount view(
      io.customersession.contract.stub.violation.ExpectedViolationCount expected) {
    ContractViolation first = expected.first();
    return ExpectedViolationCount.builder()
        .rule(expected.expected().rule().key())
        .location(expected.expected().location())
        .count(expected.count())
        .first(first == null ? null : view(new RepeatedViolation(first, 1)))
        .build();
  }

  private static ReportedViolation view(RepeatedViolation repeated) {
    ContractViolation violation = repeated.first();
    Occurrence first = violation.occurrence();
    return ReportedViolation.builder()
        .rule(violation.kind().key())
        .severity(Severity.valueOf(violation.severity().name()))
        .operation(violation.operation())
        .method(violation.method())
        .path(violation.path())
        .location(violation.location())
        .details(violation.details())
        .documented(violation.rule())
        .sent(violation.sent())
        .consequence(violation.consequence())
        .rightForm(violation.rightForm())
        .refused(violation.refused())
        .expected(violation.expectedBy() != null)
        .count(repeated.count())
        .pattern(repeated.location())
        .application(violation.application())
        .userAgent(violation.userAgent())
        .world(first == null ? null : first.world())
        .exchange(first == null ? null : (Long) first.exchange())
        .time(first == null ? null : Moment.of(first.time().atOffset(ZoneOffset.UTC)))
        .build();
  }
}
