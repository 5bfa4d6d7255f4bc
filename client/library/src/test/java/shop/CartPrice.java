package shop;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.effect.Discount;
import io.customersession.client.effect.RejectedCoupon;
import io.customersession.client.effect.SessionEffects;
import io.customersession.client.model.CartItem;
import java.math.BigDecimal;
import java.util.List;

/** Shows what a cart costs. */
public final class CartPrice {
  private final CustomerSessions sessions;

  public CartPrice(CustomerSessions sessions) {
    this.sessions = sessions;
  }

  /** Updates the cart of an order and returns what the customer pays. */
  public BigDecimal update(String order, List<CartItem> cart, List<String> coupons) {
    SessionChange change = SessionChange.builder().cartItems(cart).couponCodes(coupons).build();
    SessionEffects effects = SessionEffects.of(sessions.update(order, change));
    for (Discount discount : effects.discounts()) {
      System.out.println(discount.label() + ": -" + discount.amount());
    }
    for (RejectedCoupon coupon : effects.rejectedCoupons()) {
      System.out.println(coupon.code() + " cannot be used: " + coupon.reason());
    }
    return effects.discountedTotal().orElseThrow();
  }
}
