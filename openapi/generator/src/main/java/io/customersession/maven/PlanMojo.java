package io.customersession.maven;

import io.customersession.contract.Diagnostics;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.InvalidContractException;
import org.apache.maven.plugin.MojoFailureException;

/** {@code plan}: prints what default handlers do with each operation of a document, and why. */
public final class PlanMojo extends DocumentMojo {
  @Override
  public void execute() throws MojoFailureException {
    if (document == null) {
      throw new MojoFailureException("specify -Dcontract.document=FILE");
    }
    try {
      EntityPlan plan = EntityPlan.unambiguous(checked(document, false), selection());
      plan.text().lines().forEach(getLog()::info);
      Diagnostics.warnings(plan.diagnostics()).forEach(getLog()::warn);
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    }
  }
}
