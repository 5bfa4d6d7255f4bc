package io.customersession.stub.promotion;

import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.CartItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes discounts off one cart, each off what the ones before it left. */
final class Discounts {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final List<CartItem> cart;
  private final int decimalPlaces;
  private final BigDecimal[][] units;
  private BigDecimal left = BigDecimal.ZERO;

  Discounts(List<CartItem> cart, int decimalPlaces) {
    this.cart = cart;
    this.decimalPlaces = decimalPlaces;
    this.units = new BigDecimal[cart.size()][];
    for (CartItem item : cart) {
      left = left.add(price(item).multiply(BigDecimal.valueOf(item.getQuantity())));
    }
  }

  /** Gives what a promotion gives, as effects of a type with their properties; nothing for 0. */
  void give(Promotion promotion, BiConsumer<String, Map<String, Object>> effects) {
    if (promotion.percent() == null && promotion.amount() == null) {
      return;
    }
    if (promotion.isForItems()) {
      giveOffItems(promotion, effects);
      return;
    }
    BigDecimal value = value(promotion, left);
    if (value.signum() > 0) {
      left = left.subtract(value);
      effects.accept(Effects.SET_DISCOUNT, props(promotion, value));
    }
  }

  private void giveOffItems(Promotion promotion, BiConsumer<String, Map<String, Object>> effects) {
    for (int position = 0; position < cart.size(); position++) {
      CartItem item = cart.get(position);
      if (!applies(promotion, item)) {
        continue;
      }
      BigDecimal[] prices = prices(position, item);
      for (int unit = 0; unit < prices.length; unit++) {
        BigDecimal value = value(promotion, prices[unit]).min(floor(left));
        if (value.signum() > 0) {
          prices[unit] = prices[unit].subtract(value);
          left = left.subtract(value);
          Map<String, Object> props = props(promotion, value);
          props.put("position", position);
          props.put("subPosition", unit);
          effects.accept(Effects.SET_DISCOUNT_PER_ITEM, props);
        }
      }
    }
  }

  private static boolean applies(Promotion promotion, CartItem item) {
    String sku = promotion.sku();
    return sku != null
        ? sku.equals(item.getSku())
        : Objects.equals(promotion.category(), item.getCategory());
  }

  /** Returns what is left of each unit of a line; few lines of a cart are asked for. */
  private BigDecimal[] prices(int position, CartItem item) {
    BigDecimal[] prices = units[position];
    if (prices == null) {
      prices = new BigDecimal[item.getQuantity()];
      Arrays.fill(prices, price(item));
      units[position] = prices;
    }
    return prices;
  }

  private BigDecimal value(Promotion promotion, BigDecimal price) {
    BigDecimal percent = promotion.percent();
    BigDecimal exact =
        percent == null
            ? Objects.requireNonNull(promotion.amount())
            : price.multiply(percent).divide(HUNDRED);
    return exact.setScale(decimalPlaces, RoundingMode.HALF_UP).min(floor(price));
  }

  private BigDecimal floor(BigDecimal price) {
    return price.setScale(decimalPlaces, RoundingMode.FLOOR);
  }

  private static Map<String, Object> props(Promotion promotion, BigDecimal value) {
    Map<String, Object> props = new LinkedHashMap<>();
    props.put("name", promotion.label());
    props.put("value", value);
    return props;
  }

  private static BigDecimal price(CartItem item) {
    @Nullable BigDecimal price = item.getPrice();
    return price == null ? BigDecimal.ZERO : price;
  }
}
