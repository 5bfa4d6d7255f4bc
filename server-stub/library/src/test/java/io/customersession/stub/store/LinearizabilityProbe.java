package io.customersession.stub.store;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** Runs Lincheck in a process of its own, because its agent changes classes of the JDK as well. */
final class LinearizabilityProbe {
  private LinearizabilityProbe() {}

  /** How operations that run at the same time interleave. */
  enum Mode {
    /** As three threads of the machine do. */
    STRESS,
    /** Two threads, with a switch at each access to what they share that Lincheck selects. */
    MODEL
  }

  /**
   * Prints "linearizable", or the operations whose results no order explains.
   *
   * @param args a mode, the name of a class of operations, the number of scenarios, and how often
   *     each of them runs
   */
  public static void main(String[] args) throws ClassNotFoundException {
    Class<?> operations = Class.forName(args[1]);
    int scenarios = Integer.parseInt(args[2]);
    int runs = Integer.parseInt(args[3]);
    try {
      if (Mode.valueOf(args[0]) == Mode.STRESS) {
        stress(operations, scenarios, runs);
      } else {
        model(operations, scenarios, runs);
      }
      System.out.println("linearizable");
    } catch (LincheckAssertionError e) {
      System.out.println(e.getMessage());
    }
  }

  private static void stress(Class<?> operations, int scenarios, int runs) {
    new StressOptions()
        .sequentialSpecification(ExpectedSessions.class)
        .iterations(scenarios)
        .invocationsPerIteration(runs)
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        // What loses updates on purpose waits, and need not be made shorter.
        .minimizeFailedScenario(operations == StoreOperations.class)
        .check(operations);
  }

  private static void model(Class<?> operations, int scenarios, int runs) {
    new ModelCheckingOptions()
        .sequentialSpecification(ExpectedSessions.class)
        .iterations(scenarios)
        .invocationsPerIteration(runs)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(2)
        .actorsAfter(1)
        // It would run each of them again many times, which takes minutes.
        .minimizeFailedScenario(false)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(LinearizabilityProbe::isTrusted)
                .allMethods()
                .ignore())
        .check(operations);
  }

  /** Immutable values, and collections: with switches inside them, a run exceeds its timeout. */
  private static boolean isTrusted(String name) {
    return name.startsWith("io.customersession.stub.model.")
        || name.startsWith("java.math.")
        || name.startsWith("java.time.")
        || name.startsWith("java.lang.")
        || (name.startsWith("java.util.") && !name.contains(".locks."));
  }
}
