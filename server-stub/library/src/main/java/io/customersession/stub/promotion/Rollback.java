package io.customersession.stub.promotion;

import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What remains of the promotions of a session when items are returned, and what ends.
 *
 * @param remaining the effects and redemptions that stay
 * @param ended the effects that end
 * @param released the redemptions that end
 */
record Rollback(AppliedPromotions remaining, List<Effect> ended, List<Redemption> released) {
  /**
   * Works out what ends when units are returned: the discounts of these units, and a code none of
   * whose discounts is left. A discount off the cart, or off a unit that the cart does not have,
   * ends with the last unit.
   *
   * @param cartBefore the cart before the return
   * @param cart the cart after the return
   */
  static Rollback ofReturn(
      AppliedPromotions before, List<CartItem> cartBefore, List<CartItem> cart) {
    boolean everything =
        cart.stream().allMatch(item -> Integer.valueOf(0).equals(item.getRemainingQuantity()));
    List<Effect> ended = new ArrayList<>();
    List<Effect> remaining = new ArrayList<>();
    for (Effect effect : before.effects()) {
      boolean goes = namesUnit(effect, cart) ? isReturned(effect, cartBefore, cart) : everything;
      (goes ? ended : remaining).add(effect);
    }
    Set<List<Object>> withoutUnits = rulesOfUnits(before.effects());
    withoutUnits.removeAll(rulesOfUnits(remaining));
    remaining.removeIf(
        effect -> {
          boolean goes = Effects.accepted(effect) != null && withoutUnits.contains(rule(effect));
          return goes && ended.add(effect);
        });
    List<Redemption> kept = new ArrayList<>();
    List<Redemption> released = new ArrayList<>();
    for (Redemption redemption : before.redemptions()) {
      (ended.stream().anyMatch(effect -> accepts(effect, redemption)) ? released : kept)
          .add(redemption);
    }
    return new Rollback(new AppliedPromotions(remaining, kept), ended, released);
  }

  /**
   * Returns the effects that undo other effects; none for an effect that leaves nothing to undo.
   */
  static List<Effect> effects(List<Effect> effects) {
    return effects.stream().map(Effects::rollback).filter(Objects::nonNull).toList();
  }

  private static boolean accepts(Effect effect, Redemption redemption) {
    return Effects.accepted(effect) == redemption.kind()
        && Effects.text(effect, "value").equals(redemption.code());
  }

  private static boolean namesUnit(Effect effect, List<CartItem> cart) {
    int position = Effects.index(effect, "position");
    int unit = Effects.index(effect, "subPosition");
    return Effects.isForUnit(effect)
        && position >= 0
        && position < cart.size()
        && unit >= 0
        && unit < cart.get(position).getQuantity();
  }

  /** Units of a line are returned in the order of their numbers. */
  private static boolean isReturned(Effect effect, List<CartItem> before, List<CartItem> after) {
    int position = Effects.index(effect, "position");
    int unit = Effects.index(effect, "subPosition");
    return unit >= returned(before.get(position)) && unit < returned(after.get(position));
  }

  private static int returned(CartItem item) {
    return Objects.requireNonNullElse(item.getReturnedQuantity(), 0);
  }

  private static Set<List<Object>> rulesOfUnits(List<Effect> effects) {
    Set<List<Object>> found = new HashSet<>();
    effects.stream().filter(Effects::isForUnit).forEach(effect -> found.add(rule(effect)));
    return found;
  }

  private static List<Object> rule(Effect effect) {
    return List.of(effect.getCampaignId(), effect.getRuleIndex());
  }
}
