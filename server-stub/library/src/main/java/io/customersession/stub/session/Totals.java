package io.customersession.stub.session;

import io.customersession.stub.model.AdditionalCost;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.Session;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums over a cart, in the application's currency, exact. An absent price counts as 0; an
 * item's additional costs count once for each unit.
 *
 * @param cartItems prices times quantities
 * @param cartItemAdditionalCosts additional costs of items
 * @param additionalCosts additional costs of items and of the session
 */
record Totals(
    BigDecimal cartItems, BigDecimal cartItemAdditionalCosts, BigDecimal additionalCosts) {
  static Totals of(List<CartItem> items, @Nullable Map<String, AdditionalCost> sessionCosts) {
    BigDecimal prices = BigDecimal.ZERO;
    BigDecimal itemCosts = BigDecimal.ZERO;
    for (CartItem item : items) {
      BigDecimal quantity = BigDecimal.valueOf(item.getQuantity());
      prices = prices.add(price(item).multiply(quantity));
      itemCosts = itemCosts.add(sum(item.getAdditionalCosts()).multiply(quantity));
    }
    return new Totals(prices, itemCosts, itemCosts.add(sum(sessionCosts)));
  }

  /** Returns the cost of the returned units of a cart, including their additional costs. */
  static BigDecimal returned(List<CartItem> items) {
    BigDecimal total = BigDecimal.ZERO;
    for (CartItem item : items) {
      Integer returned = item.getReturnedQuantity();
      if (returned != null && returned > 0) {
        BigDecimal unit = price(item).add(sum(item.getAdditionalCosts()));
        total = total.add(unit.multiply(BigDecimal.valueOf(returned)));
      }
    }
    return total;
  }

  BigDecimal total() {
    return cartItems.add(additionalCosts);
  }

  private static BigDecimal price(CartItem item) {
    BigDecimal price = item.getPrice();
    return price == null ? BigDecimal.ZERO : price;
  }

  private static BigDecimal sum(@Nullable Map<String, AdditionalCost> costs) {
    BigDecimal sum = BigDecimal.ZERO;
    if (costs != null) {
      for (AdditionalCost cost : costs.values()) {
        sum = sum.add(cost.getPrice());
      }
    }
    return sum;
  }

  /** Returns true if sessions in a state count among the closed sessions of their profiles. */
  static boolean isSold(SessionState state) {
    return switch (state) {
      case CLOSED, PARTIALLY_RETURNED -> true;
      case OPEN, CANCELLED -> false;
    };
  }

  /** Returns what a session adds to the sales of its profile. */
  static BigDecimal sales(Session session) {
    CustomerSessionV2 facts = session.facts();
    return isSold(session.state())
        ? facts.getTotal().subtract(returned(facts.getCartItems()))
        : BigDecimal.ZERO;
  }
}
