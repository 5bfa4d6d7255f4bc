package io.customersession.stub.promotion;

import io.customersession.stub.model.Effect;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The promotions applied to a session. Immutable.
 *
 * @param effects the effects in force
 * @param redemptions the counted redemptions
 */
public record AppliedPromotions(List<Effect> effects, List<Redemption> redemptions) {
  /** No promotions. */
  public static final AppliedPromotions NONE = new AppliedPromotions(List.of(), List.of());

  /** Creates applied promotions; the lists are copied. */
  public AppliedPromotions {
    effects = List.copyOf(effects);
    redemptions = List.copyOf(redemptions);
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
