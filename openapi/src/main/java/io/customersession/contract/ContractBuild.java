package io.customersession.contract;

import java.nio.file.Path;

/**
 * The step of a build that looks at the document: for a build that cannot use the Maven plugin,
 * being the one that makes it.
 */
public final class ContractBuild {
  private ContractBuild() {}

  /**
   * Checks a document, compares it with its baseline, prints what changed and draws the state
   * machines. If the system property {@code contract.release} is {@code true}, moves the baseline
   * first.
   *
   * @param args document, baseline, change log, directory for diagrams
   * @throws InvalidContractException if the document is faulty or breaks somebody
   */
  public static void main(String[] args) {
    Release release = new Release(Path.of(args[0]), Path.of(args[1]));
    if (Boolean.getBoolean("contract.release")) {
      System.out.println(release.move(Path.of(args[2])));
    } else {
      if (!release.changes().isEmpty()) {
        System.out.print(Commands.report(release.changes()));
      }
      release.requireNothingBroken("mvn -pl openapi process-classes -Dcontract.release=true");
    }
    Commands.draw(release.document(), Path.of(args[3]));
  }
}
