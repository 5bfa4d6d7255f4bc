package io.customersession.contract.stub.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.model.CartItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Estimates of the memory that values take. */
class WeightTest {
  @Test
  void texts_weighTheirBytes() {
    assertThat(Weight.of("x".repeat(1_000))).isBetween(1_000L, 1_100L);
    assertThat(Weight.of("\u4e2d".repeat(1_000))).isBetween(2_000L, 2_100L);
    assertThat(Weight.of(null)).isZero();
  }

  @Test
  void collections_weighWhatIsInThem() {
    String text = "x".repeat(1_000);

    assertThat(Weight.of(List.of(text, List.of(text), Map.of("k", text)))).isGreaterThan(3_000);
    assertThat(Weight.of(Map.of(text, 1))).isGreaterThan(1_000);
    assertThat(Weight.of(new BigDecimal("9".repeat(5_000)))).isGreaterThan(2_000);
  }

  @Test
  void models_weighTheirProperties_whateverTheirIdsAre() {
    CartItem item =
        CartItem.builder()
            .sku("x".repeat(500))
            .quantity(1)
            .attributes(Map.of("a", "x".repeat(500)))
            .build();

    assertThat(Weight.of(item)).isBetween(1_000L, 4_000L);
    assertThat(Weight.of(item.toBuilder().remainingQuantity(7).build())).isEqualTo(Weight.of(item));
  }
}
