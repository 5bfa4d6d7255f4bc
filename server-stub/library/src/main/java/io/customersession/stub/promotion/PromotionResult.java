package io.customersession.stub.promotion;

import io.customersession.stub.model.Effect;
import java.util.List;

/**
 * The effect of a call on the promotions of a session.
 *
 * @param applied the promotions applied afterwards
 * @param effects the effects that the call causes
 * @param redeemed the redemptions to count when the call is stored
 * @param released the redemptions to release when the call is stored
 */
public record PromotionResult(
    AppliedPromotions applied,
    List<Effect> effects,
    List<Redemption> redeemed,
    List<Redemption> released) {
  /** Creates a result; the lists are copied. */
  public PromotionResult {
    effects = List.copyOf(effects);
    redeemed = List.copyOf(redeemed);
    released = List.copyOf(released);
  }

  /** Returns the result of a call that does not affect promotions. */
  public static PromotionResult none(AppliedPromotions applied) {
    return new PromotionResult(applied, List.of(), List.of(), List.of());
  }
}
