package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.Effect;
import io.customersession.stub.promotion.EffectRule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is refused or fails has changed nothing, whatever rules and clocks do. */
class AllOrNothingTest {
  /** Failures on purpose need no stack trace in the log of the build. */
  private static final Logger LOG = Logger.getLogger("io.customersession.stub.http.ErrorResponses");

  private final Random random = new Random(20_260_704);
  private volatile boolean harmful;
  private volatile int harm;
  private volatile Map<String, Object> kept = Map.of();

  private final EffectRule effects =
      draft -> {
        if (!harmful) {
          return draft.effects();
        }
        List<Effect> all = new ArrayList<>(draft.effects());
        switch (harm) {
          case 0 -> throw new IllegalStateException("on purpose");
          case 1 -> all.add(effect(Map.of("day", LocalDate.of(2026, 1, 1))));
          case 2 -> all.add(effect(Map.of("text", "\ud800")));
          case 3 -> all.add(effect(Map.of("\udfff", "name")));
          case 4 -> all.add(effect(Map.of("deep", List.of(Map.of("x", new Object())))));
          case 5 -> all.add(effect(Map.of("value", Double.NaN)));
          case 6 -> all.add(effect(Map.of("value", new BigDecimal("1e999999999"))));
          case 7 -> {
            return null;
          }
          case 8 -> {
            return Arrays.asList((Effect) null);
          }
          case 9 -> throw new StackOverflowError("on purpose");
          case 16 -> throw new OutOfMemoryError("on purpose");
          case 15 -> all.add(effect(Map.of("rule", "\ud800\ud800")));
          default -> {
            // The other kinds are those of the transition rule and the clock.
          }
        }
        return all;
      };

  private final TransitionRule transitions =
      move ->
          switch (harmful ? harm : -1) {
            case 10 -> throw new IllegalArgumentException("on purpose");
            case 11 -> null;
            case 12 -> Optional.of("half a character: \ud800");
            case 13 -> throw new AssertionError("on purpose");
            case 17 -> throw new StackOverflowError("on purpose");
            case 18 -> throw new OutOfMemoryError("on purpose");
            default -> Optional.empty();
          };

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          if (harmful && harm == 14) {
            throw new IllegalStateException("on purpose");
          }
          return Instant.parse("2026-07-04T12:00:00Z");
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final CustomerSessionStub stub =
      Stubs.builder()
          .effectRule(effects)
          .transitionRule(transitions)
          .clock(clock)
          .maxSessions(8)
          .maxProfiles(4)
          .fixtures(
              Fixtures.builder()
                  .coupons(
                      Promotion.coupon("TEN").percent("10").limits(Limits.NONE.total(100_000)),
                      Promotion.coupon("ONE").amount("1"))
                  .build())
          .start();

  @BeforeEach
  void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void stop() {
    LOG.setLevel(null);
    stub.close();
  }

  private static Effect effect(Map<String, Object> props) {
    return Effect.builder()
        .campaignId(1L)
        .rulesetId(1L)
        .ruleIndex(0)
        .ruleName("rule")
        .effectType("custom")
        .props(props)
        .build();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Api.Response call(Api api, int i) {
    String id = "s" + random.nextInt(10);
    String query = random.nextInt(6) == 0 ? "?dry=true" : "";
    api.header("Idempotency-Key", random.nextBoolean() ? "k" + random.nextInt(5) : null);
    String session =
        "{\"profileId\":\""
            + one(List.of("", "a", "b", "c", "d", "e"))
            + "\",\"couponCodes\":"
            + one(List.of("[]", "[\"TEN\"]", "[\"ONE\",\"TEN\"]", "[\"NONE\"]"))
            + ",\"attributes\":{\"i\":"
            + i
            + "}"
            + one(List.of("", ",\"state\":\"closed\"", ",\"state\":\"cancelled\""))
            + ",\"cartItems\":[{\"sku\":\"x\",\"quantity\":2,\"price\":10}]}";
    return switch (random.nextInt(7)) {
      case 0, 1, 2 ->
          api.send(
              "PUT",
              "/v2/customer_sessions/" + id + query,
              "{\"customerSession\":"
                  + session
                  + ",\"responseContent\":[\"customerSession\",\"customerProfile\",\"event\"]}");
      case 3 ->
          api.header("Idempotency-Key", null)
              .send(
                  "PUT",
                  "/v1/customer_sessions/" + id + query,
                  "{\"profileId\":\"a\",\"coupon\":\"TEN\",\"state\":\"closed\"}");
      case 4 -> api.reopen(id);
      case 5 -> api.returnItems(id, "[{\"position\":0,\"quantity\":1}]");
      default ->
          api.send(
              "PUT",
              "/v2/customer_profiles/" + one(List.of("a", "b", "c", "d", "e", "f")) + query,
              "{\"attributes\":{\"i\":" + i + "}}");
    };
  }

  @Test
  void responseWithAnError_leavesTheSnapshotUnchanged() {
    Api api = new Api(stub);
    int[] statuses = new int[600];
    for (int i = 0; i < 1_500; i++) {
      if (i % 100 == 0) {
        stub.reset(); // else every session has ended after a while
      }
      harm = random.nextInt(19);
      harmful = random.nextInt(3) == 0;
      String before = stub.world().snapshot().toString();
      Api.Response response = call(api, i);
      statuses[response.status()]++;
      if (response.status() >= 400) {
        assertThat(stub.world().snapshot())
            .as("harm %s, %s", harmful ? harm : "none", response)
            .hasToString(before);
      }
    }
    assertThat(statuses[200]).isGreaterThan(200);
    assertThat(statuses[400]).isPositive();
    assertThat(statuses[500]).isGreaterThan(50);
    assertThat(statuses[507]).isPositive();
    harmful = false;
    api.header("Idempotency-Key", null);
    for (int i = 0; i < 10; i++) {
      assertThat(api.getV2("s" + i).status()).isIn(200, 404);
      assertThat(api.getV1("s" + i).status()).isIn(200, 404);
    }
    api.send("GET", "/__stub/worlds/main/journal", null).expect(200);
  }

  @Test
  void mapThatARuleKeepsAndChangesLater_doesNotChangeWhatIsStored() {
    Map<String, Object> props = new HashMap<>(Map.of("value", "before"));
    kept = props;
    EffectRule keeping = draft -> List.of(effect(kept));
    try (CustomerSessionStub other = Stubs.builder().effectRule(keeping).start()) {
      new Api(other).putV2("s", "{}").expect(200);
      props.put("value", new Object());
      assertThat(new Api(other).getV2("s").expect(200).body()).contains("before");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17, 18})
  void failingRule_isA500_andTheNextCallSucceeds(int kind) {
    Api api = new Api(stub);
    harm = kind;
    harmful = true;
    api.putV2("s", "{\"profileId\":\"p\"}").expect(500);
    harmful = false;
    api.getV2("s").expect(404);
    assertThat(
            api.putV2("s", "{\"profileId\":\"p\"}")
                .expect(200)
                .session()
                .get("updateCount")
                .getAsInt())
        .isEqualTo(1);
  }
}
