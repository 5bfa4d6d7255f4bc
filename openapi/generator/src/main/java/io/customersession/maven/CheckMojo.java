package io.customersession.maven;

import io.customersession.contract.Commands;
import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import io.customersession.contract.Release;
import java.io.File;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/**
 * {@code check}: checks a document and, if there is a baseline, reports changes that break a party.
 * {@code -Dcontract.release=true} moves the baseline instead of refusing them; {@code
 * -Dcontract.warnOnly=true} reports them as warnings, so that the build goes on to the code that
 * does not compile. If {@code strict}, warnings of the document count as errors. Errors outside of
 * the part that code is generated from are warnings.
 */
public final class CheckMojo extends DocumentMojo {
  private @Nullable File baseline;
  private @Nullable File changelog;
  private @Nullable File diagrams;
  private boolean release;
  private boolean strict;
  private boolean warnOnly;

  @Override
  public void execute() throws MojoFailureException {
    if (document == null) {
      throw new MojoFailureException("document must be configured");
    }
    try {
      Document checked = checked(document, strict);
      if (baseline != null) {
        compare(new Release(checked, baseline.toPath()), warnOnly);
      }
      if (diagrams != null) {
        Commands.draw(checked, diagrams.toPath());
      }
    } catch (InvalidContractException e) {
      throw new MojoFailureException("\n" + e.getMessage(), e);
    }
  }

  /** Reports what changed, and fails if a change is breaking and not to be reported only. */
  void compare(Release compared, boolean warnOnly) {
    if (release && changelog != null) {
      getLog().info(compared.move(changelog.toPath()));
      return;
    }
    if (!compared.changes().isEmpty()) {
      Commands.report(compared.changes()).lines().forEach(getLog()::info);
    }
    try {
      compared.requireNothingBroken("mvn process-classes -Dcontract.release=true");
    } catch (InvalidContractException e) {
      if (!warnOnly) {
        throw e;
      }
      String.valueOf(e.getMessage()).lines().forEach(getLog()::warn);
    }
  }
}
