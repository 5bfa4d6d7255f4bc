package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void nearest_isTheNameWithFewSlips() {
    assertThat(Spelling.nearest("x-state-machin", List.of("x-state-machine", "x-served")))
        .contains("x-state-machine");
    assertThat(Spelling.nearest("X_State Machine", List.of("x-state-machine")))
        .contains("x-state-machine");
    assertThat(Spelling.nearest("something", List.of("x-state-machine"))).isEmpty();
  }

  @Test
  void nearest_ofLongNames_costsLittle() {
    List<String> known =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "a".repeat(20_000) + i)
            .collect(Collectors.toList());

    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(Spelling.nearest("a".repeat(20_000), known)).isEmpty();
    assertThat(Spelling.nearest("a".repeat(90), known)).isEmpty();
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

    assertThat(nanos).isLessThan(2_000_000_000L);
  }
}
