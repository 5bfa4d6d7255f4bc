package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hand-written effect rules. */
class EffectRulesTest extends PromotionScenario {
  @Test
  void effectRule_addsAndReplaces_andAllElseFollows() {
    io.customersession.stub.promotion.EffectRule rule =
        draft -> {
          List<io.customersession.stub.model.Effect> effects = new ArrayList<>(draft.effects());
          effects.removeIf(effect -> effect.getEffectType().equals("rejectCoupon"));
          effects.add(
              io.customersession.stub.model.Effect.builder()
                  .campaignId(99L)
                  .rulesetId(99L)
                  .ruleIndex(0)
                  .ruleName("partner")
                  .effectType("setDiscount")
                  .props(
                      Map.of(
                          "name", "Partner", "value", draft.session().getCartItems().size() * 1.5))
                  .build());
          return effects;
        };
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");

      Api.Response response = api.putV2("s", "{" + coupons("FIVE", "NONE") + "," + MUGS + "}");

      assertThat(effects(response.expect(200))).contains("acceptCoupon FIVE").hasSize(3);
      assertThat(discounts("s")).isEqualTo("{\"FIVE\":5.00,\"Partner\":3.0}");
    }
  }

  private static io.customersession.stub.model.Effect discount(
      String type, Map<String, Object> props) {
    return io.customersession.stub.model.Effect.builder()
        .campaignId(99L)
        .rulesetId(99L)
        .ruleIndex(0)
        .ruleName("partner")
        .effectType(type)
        .props(props)
        .build();
  }

  /** A rule that gives a discount for a unit without saying, or wrongly saying, for which. */
  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 1", "7, 0"})
  void effectRule_whoseDiscountNamesNoUnitOfTheCart_losesItWithTheLastUnit(int position, int unit) {
    Map<String, Object> props = new java.util.LinkedHashMap<>(Map.of("name", "Partner"));
    props.put("value", 1.5);
    if (position >= 0) {
      props.put("position", position);
      props.put("subPosition", unit);
    }
    io.customersession.stub.promotion.EffectRule rule =
        draft ->
            draft.operation() == io.customersession.stub.api.ApiOperation.UPDATE_CUSTOMER_SESSION_V2
                ? List.of(discount("setDiscountPerItem", props))
                : draft.effects();
    String place = position < 0 ? "" : " " + position + " " + unit;
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");
      api.putV2("s", "{" + MUGS + ",\"state\":\"closed\"}").expect(200);

      assertThat(effects(api.returnItems("s", "[{\"sku\":\"mug\"}]").expect(200))).isEmpty();
      assertThat(discounts("s")).isEqualTo("{\"Partner\":1.5}");
      assertThat(effects(api.returnItems("s", "[{\"sku\":\"pot\"}]").expect(200)))
          .containsExactly("rollbackDiscount Partner 1.5" + place);
      assertThat(discounts("s")).isEqualTo("{}");
    }
  }

  @Test
  void effectRule_whenASessionIsCancelled_changesWhatIsShown_notWhatIsTakenBack() {
    io.customersession.stub.promotion.EffectRule rule =
        draft ->
            draft.session().getState() == io.customersession.stub.model.SessionState.CANCELLED
                ? List.of(discount("setDiscount", Map.of("name", "Late", "value", 1)))
                : draft.effects();
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");
      api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);

      Api.Response cancelled = api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);

      assertThat(effects(cancelled)).hasSize(1).first().asString().startsWith("setDiscount");
      assertThat(discounts("s")).isEqualTo("{}");
      assertThat(used("ONCE")).isZero();
    }
  }

  @Test
  void effectRule_thatThrows_isA500_andNothingIsStored() {
    io.customersession.stub.promotion.EffectRule rule =
        draft -> {
          throw new IllegalStateException("not today");
        };
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");
      String before = ruled.world().snapshot().toString();

      api.putV2("s", "{\"profileId\":\"p\"," + coupons("ONCE") + "}").expect(500);

      assertThat(ruled.world().snapshot()).hasToString(before);
    }
  }
}
