package io.customersession.contract.runtime;

/** The version of the runtime as generated code sees it. */
public final class ContractRuntime {
  /**
   * What this runtime offers to generated code. It is raised whenever generated code starts to need
   * something that an older runtime lacks.
   */
  static final int LEVEL = 1;

  private ContractRuntime() {}

  /**
   * Checks that this runtime is new enough for generated code. Generated classes call it when they
   * are loaded, so that an old runtime on the class path is reported by what to upgrade, and not by
   * a missing method later.
   *
   * @param level the lowest {@code LEVEL} that the generated code works with
   * @param artifact the oldest artifact that has it, such as {@code contract-runtime 0.1.0}
   * @throws IllegalStateException if this runtime is older
   */
  public static void requireLevel(int level, String artifact) {
    if (LEVEL < level) {
      throw new IllegalStateException(
          "The generated code requires "
              + artifact
              + " or later, but the class path has an older contract-runtime;"
              + " upgrade it to the version of the generator");
    }
  }
}
