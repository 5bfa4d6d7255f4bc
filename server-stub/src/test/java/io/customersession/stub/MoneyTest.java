package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.promotion.Usage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * What holds for the money of every cart, and for what is given back when a session is cancelled.
 */
class MoneyTest {
  private static final List<String> COUPONS =
      List.of("TEN", "THIRD", "FIVE", "HUGE", "ALL-A", "TENTH-X", "CENT-B", "EACH", "HERE", "NONE");

  private static final StubEngine ENGINE =
      CustomerSessionStub.builder()
          .maxSessions(1_000_000)
          .maxExchanges(0)
          .fixtures(
              Fixtures.builder()
                  .applications(Application.of(1).apiKeys("shop"))
                  .coupons(
                      Promotion.coupon("TEN").percent("10").label("off"),
                      Promotion.coupon("THIRD").percent("33.333"),
                      Promotion.coupon("FIVE").amount("5").label("off"),
                      Promotion.coupon("HUGE").amount("100000"),
                      Promotion.coupon("ALL-A").percent("100").sku("a"),
                      Promotion.coupon("TENTH-X").percent("0.1").category("x"),
                      Promotion.coupon("CENT-B").amount("0.01").sku("b").label("off"),
                      Promotion.coupon("EACH").amount("1").limits(Limits.NONE.perProfile(2)),
                      Promotion.coupon("HERE").amount("1").limits(Limits.NONE.perIdentifier(2)))
                  .referrals(Promotion.referral("FRIEND").advocate("p0").percent("7.5"))
                  .build())
          .embed();

  private static final Embedded API = new Embedded(ENGINE, "shop");

  private static int carts;
  private static int discounts;

  @AfterContainer
  static void tell() {
    System.out.println("Money: " + carts + " random carts, " + discounts + " discounts");
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

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void cart_closedAndCancelled_addsUpAndLeavesNoTrace(@ForAll("carts") Cart cart) {
    if (carts++ % 50 == 0) {
      ENGINE.reset();
    }
    Usage.Snapshot usedBefore = ENGINE.world().snapshot().usage();
    JsonObject profileBefore = profile(cart.profile());
    String path = "/v2/customer_sessions/cart-" + carts;

    JsonObject closed = API.put(path, cart.json("closed"));

    checkMoney(cart, closed);
    boolean used = closed.getAsJsonArray("effects").toString().contains("\"accept");
    assertThat(ENGINE.world().snapshot().usage().equals(usedBefore)).isEqualTo(!used);
    Statistics.label("discounts").collect(closed.toString().contains("\"setDiscount"));

    API.put(path, "{\"customerSession\":{\"state\":\"cancelled\"}}");

    assertThat(ENGINE.world().snapshot().usage()).isEqualTo(usedBefore);
    JsonObject profileAfter = profile(cart.profile());
    assertThat(profileAfter.get("closedSessions")).isEqualTo(profileBefore.get("closedSessions"));
    assertThat(profileAfter.get("totalSales").getAsBigDecimal())
        .isEqualByComparingTo(profileBefore.get("totalSales").getAsBigDecimal());
    if (carts % 3 == 0) {
      // Some stay closed, so that the next cart meets counters and figures other than 0.
      API.put(path + "-kept", cart.json("closed"));
    }
  }

  private static JsonObject profile(String id) {
    return API.put("/v2/customer_profiles/" + (id.isEmpty() ? "nobody" : id) + "?dry=true", "{}")
        .getAsJsonObject("customerProfile");
  }

  private static void checkMoney(Cart cart, JsonObject answer) {
    Map<String, BigDecimal> byLabel = new LinkedHashMap<>();
    Map<String, BigDecimal> byUnit = new LinkedHashMap<>();
    BigDecimal given = BigDecimal.ZERO;
    for (JsonElement element : answer.getAsJsonArray("effects")) {
      JsonObject props = element.getAsJsonObject().getAsJsonObject("props");
      if (!props.has("name")) {
        continue;
      }
      discounts++;
      BigDecimal value = props.get("value").getAsBigDecimal();
      assertThat(value).isPositive();
      assertThat(value.scale()).isEqualTo(2);
      given = given.add(value);
      byLabel.merge(props.get("name").getAsString(), value, BigDecimal::add);
      if (props.has("position")) {
        byUnit.merge(
            props.get("position") + "/" + props.get("subPosition"), value, BigDecimal::add);
        int position = props.get("position").getAsInt();
        assertThat(props.get("subPosition").getAsInt())
            .isLessThan(cart.lines().get(position).quantity());
      }
    }
    byUnit.forEach(
        (unit, value) -> {
          int position = Integer.parseInt(unit.substring(0, unit.indexOf('/')));
          assertThat(value).isLessThanOrEqualTo(cart.lines().get(position).price());
        });
    assertThat(given).isLessThanOrEqualTo(cart.total());
    JsonObject session = answer.getAsJsonObject("customerSession");
    assertThat(session.get("cartItemTotal").getAsBigDecimal()).isEqualByComparingTo(cart.total());
    assertThat(session.get("total").getAsBigDecimal())
        .isEqualByComparingTo(cart.total().add(cart.cost()));
    assertThat(session.get("total").getAsBigDecimal().subtract(given)).isNotNegative();

    JsonObject labelled = sessionDiscounts(session.get("integrationId").getAsString());
    assertThat(labelled.keySet()).isEqualTo(byLabel.keySet());
    byLabel.forEach(
        (label, value) ->
            assertThat(labelled.get(label).getAsBigDecimal()).isEqualByComparingTo(value));
  }

  private static JsonObject sessionDiscounts(String id) {
    return API.get("/v1/customer_sessions/" + id).getAsJsonObject("discounts");
  }

  @Provide
  Arbitrary<Cart> carts() {
    Arbitrary<BigDecimal> prices =
        Arbitraries.oneOf(
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("999.99")).ofScale(2),
            Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("2")).ofScale(4),
            Arbitraries.of(BigDecimal.ZERO, new BigDecimal("0.01"), new BigDecimal("1E+6")));
    Arbitrary<Line> lines =
        Combinators.combine(
                Arbitraries.of("a", "b", "c"),
                Arbitraries.of("x", "y"),
                prices,
                Arbitraries.integers().between(1, 5))
            .as(Line::new);
    return Combinators.combine(
            lines.list().ofMaxSize(5),
            Arbitraries.of(COUPONS).list().ofMaxSize(6),
            Arbitraries.of("", "FRIEND", "NOBODY"),
            Arbitraries.of("", "p0", "p1", "p2", "p3"),
            Arbitraries.of("i", "j", "k").list().ofMaxSize(3),
            prices)
        .as(Cart::new);
  }
}
