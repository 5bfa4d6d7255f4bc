package io.customersession.maven;

import io.customersession.contract.Diagnostics;
import io.customersession.contract.Document;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.InvalidContractException;
import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** {@code plan}: prints what default handlers do with each operation of a document, and why. */
public final class PlanMojo extends AbstractMojo {
  private @Nullable File document;

  @Override
  public void execute() throws MojoFailureException {
    if (document == null) {
      throw new MojoFailureException("specify -Dcontract.document=FILE");
    }
    try {
      EntityPlan plan = EntityPlan.unambiguous(Document.checked(document.toPath()));
      plan.text().lines().forEach(getLog()::info);
      Diagnostics.warnings(plan.diagnostics()).forEach(getLog()::warn);
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    }
  }
}
