package io.customersession.stub.account;

import java.util.EnumSet;
import java.util.Set;

/**
 * The definition of an additional cost.
 *
 * @param name the key, not empty
 * @param on what may carry it: sessions, cart items, or both
 */
public record AdditionalCost(String name, Set<Entity> on) {
  /**
   * Makes a definition.
   *
   * @throws IllegalArgumentException if the name is empty, or nothing may carry the cost
   */
  public AdditionalCost {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of an additional cost must not be empty");
    }
    FixtureValue.require("the name of an additional cost", name);
    if (on.isEmpty() || on.contains(Entity.PROFILE)) {
      throw new IllegalArgumentException(
          "the additional cost \"" + name + "\" must be on sessions, cart items or both");
    }
    on = Set.copyOf(on);
  }

  /** Returns a cost that sessions and cart items may carry. */
  public static AdditionalCost of(String name) {
    return new AdditionalCost(name, EnumSet.of(Entity.SESSION, Entity.CART_ITEM));
  }

  /** Returns a cost that only one of both may carry. */
  public static AdditionalCost of(String name, Entity on) {
    return new AdditionalCost(name, EnumSet.of(on));
  }
}
