package io.customersession.contract.violation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
  @ParameterizedTest
  @CsvSource({
    "coupn, coupon",
    "REFERAL, referral",
    "couponn, coupon",
    "x-state-machin, x-state-machine",
    "X_State Machine, x-state-machine",
    "xyz,",
    "c,",
    "'',",
    "something,",
  })
  void nearest_misspelledName_isFound(String name, String nearest) {
    List<String> known = List.of("coupon", "referral", "state", "x-state-machine", "x-served");

    assertThat(Suggestions.nearest(name, known).orElse(null)).isEqualTo(nearest);
  }

  @Test
  void nearest_severalAtTheSameDistance_isTheFirstInAlphabeticalOrder() {
    assertThat(Suggestions.nearest("stat", List.of("stay", "star"))).contains("star");
    assertThat(Suggestions.nearest("stat", List.of("star", "stay"))).contains("star");
    assertThat(Suggestions.nearest("stat", List.of("star", "stay", "stats", "stat")))
        .contains("stat");
  }

  @Test
  void advice_namesTheNearestOrAllThatAreKnown() {
    assertThat(Suggestions.advice("stat", List.of("state", "note")))
        .isEqualTo("did you mean \"state\"?");
    assertThat(Suggestions.advice("x", List.of("state", "note")))
        .isEqualTo("choose one of \"note\", \"state\"");
    assertThat(Suggestions.advice("x", List.of())).isEqualTo("define it, or remove it here");
  }

  @Test
  void distance_countsChangedCharactersIgnoringCase() {
    assertThat(Suggestions.distance("Kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("a".repeat(300), "b")).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/", "-", "couponCodes", "\u0130", "😀"})
  void nearest_namesOfAnyLength_costsLittle(String piece) {
    List<String> known =
        IntStream.range(0, 300).mapToObj(i -> piece.repeat(20_000 / piece.length()) + i).toList();

    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(Suggestions.nearest(piece.repeat(400_000), known)).isEmpty();
    assertThat(Suggestions.nearest("a".repeat(90), known)).isEmpty();
    Suggestions.distance(piece.repeat(400_000), known.get(0));
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;

    assertThat(nanos).isLessThan(500_000_000L);
  }
}
