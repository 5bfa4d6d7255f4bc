package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.account.Attribute;
import io.customersession.stub.account.AttributeType;
import io.customersession.stub.account.Entity;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that are there before the first call. */
class SeedingTest {
  private static final String CART =
      "{\"profileId\":\"p\",\"couponCodes\":[\"C\"],\"cartItems\":["
          + "{\"name\":\"a\",\"sku\":\"a\",\"quantity\":2,\"price\":10},"
          + "{\"name\":\"b\",\"sku\":\"b\",\"quantity\":1,\"price\":5}]}";

  private final CustomerSessionStub stub =
      Stubs.builder().transitionRule(move -> Optional.of("never")).maxSessions(5).start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private JsonObject session(String id) {
    return new Api(stub).getV2(id).expect(200).session();
  }

  private JsonObject profile() {
    return new Api(stub)
        .send("PUT", "/v2/customer_profiles/p?dry=true", "{}")
        .expect(200)
        .json()
        .getAsJsonObject("customerProfile");
  }

  @ParameterizedTest
  @EnumSource
  void session_isThereInItsState_whateverRulesWereAdded(SessionState state) {
    stub.world().seed(SessionSeed.of("s").state(state).content(CART));

    JsonObject session = session("s");
    assertThat(session.get("state").getAsString()).isEqualTo(state.toString());
    assertThat(session.get("total").getAsInt()).isEqualTo(25);
    assertThat(session.get("firstSession").getAsBoolean()).isTrue();
    boolean sold = state == SessionState.CLOSED || state == SessionState.PARTIALLY_RETURNED;
    assertThat(profile().get("closedSessions").getAsInt()).isEqualTo(sold ? 1 : 0);
    assertThat(profile().get("totalSales").getAsInt()).isEqualTo(sold ? 25 : 0);
    assertThat(new Api(stub).putV2("other", "{}").expect(400).body()).contains("never");
  }

  @Test
  void returnedItems_areMarked_andLeaveTheProfilesSales() {
    stub.world()
        .seed(
            SessionSeed.of("s")
                .state(SessionState.PARTIALLY_RETURNED)
                .content(CART)
                .returned(0, 1)
                .created(OffsetDateTime.parse("2026-01-02T03:04:05Z"))
                .updated(OffsetDateTime.parse("2026-01-03T03:04:05+01:00")));

    JsonObject item = session("s").getAsJsonArray("cartItems").get(0).getAsJsonObject();
    assertThat(item.get("returnedQuantity").getAsInt()).isEqualTo(1);
    assertThat(item.get("remainingQuantity").getAsInt()).isEqualTo(1);
    assertThat(session("s").get("created").getAsString()).isEqualTo("2026-01-02T03:04:05.000000Z");
    assertThat(session("s").get("updated").getAsString()).isEqualTo("2026-01-03T02:04:05.000000Z");
    assertThat(profile().get("totalSales").getAsInt()).isEqualTo(15);
  }

  @ParameterizedTest
  @EnumSource
  void times_areThoseOfTheSeed(SessionState state) {
    stub.world()
        .seed(
            SessionSeed.of("s")
                .state(state)
                .created(OffsetDateTime.parse("2026-01-02T03:04:05Z"))
                .updated(OffsetDateTime.parse("2026-01-03T00:00:00Z")));
    assertThat(session("s").get("created").getAsString()).isEqualTo("2026-01-02T03:04:05.000000Z");
    assertThat(session("s").get("updated").getAsString()).isEqualTo("2026-01-03T00:00:00.000000Z");
    assertThat(session("s").get("state").getAsString()).isEqualTo(state.toString());
  }

  @Test
  void seedLikeAnResponse_givesTheSameResponseAgain() {
    stub.world()
        .seed(
            SessionSeed.of("s")
                .state(SessionState.CANCELLED)
                .content(CART)
                .returned(1, 1)
                .created(OffsetDateTime.parse("2026-01-02T03:04:05Z")));
    String before = session("s").toString();
    CustomerSessionV2 answered =
        Json.decodeResponse(
                CustomerSessionV2.Codec.INSTANCE, before.getBytes(StandardCharsets.UTF_8))
            .value();

    stub.world().reset();
    stub.world().seed(SessionSeed.like(answered));

    assertThat(session("s")).hasToString(before);
  }

  @Test
  void sessionThatCannotBe_isRefusedWithTheReason_andNoOtherIsThere() {
    NewCustomerSessionV2 withState =
        NewCustomerSessionV2.builder().state(SessionState.CLOSED).build();
    CartItem negative =
        CartItem.builder().name("a").sku("a").quantity(1).price(new BigDecimal("-1")).build();
    NewCustomerSessionV2 unchecked =
        NewCustomerSessionV2.builder().cartItems(List.of(negative)).build();
    SessionSeed bad = SessionSeed.of("bad");
    OffsetDateTime time = OffsetDateTime.parse("2026-01-02T00:00:00Z");

    assertThatThrownBy(() -> bad.content("{\"coupon\":\"C\",\"cartItems\":[{}]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the session \"bad\" cannot be seeded: /coupon: ")
        .hasMessageContaining("; /cartItems/0/");
    assertThatThrownBy(() -> bad.content("{")).isInstanceOf(IllegalArgumentException.class);
    refused(bad.content(withState), "its state must be set outside of its content");
    refused(bad.content(unchecked), "/cartItems/0/price: ");
    refused(bad.content(CART).returned(0, 1), "not open");
    refused(
        bad.content(CART).state(SessionState.PARTIALLY_RETURNED).returned(0, 3),
        "/return/returnedCartItems/0");
    refused(bad.state(SessionState.CANCELLED).returned(4, 1), "/return/returnedCartItems/0");
    refused(bad.created(time).updated(time.minusDays(1)), "updated must not be before created");
    refused(bad.application(7), "there is no application 7");
    refused(SessionSeed.of("good"), "there is a session with this id already");
    refused(SessionSeed.of(""), "id must");

    assertThatThrownBy(
            () ->
                stub.world()
                    .seed(
                        List.of("1", "2", "3", "4", "5", "6").stream()
                            .map(SessionSeed::of)
                            .toList()))
        .isInstanceOf(StoreFullException.class);
    assertThat(profile().get("closedSessions").getAsInt()).isZero();
    stub.world().seed(SessionSeed.of("good"));
    assertThat(session("good").get("id").getAsInt()).isEqualTo(1);
  }

  @Test
  void sessionThatTheAccountDoesNotKnow_isRefusedAsARequestIs() {
    Fixtures account =
        Fixtures.builder()
            .attributes(Entity.SESSION, Attribute.of("city", AttributeType.STRING))
            .additionalCosts()
            .build();
    try (CustomerSessionStub set = Stubs.builder().fixtures(account).start()) {
      SessionSeed bad =
          SessionSeed.of("bad")
              .content("{\"attributes\":{\"X\":1},\"additionalCosts\":{\"y\":{\"price\":1}}}");
      assertThatThrownBy(() -> set.world().seed(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the session \"bad\" cannot be seeded: /attributes/X: The attribute \"X\" is not"
                  + " defined on CustomerSession entities.; /additionalCosts/y: The additional cost"
                  + " \"y\" is not defined on CustomerSession entities.");
      set.world().seed(SessionSeed.of("good").content("{\"attributes\":{\"city\":\"Rome\"}}"));
      assertThat(set.world().sessionCount()).isEqualTo(1);
    }
  }

  private void refused(SessionSeed bad, String reason) {
    SessionSeed good = SessionSeed.of("good").state(SessionState.CLOSED).content(CART);
    assertThatThrownBy(() -> stub.world().seed(good, bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the session \"" + bad.id() + "\" cannot be seeded: ")
        .hasMessageContaining(reason);
    new Api(stub).getV2("good").expect(404);
  }
}
