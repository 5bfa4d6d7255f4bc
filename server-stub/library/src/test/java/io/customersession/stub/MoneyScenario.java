package io.customersession.stub;

import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Random carts, and an independent calculation of their discounts. */
abstract class MoneyScenario {
  /** What a code gives, written down a second time: thousandths of a percent, or thousandths. */
  record Gift(String label, long percent, long amount, String sku, String category) {
    boolean isFor(Line line) {
      return (sku == null || sku.equals(line.sku()))
          && (category == null || category.equals(line.category()));
    }
  }

  static final Map<String, Gift> GIFTS =
      Map.ofEntries(
          Map.entry("TEN", new Gift("off", 10_000, 0, null, null)),
          Map.entry("THIRD", new Gift("THIRD", 33_333, 0, null, null)),
          Map.entry("FIVE", new Gift("off", 0, 5_000, null, null)),
          Map.entry("HUGE", new Gift("HUGE", 0, 100_000_000, null, null)),
          Map.entry("ALL-A", new Gift("ALL-A", 100_000, 0, "a", null)),
          Map.entry("TENTH-X", new Gift("TENTH-X", 100, 0, null, "x")),
          Map.entry("CENT-B", new Gift("off", 0, 10, "b", null)),
          Map.entry("YEN-B", new Gift("off", 0, 1_000, "b", null)),
          Map.entry("FILS-B", new Gift("off", 0, 1, "b", null)),
          Map.entry("EACH", new Gift("EACH", 0, 1_000, null, null)),
          Map.entry("HERE", new Gift("HERE", 0, 1_000, null, null)),
          Map.entry("FRIEND", new Gift("FRIEND", 7_500, 0, null, null)));

  static final List<String> COUPONS =
      List.of(
          "TEN", "THIRD", "FIVE", "HUGE", "ALL-A", "TENTH-X", "CENT-B", "YEN-B", "FILS-B", "EACH",
          "HERE", "NONE");

  static final StubEngine ENGINE =
      CustomerSessionStub.builder()
          .maxSessions(1_000_000)
          .maxExchanges(0)
          .fixtures(
              Fixtures.builder()
                  .applications(
                      Application.of(1).currency("EUR").apiKeys(Currency.EUR.name()),
                      Application.of(2).currency("JPY").apiKeys(Currency.JPY.name()),
                      Application.of(3).currency("KWD").apiKeys(Currency.KWD.name()))
                  .coupons(
                      Promotion.coupon("TEN").percent("10").label("off"),
                      Promotion.coupon("THIRD").percent("33.333"),
                      Promotion.coupon("FIVE").amount("5").label("off"),
                      Promotion.coupon("HUGE").amount("100000"),
                      Promotion.coupon("ALL-A").percent("100").sku("a"),
                      Promotion.coupon("TENTH-X").percent("0.1").category("x"),
                      Promotion.coupon("CENT-B")
                          .application(1)
                          .amount("0.01")
                          .sku("b")
                          .label("off"),
                      Promotion.coupon("YEN-B").application(2).amount("1").sku("b").label("off"),
                      Promotion.coupon("FILS-B")
                          .application(3)
                          .amount("0.001")
                          .sku("b")
                          .label("off"),
                      Promotion.coupon("EACH").amount("1").limits(Limits.NONE.perProfile(2)),
                      Promotion.coupon("HERE").amount("1").limits(Limits.NONE.perIdentifier(2)))
                  .referrals(Promotion.referral("FRIEND").advocate("p0").percent("7.5"))
                  .build())
          .embed();

  /** A currency, whose application has a key of the same name. */
  enum Currency {
    EUR(2),
    JPY(0),
    KWD(3);

    private final int places;

    Currency(int places) {
      this.places = places;
    }

    Embedded api() {
      return new Embedded(ENGINE, name());
    }
  }

  /** One line of a cart. */
  record Line(String sku, String category, BigDecimal price, int quantity) {
    String json() {
      return "{\"sku\":\"%s\",\"category\":\"%s\",\"price\":%s,\"quantity\":%d}"
          .formatted(sku, category, price.toPlainString(), quantity);
    }
  }

  /** One session. */
  record Cart(
      Currency currency,
      List<Line> lines,
      List<String> coupons,
      String referral,
      String profile,
      List<String> identifiers,
      BigDecimal cost) {
    BigDecimal total() {
      return lines.stream()
          .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    String json(String state) {
      return """
          {"customerSession":{"cartItems":[%s],"couponCodes":[%s],"referralCode":"%s","profileId":"%s",
          "identifiers":[%s],"additionalCosts":{"shipping":{"price":%s}},"state":"%s"},
          "responseContent":["customerSession","event"]}"""
          .formatted(
              lines.stream().map(Line::json).collect(Collectors.joining(",")),
              quoted(coupons),
              referral,
              profile,
              quoted(identifiers),
              cost.toPlainString(),
              state);
    }

    private static String quoted(List<String> texts) {
      return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(","));
    }
  }

  /** Works out discounts a second time: whole numbers only, and none of the stub's code. */
  static final class Oracle {
    private static final BigInteger ONE = BigInteger.TEN.pow(12);

    private final Cart cart;
    private final BigInteger step;
    private final List<BigInteger[]> units = new ArrayList<>();
    private final List<String> given = new ArrayList<>();
    private BigInteger left = BigInteger.ZERO;

    Oracle(Cart cart) {
      this.cart = cart;
      this.step = BigInteger.TEN.pow(12 - cart.currency().places);
      for (Line line : cart.lines()) {
        BigInteger price = line.price().movePointRight(12).toBigIntegerExact();
        BigInteger[] prices = new BigInteger[line.quantity()];
        java.util.Arrays.fill(prices, price);
        units.add(prices);
        left = left.add(price.multiply(BigInteger.valueOf(line.quantity())));
      }
    }

    /** Returns discounts as label, value and, of a unit, its line and number. */
    static List<String> discounts(Cart cart, List<String> accepted) {
      Oracle oracle = new Oracle(cart);
      accepted.forEach(code -> oracle.give(GIFTS.get(code)));
      return oracle.given;
    }

    private void give(Gift gift) {
      if (gift.sku() == null && gift.category() == null) {
        BigInteger value = value(gift, left);
        left = left.subtract(value);
        note(gift, value, "");
        return;
      }
      for (int position = 0; position < cart.lines().size(); position++) {
        if (gift.isFor(cart.lines().get(position))) {
          BigInteger[] prices = units.get(position);
          for (int unit = 0; unit < prices.length; unit++) {
            BigInteger value = value(gift, prices[unit]).min(down(left));
            prices[unit] = prices[unit].subtract(value);
            left = left.subtract(value);
            note(gift, value, " " + position + " " + unit);
          }
        }
      }
    }

    private BigInteger value(Gift gift, BigInteger price) {
      BigInteger exact =
          gift.percent() > 0
              ? price
                  .multiply(BigInteger.valueOf(gift.percent()))
                  .divide(BigInteger.valueOf(100_000))
              : ONE.multiply(BigInteger.valueOf(gift.amount())).divide(BigInteger.valueOf(1_000));
      return down(exact.add(step.divide(BigInteger.TWO))).min(down(price));
    }

    private BigInteger down(BigInteger value) {
      return value.divide(step).multiply(step);
    }

    private void note(Gift gift, BigInteger value, String unit) {
      if (value.signum() > 0) {
        given.add(
            gift.label()
                + " "
                + new BigDecimal(value, 12).setScale(cart.currency().places).toPlainString()
                + unit);
      }
    }
  }
}
