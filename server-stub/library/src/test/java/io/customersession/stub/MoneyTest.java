package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.customersession.stub.promotion.RedemptionCounters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * What holds for the money of every cart, in currencies with two, no and three decimal places, and
 * for what is given back when a session is cancelled or reopened, or its items are returned.
 */
class MoneyTest extends MoneyScenario {
  private static int carts;

  private static int discounts;

  private static int returns;

  @AfterContainer
  static void printFigures() {
    System.out.println(
        "Money: "
            + carts
            + " random carts, "
            + discounts
            + " discounts as the oracle has them, "
            + returns
            + " returns");
  }

  /** Ten carts a try: {@code jqwik.tries.default} counts the tries of every property. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void carts_closedAndTakenBack_addUpAndLeaveNoTrace(
      @ForAll @Size(10) List<@From("carts") Cart> several) {
    several.forEach(MoneyTest::closeAndTakeBack);
  }

  private static void closeAndTakeBack(Cart cart) {
    if (carts++ % 50 == 0) {
      ENGINE.reset();
    }
    Embedded api = cart.currency().api();
    Map<RedemptionCounters.Key, Integer> usedBefore = ENGINE.world().snapshot().counters();
    JsonObject profileBefore = profile(api, cart.profile());
    String id = "cart-" + carts;
    String path = "/v2/customer_sessions/" + id;

    JsonObject closed = api.put(path, cart.json("closed"));

    checkMoney(cart, closed);
    boolean used = closed.getAsJsonArray("effects").toString().contains("\"accept");
    assertThat(ENGINE.world().snapshot().counters().equals(usedBefore)).isEqualTo(!used);
    Statistics.label("discounts").collect(closed.toString().contains("\"setDiscount"));
    if (carts % 3 == 0) {
      api.put(path + "/reopen", "");
      checkNoTrace(api, cart, id, usedBefore, profileBefore);
      JsonObject again = api.put(path, "{\"customerSession\":{\"state\":\"closed\"}}");
      assertThat(again.get("effects")).isEqualTo(closed.get("effects"));
    } else if (carts % 3 == 1 && !cart.lines().isEmpty()) {
      checkReturns(api, cart, id, usedBefore, profileBefore);
    }

    api.put(path, "{\"customerSession\":{\"state\":\"cancelled\"}}");

    checkNoTrace(api, cart, id, usedBefore, profileBefore);
    if (carts % 3 == 0) {
      // Some stay closed, so that the next cart meets counters and figures other than 0.
      api.put(path + "-kept", cart.json("closed"));
    }
  }

  private static JsonObject profile(Embedded api, String id) {
    return api.put("/v2/customer_profiles/" + (id.isEmpty() ? "nobody" : id) + "?dry=true", "{}")
        .getAsJsonObject("customerProfile");
  }

  private static void checkNoTrace(
      Embedded api,
      Cart cart,
      String id,
      Map<RedemptionCounters.Key, Integer> usedBefore,
      JsonObject profileBefore) {
    assertThat(ENGINE.world().snapshot().counters()).isEqualTo(usedBefore);
    JsonObject profile = profile(api, cart.profile());
    assertThat(profile.get("closedSessions")).isEqualTo(profileBefore.get("closedSessions"));
    assertThat(profile.get("totalSales").getAsBigDecimal())
        .isEqualByComparingTo(profileBefore.get("totalSales").getAsBigDecimal());
    assertThat(sessionDiscounts(api, id).size()).isZero();
    assertThat(effects(api, id)).isEmpty();
  }

  /** Takes back the first unit of the last line, then all others. */
  private static void checkReturns(
      Embedded api,
      Cart cart,
      String id,
      Map<RedemptionCounters.Key, Integer> usedBefore,
      JsonObject profileBefore) {
    int position = cart.lines().size() - 1;
    BigDecimal discountsBefore = sum(effects(api, id));
    JsonObject one = giveBack(api, id, "{\"position\":" + position + ",\"quantity\":1}");

    boolean all = position == 0 && cart.lines().get(0).quantity() == 1;
    BigDecimal takenBack = BigDecimal.ZERO;
    for (JsonElement effect : one.getAsJsonArray("effects")) {
      JsonObject props = effect.getAsJsonObject().getAsJsonObject("props");
      if (props.has("name")) {
        takenBack = takenBack.add(props.get("value").getAsBigDecimal());
        if (!all) {
          assertThat(props.get("cartItemPosition").getAsInt()).isEqualTo(position);
          assertThat(props.get("cartItemSubPosition").getAsInt()).isZero();
        }
      }
    }
    assertThat(sum(effects(api, id))).isEqualByComparingTo(discountsBefore.subtract(takenBack));
    assertThat(sumOfLabels(api, id)).isEqualByComparingTo(discountsBefore.subtract(takenBack));
    if (!cart.profile().isEmpty()) {
      BigDecimal sold = cart.total().add(cart.cost()).subtract(cart.lines().get(position).price());
      assertThat(profile(api, cart.profile()).get("totalSales").getAsBigDecimal())
          .isEqualByComparingTo(profileBefore.get("totalSales").getAsBigDecimal().add(sold));
    }

    List<String> rest = new ArrayList<>();
    for (int i = 0; i < cart.lines().size(); i++) {
      if (i < position || cart.lines().get(i).quantity() > 1) {
        rest.add("{\"position\":" + i + "}");
      }
    }
    if (!rest.isEmpty()) {
      giveBack(api, id, String.join(",", rest));
    }
    assertThat(effects(api, id)).isEmpty();
    assertThat(ENGINE.world().snapshot().counters()).isEqualTo(usedBefore);
  }

  private static JsonObject giveBack(Embedded api, String id, String lines) {
    returns++;
    return api.post(
        "/v2/customer_sessions/" + id + "/returns",
        "{\"return\":{\"returnedCartItems\":[" + lines + "]}}");
  }

  private static JsonArray effects(Embedded api, String id) {
    return api.get("/v2/customer_sessions/" + id).getAsJsonArray("effects");
  }

  private static BigDecimal sum(JsonArray effects) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonElement effect : effects) {
      JsonObject props = effect.getAsJsonObject().getAsJsonObject("props");
      sum = props.has("name") ? sum.add(props.get("value").getAsBigDecimal()) : sum;
    }
    return sum;
  }

  private static BigDecimal sumOfLabels(Embedded api, String id) {
    return sessionDiscounts(api, id).entrySet().stream()
        .map(label -> label.getValue().getAsBigDecimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void checkMoney(Cart cart, JsonObject response) {
    Map<String, BigDecimal> byLabel = new LinkedHashMap<>();
    List<String> accepted = new ArrayList<>();
    List<String> given = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonElement element : response.getAsJsonArray("effects")) {
      JsonObject effect = element.getAsJsonObject();
      JsonObject props = effect.getAsJsonObject("props");
      if (effect.get("effectType").getAsString().startsWith("accept")) {
        accepted.add(props.get("value").getAsString());
      }
      if (!props.has("name")) {
        continue;
      }
      discounts++;
      BigDecimal value = props.get("value").getAsBigDecimal();
      assertThat(value).isPositive();
      sum = sum.add(value);
      String label = props.get("name").getAsString();
      byLabel.merge(label, value, BigDecimal::add);
      given.add(
          label
              + " "
              + value.toPlainString()
              + (props.has("position")
                  ? " " + props.get("position") + " " + props.get("subPosition")
                  : ""));
    }
    assertThat(given).isEqualTo(Oracle.discounts(cart, accepted));
    assertThat(sum).isLessThanOrEqualTo(cart.total());
    JsonObject session = response.getAsJsonObject("customerSession");
    assertThat(session.get("cartItemTotal").getAsBigDecimal()).isEqualByComparingTo(cart.total());
    assertThat(session.get("total").getAsBigDecimal())
        .isEqualByComparingTo(cart.total().add(cart.cost()));
    assertThat(session.get("total").getAsBigDecimal().subtract(sum)).isNotNegative();

    JsonObject labelled =
        sessionDiscounts(cart.currency().api(), session.get("integrationId").getAsString());
    assertThat(labelled.keySet()).isEqualTo(byLabel.keySet());
    byLabel.forEach(
        (label, value) ->
            assertThat(labelled.get(label).getAsBigDecimal()).isEqualByComparingTo(value));
  }

  private static JsonObject sessionDiscounts(Embedded api, String id) {
    return api.get("/v1/customer_sessions/" + id).getAsJsonObject("discounts");
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
            Arbitraries.of(Currency.class),
            lines.list().ofMaxSize(5),
            Arbitraries.of(COUPONS).list().ofMaxSize(6),
            Arbitraries.of("", "FRIEND", "NOBODY"),
            Arbitraries.of("", "p0", "p1", "p2", "p3"),
            Arbitraries.of("i", "j", "k").list().ofMaxSize(3),
            prices)
        .as(Cart::new);
  }
}
