package shop;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The checkout of a shop. */
public final class Checkout {
  private final CustomerSessions sessions;

  public Checkout(CustomerSessions sessions) {
    this.sessions = sessions;
  }

  /** Puts mugs into a customer's cart and returns what the cart costs. */
  public BigDecimal putMugs(String order, String customer, int count) {
    CartItem mugs =
        CartItem.builder().sku("mug").quantity(count).price(new BigDecimal("10.50")).build();
    sessions.update(
        order, SessionChange.builder().profileId(customer).cartItems(List.of(mugs)).build());
    CustomerSessionV2 stored = sessions.get(order).getCustomerSession();
    if (stored == null) {
      throw new IllegalStateException("the cart is gone");
    }
    return stored.getTotal();
  }

  /** Places the order unless it has already been placed. */
  public boolean pay(String order) {
    try {
      sessions.close(order);
      return true;
    } catch (IllegalTransitionException e) {
      return false;
    }
  }

  /** Cancels an order asynchronously. */
  public CompletableFuture<String> abandon(String order) {
    return sessions
        .async()
        .cancel(order)
        .thenApply(
            state ->
                state.getCustomerSession() == null
                    ? "unknown"
                    : state.getCustomerSession().getState().value());
  }
}
