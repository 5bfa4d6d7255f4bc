package io.customersession.stub.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.store.LinearizabilityProbe.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Units and readings of a {@link MemoryStore} that run at the same time have results that some
 * order of them explains. The properties {@code linearizability.scenarios} and {@code
 * linearizability.models} select a longer run.
 */
class LinearizabilityTest {
  private static final int SCENARIOS = Integer.getInteger("linearizability.scenarios", 10);
  private static final int RUNS_OF_EACH = 500;
  private static final int MODELS = Integer.getInteger("linearizability.models", 0);
  private static final int RUNS_OF_EACH_MODEL = 100;

  @TempDir private Path folder;

  @Test
  void operationsAtTheSameTime_haveResultsOfSomeOrder() throws Exception {
    assertThat(run(Mode.STRESS, StoreOperations.class, SCENARIOS, RUNS_OF_EACH))
        .last()
        .isEqualTo("linearizable");
    print(SCENARIOS, "three threads", RUNS_OF_EACH);
  }

  /** Otherwise the test above would prove nothing. */
  @Test
  void lostUpdate_isFound() throws Exception {
    assertThat(run(Mode.STRESS, LostUpdateOperations.class, 10, RUNS_OF_EACH))
        .contains("= Invalid execution results =")
        .doesNotContain("linearizable");
  }

  /** Takes too long for each build. */
  @Test
  @EnabledIfSystemProperty(named = "linearizability.models", matches = "[1-9][0-9]*")
  void selectedInterleavings_haveResultsOfSomeOrder_andALostUpdateIsFound() throws Exception {
    assertThat(run(Mode.MODEL, LostUpdateOperations.class, MODELS, RUNS_OF_EACH_MODEL))
        .contains("= Invalid execution results =")
        .doesNotContain("linearizable");
    assertThat(run(Mode.MODEL, StoreOperations.class, MODELS, RUNS_OF_EACH_MODEL))
        .last()
        .isEqualTo("linearizable");
    print(MODELS, "two threads, whose switches were selected", RUNS_OF_EACH_MODEL);
  }

  private static void print(int scenarios, String threads, int runs) {
    System.out.println(
        "stores: memory is linearizable in "
            + scenarios
            + " random scenarios of "
            + threads
            + ", each run "
            + runs
            + " times");
  }

  /** Returns the lines that Lincheck prints in a process of its own. */
  private List<String> run(Mode mode, Class<?> operations, int scenarios, int runs)
      throws Exception {
    Path output = folder.resolve(mode + "-" + operations.getSimpleName() + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Later JDKs warn about agents that attach themselves, as Lincheck's does.
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LinearizabilityProbe.class.getName(),
                mode.name(),
                operations.getName(),
                Integer.toString(scenarios),
                Integer.toString(runs))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output);
  }
}
