package io.customersession.stub.promotion;

import io.customersession.stub.model.Effect;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What promotions have done to a session so far. Immutable.
 *
 * @param effects the effects in force
 * @param counted the uses of codes that are counted for the session
 */
public record Standing(List<Effect> effects, List<Redemption> counted) {
  /** Nothing. */
  public static final Standing NONE = new Standing(List.of(), List.of());

  /** Makes a standing; the lists are copied. */
  public Standing {
    effects = List.copyOf(effects);
    counted = List.copyOf(counted);
  }

  /** Returns the discounts by their labels, in the order in which they were given. */
  public Map<String, BigDecimal> discounts() {
    return Effects.discounts(effects);
  }

  /** Returns the sum of all discounts. */
  public BigDecimal totalDiscounts() {
    return discounts().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
