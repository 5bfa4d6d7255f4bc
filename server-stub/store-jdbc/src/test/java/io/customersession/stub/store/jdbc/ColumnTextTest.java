package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTextTest {
  @Test
  void numbers_asTexts_sortLikeNumbers() {
    List<BigDecimal> numbers =
        Stream.of(
                "-1E+30",
                "-100",
                "-99.99",
                "-10",
                "-9",
                "-1.51",
                "-1.5",
                "-1",
                "-0.01",
                "-1E-30",
                "0",
                "1E-30",
                "0.01",
                "1",
                "1.0000000000000000001",
                "1.5",
                "9",
                "10",
                "99.99",
                "100",
                "1E+30")
            .map(BigDecimal::new)
            .toList();

    assertThat(numbers.stream().map(ColumnText::sortable)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void equalNumbers_withOtherScales_haveTheSameText() {
    assertThat(ColumnText.sortable(new BigDecimal("10.00")))
        .isEqualTo(ColumnText.sortable(new BigDecimal("1E+1")));
    assertThat(ColumnText.sortable(new BigDecimal("0.00")))
        .isEqualTo(ColumnText.sortable(BigDecimal.ZERO));
  }

  @Test
  void times_asTexts_sortLikeTimes() {
    List<Instant> times =
        Stream.of(
                "0001-01-01T00:00:00Z",
                "2026-07-04T12:00:00Z",
                "2026-07-04T12:00:00.000001Z",
                "9999-12-31T23:59:59.999999Z",
                "+10000-01-01T00:00:00Z")
            .map(Instant::parse)
            .toList();

    assertThat(times.stream().map(ColumnText::of)).isSorted().doesNotHaveDuplicates();
    assertThat(times.subList(0, 4))
        .allMatch(time -> ColumnText.time(ColumnText.of(time)).equals(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\u0000",
        "a\u0001b",
        "\u00010000",
        "\uD83D",
        "\uDED2\uD83D",
        "\uD83D\uDED2"
      })
  void texts_escaped_areTheSameAfterwards(String text) {
    String escaped = ColumnText.escaped(text);

    assertThat(ColumnText.unescaped(escaped)).isEqualTo(text);
    assertThat(escaped).doesNotContain("\u0000");
  }
}
