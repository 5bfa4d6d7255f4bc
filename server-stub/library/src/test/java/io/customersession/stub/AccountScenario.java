package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.stub.account.AdditionalCost;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Attribute;
import io.customersession.stub.account.AttributeType;
import io.customersession.stub.account.Entity;
import io.customersession.stub.account.Fixtures;

/** A stub whose account is defined by fixtures. */
abstract class AccountScenario extends FixturesScenario {
  static final String HMAC_KEY = "6d75672d73686f70";

  static final Fixtures ACCOUNT =
      Fixtures.builder()
          .applications(
              Application.of(1).apiKeys("shop").managementKeys("office", "both").hmacKey(HMAC_KEY),
              Application.of(2).apiKeys("tea").managementKeys("both"))
          .attributes(
              Entity.SESSION,
              Attribute.of("Name", AttributeType.STRING),
              Attribute.of("channel", AttributeType.STRING, "web", "app"),
              Attribute.of("weight", AttributeType.NUMBER, 1, 2.5),
              Attribute.of("gift", AttributeType.BOOLEAN),
              Attribute.of("paidAt", AttributeType.TIME),
              Attribute.of("sizes", AttributeType.STRINGS, "S", "M"))
          .attributes(Entity.CART_ITEM, Attribute.of("colour", AttributeType.STRING))
          .attributes(Entity.PROFILE, Attribute.of("points", AttributeType.NUMBER))
          .additionalCosts(
              AdditionalCost.of("shipping"),
              AdditionalCost.of("fee", Entity.SESSION),
              AdditionalCost.of("wrapping", Entity.CART_ITEM))
          .build();

  AccountScenario() {
    super(ACCOUNT);
  }

  static void assertOnlyError(Api.Response refused, String title, String details, String pointer) {
    refused.expect(400);
    assertThat(refused.message()).isEqualTo("The submitted data was invalid");
    assertThat(refused.errors()).hasSize(1);
    JsonObject error = refused.errors().get(0).getAsJsonObject();
    assertThat(error.get("title").getAsString()).isEqualTo(title);
    assertThat(error.get("details").getAsString()).isEqualTo(details);
    assertThat(refused.places()).containsExactly(pointer);
  }
}
