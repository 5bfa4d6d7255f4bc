package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Discounts and redemptions end when a session is cancelled, reopened, returned or erased. */
class PromotionRollbackTest extends PromotionScenario {
  @Test
  void cancelling_takesBackDiscountsAndUses() {
    api.putV2("s", "{" + coupons("ONCE", "MUG2") + "," + MUGS + ",\"state\":\"closed\"}");

    Api.Response cancelled = api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);

    assertThat(effects(cancelled))
        .containsExactly(
            "rollbackCoupon ONCE",
            "rollbackDiscount ONCE 1.00",
            "rollbackCoupon MUG2",
            "rollbackDiscount Mugs 2.00 1 0",
            "rollbackDiscount Mugs 2.00 1 1");
    assertThat(used("ONCE")).isZero();
    assertThat(used("MUG2")).isZero();
    assertThat(discounts("s")).isEqualTo("{}");
    assertThat(effects(api.getV2("s"))).isEmpty();
  }

  @Test
  void cancellingAnOpenSession_takesNothingBack() {
    api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + "}").expect(200);

    assertThat(effects(api.putV2("s", "{\"state\":\"cancelled\"}").expect(200))).isEmpty();
    assertThat(discounts("s")).isEqualTo("{}");
  }

  @Test
  void reopening_takesBack_andTheNextUpdateEvaluatesAgain() {
    api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);

    assertThat(effects(api.reopen("s").expect(200)))
        .containsExactly("rollbackCoupon ONCE", "rollbackDiscount ONCE 1.00");
    assertThat(used("ONCE")).isZero();
    assertThat(effects(api.getV2("s"))).isEmpty();
    assertThat(effects(api.putV2("s", "{\"state\":\"closed\"}").expect(200)))
        .containsExactly("acceptCoupon ONCE", "setDiscount ONCE 1.00");
    assertThat(used("ONCE")).isEqualTo(1);
  }

  @Test
  void returning_takesBackTheUnits_andACodeWithItsLastUnit() {
    api.putV2("s", "{" + coupons("MUG2", "TEN") + "," + MUGS + ",\"state\":\"closed\"}")
        .expect(200);
    assertThat(discounts("s")).isEqualTo("{\"Mugs\":4.00,\"Ten off\":9.60}");

    assertThat(effects(api.returnItems("s", "[{\"sku\":\"mug\",\"quantity\":1}]").expect(200)))
        .containsExactly("rollbackDiscount Mugs 2.00 1 0");
    assertThat(used("MUG2")).isEqualTo(1);
    assertThat(discounts("s")).isEqualTo("{\"Mugs\":2.00,\"Ten off\":9.60}");

    assertThat(effects(api.returnItems("s", "[{\"sku\":\"mug\"}]").expect(200)))
        .containsExactlyInAnyOrder("rollbackDiscount Mugs 2.00 1 1", "rollbackCoupon MUG2");
    assertThat(used("MUG2")).isZero();
    assertThat(used("TEN")).isEqualTo(1);

    assertThat(effects(api.returnItems("s", "[{\"sku\":\"pot\"}]").expect(200)))
        .containsExactly("rollbackCoupon TEN", "rollbackDiscount Ten off 9.60");
    assertThat(used("TEN")).isZero();
    assertThat(discounts("s")).isEqualTo("{}");
  }

  @Test
  void cancellingAfterAReturn_takesBackOnlyWhatIsLeft() {
    api.putV2("s", "{" + coupons("MUG2") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);
    api.returnItems("s", "[{\"sku\":\"mug\",\"quantity\":1}]").expect(200);

    assertThat(effects(api.putV2("s", "{\"state\":\"cancelled\"}").expect(200)))
        .containsExactly("rollbackCoupon MUG2", "rollbackDiscount Mugs 2.00 1 1");
    assertThat(used("MUG2")).isZero();
  }

  @Test
  void erasingACustomer_forgetsWhatTheyUsed_notWhatWasUsedInAll() {
    String closed = "{\"profileId\":\"ann\"," + coupons("ONCE-EACH") + ",\"state\":\"closed\"}";
    api.putV2("1", closed).expect(200);
    api.send("DELETE", "/v1/customer_data/ann", null).expect(204);

    assertThat(effects(api.putV2("2", closed).expect(200))).contains("acceptCoupon ONCE-EACH");
    assertThat(used("ONCE-EACH")).isEqualTo(2);
  }

  @Test
  void erasingACustomer_forgetsTheirIdentifiers_unlessOthersUsedThemToo() {
    String closed =
        "{\"profileId\":\"%s\",\"identifiers\":[%s]," + coupons("A-FEW") + ",\"state\":\"closed\"}";
    api.putV2("1", closed.formatted("ann", "\"hers\",\"shared\"")).expect(200);
    api.putV2("2", closed.formatted("bob", "\"shared\"")).expect(200);
    api.putV2("3", "{\"profileId\":\"ann\"," + coupons("A-FEW") + "}").expect(200);
    assertThat(stub.world().snapshot().counters().toString()).contains("value=hers");

    api.send("DELETE", "/v1/customer_data/ann", null).expect(204);

    assertThat(stub.world().snapshot().toString())
        .doesNotContain("hers")
        .doesNotContain("ann")
        .contains("value=shared]=1")
        .contains("value=bob]=1");
    assertThat(used("A-FEW")).isEqualTo(2);
  }

  @Test
  void snapshot_keepsUses() {
    io.customersession.stub.session.WorldState.Snapshot before = stub.world().snapshot();
    api.putV2("1", "{" + coupons("ONCE") + ",\"state\":\"closed\"}").expect(200);
    assertThat(used("ONCE")).isEqualTo(1);

    stub.world().restore(before);

    assertThat(used("ONCE")).isZero();
  }

  @Test
  void worlds_countForThemselves() {
    api.putV2("1", "{" + coupons("ONCE") + ",\"state\":\"closed\"}").expect(200);

    api.header("X-Stub-World", "other");

    assertThat(used("ONCE")).isZero();
  }
}
