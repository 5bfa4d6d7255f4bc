package io.customersession.stub.admin;

import io.customersession.stub.admin.api.ViolationsApi;
import io.customersession.stub.admin.model.Severity;
import io.customersession.stub.admin.model.Violation;
import io.customersession.stub.admin.model.ViolationReport;
import io.customersession.stub.journal.ContractViolation;
import java.util.List;

/** What calls did against the contract. */
final class ViolationsResource implements ViolationsApi {
  private final Places places;

  ViolationsResource(Places places) {
    this.places = places;
  }

  @Override
  public ViolationReport getViolations(String world) {
    io.customersession.stub.journal.ViolationReport report = places.world(world).report();
    return ViolationReport.builder()
        .errors(report.errors().size())
        .warnings(report.warnings().size())
        .summary(report.summary())
        .violations(views(report.violations()))
        .build();
  }

  static List<Violation> views(List<ContractViolation> violations) {
    return violations.stream().map(ViolationsResource::view).toList();
  }

  private static Violation view(ContractViolation violation) {
    return Violation.builder()
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
        .build();
  }
}
