package io.customersession.stub.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.Stubs;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.session.ParallelUpdates;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 64 callers at once: no update is lost, no limit is overrun, and no request is carried out twice.
 * The length can be set with {@code -Dattack.updates=200} and {@code -Dattack.rounds=25}.
 */
class CrowdTest {
  private static final int THREADS = 64;
  private static final int UPDATES = Integer.getInteger("attack.updates", 10);
  private static final int ROUNDS = Integer.getInteger("attack.rounds", 3);

  @ParameterizedTest
  @EnumSource(ParallelUpdates.class)
  void updatesOfOneSession_areAllThere(ParallelUpdates setting) throws Exception {
    try (CustomerSessionStub stub = Stubs.builder().parallelUpdates(setting).start()) {
      URI url = URI.create(stub.url());
      List<Integer> carriedOut =
          Crowd.run(
              THREADS,
              thread -> {
                int sum = 0;
                for (int i = 0; i < UPDATES; i++) {
                  String attribute = "\"t" + thread + "_" + i + "\":1";
                  Requests.Response response =
                      put(url, "", "s", "{\"attributes\":{" + attribute + "}}");
                  assertThat(response.status()).as(response.body()).isIn(200, 409);
                  sum += response.status() == 200 ? 1 : 0;
                }
                return sum;
              });
      int sum = carriedOut.stream().mapToInt(Integer::intValue).sum();
      JsonObject session = session(url, "", "s");
      int attributes = session.getAsJsonObject("attributes").size();
      int updateCount = session.get("updateCount").getAsInt();

      System.out.printf(
          "attack: updates of one session setting=%s threads=%d requests=%d 200=%d 409=%d"
              + " updateCount=%d lost=%d%n",
          setting,
          THREADS,
          THREADS * UPDATES,
          sum,
          THREADS * UPDATES - sum,
          updateCount,
          sum - attributes);
      assertThat(attributes).isEqualTo(sum);
      assertThat(updateCount).isEqualTo(sum);
      if (setting == ParallelUpdates.SERIALIZE) {
        assertThat(sum).isEqualTo(THREADS * UPDATES);
      }
    }
  }

  /** A limit of a code, and what those have in common who close a session with it. */
  private enum Limit {
    TOTAL_1("T1", 1, ""),
    TOTAL_5("T5", 5, ""),
    PER_PROFILE("PROFILE", 1, "\"profileId\":\"p\","),
    PER_IDENTIFIER("IDENTIFIER", 1, "\"identifiers\":[\"i\"],"),
    CAMPAIGN("C", 3, "");

    private final String code;
    private final int max;
    private final String common;

    Limit(String code, int max, String common) {
      this.code = code;
      this.max = max;
      this.common = common;
    }
  }

  @Test
  void limitsOfCodes_areNotOverrun() throws Exception {
    Fixtures codes =
        Fixtures.builder()
            .coupons(
                Promotion.coupon("T1").amount("1").limits(Limits.NONE.total(1)),
                Promotion.coupon("T5").amount("1").limits(Limits.NONE.total(5)),
                Promotion.coupon("PROFILE").amount("1").limits(Limits.NONE.perProfile(1)),
                Promotion.coupon("IDENTIFIER").amount("1").limits(Limits.NONE.perIdentifier(1)),
                Promotion.coupon("C").amount("1").campaign("Budget"))
            .limits("Budget", Limits.NONE.total(3))
            .build();
    int wrong = 0;
    try (CustomerSessionStub stub = Stubs.builder().fixtures(codes).start()) {
      URI url = URI.create(stub.url());
      for (int round = 0; round < ROUNDS; round++) {
        for (Limit limit : Limit.values()) {
          String world = "/__world/w" + round + limit.code;
          List<Boolean> accepted =
              Crowd.run(
                  THREADS,
                  thread -> {
                    Requests.Response response =
                        put(
                            url,
                            world,
                            "s" + thread,
                            "{%s\"couponCodes\":[\"%s\"],\"state\":\"closed\"}"
                                .formatted(limit.common, limit.code));
                    assertThat(response.status()).as(response.body()).isEqualTo(200);
                    return response.body().contains("acceptCoupon");
                  });
          long times = accepted.stream().filter(it -> it).count();
          wrong += times == limit.max ? 0 : 1;
          stub.worlds().drop("w" + round + limit.code);
        }
      }
    }

    System.out.printf(
        "attack: limits of codes kinds=%d rounds=%d closers=%d wrong=%d%n",
        Limit.values().length, ROUNDS, THREADS, wrong);
    assertThat(wrong).isZero();
  }

  @Test
  void requestsWithOneIdempotencyKey_areCarriedOutOnce() throws Exception {
    int wrong = 0;
    try (CustomerSessionStub stub = Stubs.start()) {
      URI url = URI.create(stub.url());
      String cart = "\"cartItems\":[{\"sku\":\"a\",\"quantity\":99,\"price\":1}]";
      for (int round = 0; round < ROUNDS; round++) {
        String id = "s" + round;
        put(url, "", id, "{" + cart + ",\"state\":\"closed\"}");
        List<Requests.Response> responses =
            Crowd.run(
                THREADS,
                thread ->
                    Requests.send(
                        url,
                        "POST",
                        "/v2/customer_sessions/" + id + "/returns",
                        "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]}}",
                        "Idempotency-Key",
                        "twin"));
        Set<String> bodies =
            responses.stream()
                .map(response -> response.status() + response.body())
                .collect(Collectors.toSet());
        JsonObject item = session(url, "", id).getAsJsonArray("cartItems").get(0).getAsJsonObject();
        boolean isRight =
            bodies.size() == 1
                && responses.get(0).status() == 200
                && item.get("returnedQuantity").getAsInt() == 1;
        wrong += isRight ? 0 : 1;
      }
    }

    System.out.printf("attack: idempotency twins=%d rounds=%d wrong=%d%n", THREADS, ROUNDS, wrong);
    assertThat(wrong).isZero();
  }

  private static Requests.Response put(URI url, String world, String id, String content)
      throws IOException {
    return Requests.send(
        url, "PUT", world + "/v2/customer_sessions/" + id, "{\"customerSession\":" + content + "}");
  }

  private static JsonObject session(URI url, String world, String id) throws IOException {
    Requests.Response response =
        Requests.send(url, "GET", world + "/v2/customer_sessions/" + id, null);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return JsonParser.parseString(response.body())
        .getAsJsonObject()
        .getAsJsonObject("customerSession");
  }
}
