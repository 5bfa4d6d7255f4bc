package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.stub.session.WorldState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request with an Idempotency-Key is carried out once, whichever operation it calls. */
class IdempotencyKeyTest {
  private static final String KEY = "Idempotency-Key";
  private static final String SESSION = "/v2/customer_sessions/s";

  private CustomerSessionStub stub;
  private Api api;

  /** The operations that take a key, each with a request, another body for it, and a count. */
  enum Keyed {
    UPDATE(
        "PUT",
        SESSION,
        "{\"customerSession\":{\"attributes\":{\"n\":1},\"state\":\"closed\"}}",
        "{\"customerSession\":{\"attributes\":{\"n\":2},\"state\":\"closed\"}}"),
    REOPEN("PUT", SESSION + "/reopen", null, "{\"note\":\"reopen takes no body\"}"),
    RETURN(
        "POST",
        SESSION + "/returns",
        "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]}}",
        "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":2}]}}"),
    PROFILE(
        "PUT",
        "/v2/customer_profiles/p",
        "{\"attributes\":{\"n\":1},\"responseContent\":[\"customerProfile\",\"event\"]}",
        "{\"attributes\":{\"n\":2},\"responseContent\":[\"customerProfile\",\"event\"]}");

    final String method;
    final String path;
    final String body;
    final String otherBody;

    Keyed(String method, String path, String body, String otherBody) {
      this.method = method;
      this.path = path;
      this.body = body;
      this.otherBody = otherBody;
    }

    boolean needsClosed() {
      return this == REOPEN || this == RETURN;
    }
  }

  @BeforeEach
  void start() {
    stub = Stubs.start();
    api = new Api(stub);
    api.putV2(
            "s",
            "{\"profileId\":\"p\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":3,\"price\":10}]}")
        .expect(200);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private Api.Response send(Keyed keyed) {
    return api.send(keyed.method, keyed.path, keyed.body);
  }

  private void prepare(Keyed keyed) {
    if (keyed.needsClosed()) {
      api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    }
    api.header(KEY, "k");
  }

  private int updateCount() {
    return api.getV2("s").expect(200).session().get("updateCount").getAsInt();
  }

  @ParameterizedTest
  @EnumSource
  void sameRequest_whateverHeadersSayNow_getsTheFirstResponseByteForByte(Keyed keyed) {
    prepare(keyed);
    String first = send(keyed).expect(200).body();
    String state = stub.world().snapshot().toString();
    api.header("X-Stub-Behaviour", "repeated-move=accept, response-version=latest")
        .header("User-Agent", "OpenAPI-Generator/26.13.0/go")
        .header("X-Stub-Time", Instant.now().plusSeconds(3600).toString());

    assertThat(send(keyed).expect(200).body()).isEqualTo(first);
    assertThat(stub.world().snapshot()).hasToString(state);
    assertThat(stub.violations())
        .noneMatch(violation -> violation.kind() == ContractRule.UNDECLARED_HEADER);
  }

  @ParameterizedTest
  @EnumSource
  void anotherBody_isRefusedAndNothingChanges(Keyed keyed) {
    prepare(keyed);
    send(keyed).expect(200);
    String state = stub.world().snapshot().toString();

    Api.Response refused =
        keyed == Keyed.REOPEN
            ? api.send("PUT", SESSION, Keyed.UPDATE.body).expect(400)
            : api.send(keyed.method, keyed.path, keyed.otherBody).expect(400);

    assertThat(refused.places()).containsExactly(KEY);
    assertThat(refused.body())
        .contains(
            KEY
                + " was used for another request of this "
                + (keyed == Keyed.PROFILE ? "profile" : "session")
                + " within the last 24 hours");
    assertThat(stub.world().snapshot()).hasToString(state);
    send(keyed).expect(200);
  }

  @ParameterizedTest
  @EnumSource
  void anotherKey_isAnotherRequest(Keyed keyed) {
    prepare(keyed);
    send(keyed).expect(200);
    api.header(KEY, "other");

    Api.Response again = send(keyed);

    assertThat(again.status())
        .isEqualTo(keyed == Keyed.UPDATE || keyed == Keyed.REOPEN ? 400 : 200);
  }

  @ParameterizedTest
  @EnumSource
  void keyOf256Characters_isRefusedAndOf255Taken(Keyed keyed) {
    prepare(keyed);
    api.header(KEY, "k".repeat(256));
    assertThat(send(keyed).expect(400).places()).containsExactly(KEY);
    api.header(KEY, "k".repeat(255));
    send(keyed).expect(200);
  }

  @Test
  void sameKeyWithAnotherOperation_isRefused() {
    api.header(KEY, "k");
    send(Keyed.UPDATE).expect(200);

    assertThat(send(Keyed.REOPEN).expect(400).places()).containsExactly(KEY);
    assertThat(send(Keyed.RETURN).expect(400).places()).containsExactly(KEY);
    assertThat(updateCount()).isEqualTo(2);
  }

  @Test
  void sameKeyOfAnotherResourceOrApplication_isAnotherRequest() {
    try (CustomerSessionStub two = Stubs.builder().apiKey("one", 1).apiKey("two", 2).start()) {
      Api own = new Api(two).header(KEY, "k").header("Authorization", "ApiKey-v1 one");
      own.putV2("s", "{\"attributes\":{\"n\":1}}").expect(200);
      own.putV2("t", "{\"attributes\":{\"n\":2}}").expect(200);
      own.send("PUT", "/v2/customer_profiles/s", "{\"attributes\":{\"n\":3}}").expect(200);
      own.header("Authorization", "ApiKey-v1 two");
      own.putV2("s", "{\"attributes\":{\"n\":4}}").expect(200);

      assertThat(two.world().sessionCount()).isEqualTo(3);
    }
  }

  @Test
  void queryParameters_arePartOfTheRequest() {
    api.header(KEY, "k");
    send(Keyed.PROFILE).expect(200);
    String path = Keyed.PROFILE.path;

    api.send("PUT", path + "?runRuleEngine=false&dry=false", Keyed.PROFILE.body).expect(200);
    assertThat(
            api.send("PUT", path + "?runRuleEngine=true", Keyed.PROFILE.body).expect(400).places())
        .containsExactly(KEY);
    assertThat(api.send("PUT", path + "?dry=true", Keyed.PROFILE.body).expect(400).places())
        .containsExactly(KEY);
  }

  @Test
  void whiteSpaceAndOrderOfMembers_areNotPartOfTheRequest() {
    api.header(KEY, "k");
    String first =
        api.send("PUT", SESSION, "{\"customerSession\":{\"attributes\":{\"a\":1,\"b\":[1,2]}}}")
            .expect(200)
            .body();

    assertThat(
            api.send(
                    "PUT",
                    SESSION,
                    "{ \"customerSession\" :{\"attributes\":{\"b\":[1, 2],\n\"a\":1}}}")
                .expect(200)
                .body())
        .isEqualTo(first);
    api.send("PUT", SESSION, "{\"customerSession\":{\"attributes\":{\"a\":1,\"b\":[2,1]}}}")
        .expect(400);
    assertThat(updateCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void refusedAndDryRequests_areNotRemembered(Keyed keyed) {
    if (keyed != Keyed.REOPEN) {
      prepare(keyed);
      api.send(keyed.method, keyed.path, "{\"responseContent\":1}").expect(400);
      api.send(keyed.method, keyed.path + "?dry=true", keyed.otherBody).expect(200);
    } else {
      api.header(KEY, "k");
      send(keyed).expect(400);
      api.header(KEY, null).putV2("s", "{\"state\":\"closed\"}").expect(200);
      api.header(KEY, "k");
    }

    send(keyed).expect(200);
  }

  @Test
  void dayLater_theKeyIsForgotten() {
    stub.world().clock().freeze();
    api.header(KEY, "k");
    String put = "{\"customerSession\":{\"attributes\":{\"n\":1}}}";
    String first = api.send("PUT", SESSION, put).expect(200).body();

    stub.world().clock().advance(Duration.ofHours(24).minusMillis(1));
    assertThat(api.send("PUT", SESSION, put).expect(200).body()).isEqualTo(first);
    stub.world().clock().advance(Duration.ofMillis(1));
    assertThat(api.send("PUT", SESSION, put).expect(200).body()).isNotEqualTo(first);
    assertThat(updateCount()).isEqualTo(3);
  }

  @Test
  void snapshotRestoreAndReset_includeTheResponses() {
    api.header(KEY, "k");
    WorldState.Snapshot before = stub.world().snapshot();
    String first = send(Keyed.UPDATE).expect(200).body();
    WorldState.Snapshot after = stub.world().snapshot();

    stub.world().restore(before);
    assertThat(send(Keyed.UPDATE).expect(200).session().get("updateCount").getAsInt()).isEqualTo(2);
    stub.world().restore(after);
    assertThat(send(Keyed.UPDATE).expect(200).body()).isEqualTo(first);
    assertThat(updateCount()).isEqualTo(2);

    stub.reset();
    assertThat(send(Keyed.UPDATE).expect(200).session().get("updateCount").getAsInt()).isEqualTo(1);
  }

  @Test
  void eraseCustomer_forgetsResponsesOfTheProfileAndItsSessions() {
    api.header(KEY, "k");
    send(Keyed.UPDATE).expect(200);
    send(Keyed.PROFILE).expect(200);
    api.putV2("of-another", "{\"attributes\":{\"n\":1}}").expect(200);
    api.header(KEY, null).send("DELETE", "/v1/customer_data/p", null).expect(204);
    api.header(KEY, "k");

    assertThat(stub.world().snapshot().toString()).doesNotContain("id=s,").doesNotContain("id=p,");
    assertThat(send(Keyed.UPDATE).expect(200).session().get("updateCount").getAsInt()).isEqualTo(1);
    api.putV2("of-another", "{\"attributes\":{\"n\":2}}").expect(400);
  }

  @Test
  void bodyThatIsNotJson_whereNoneIsRead_countsAsItsText() throws Exception {
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);

    HttpResponse<String> first = reopenWith("[{");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(reopenWith("[{").body()).isEqualTo(first.body());
    assertThat(reopenWith("[[").statusCode()).isEqualTo(400);
  }

  /** Sends a body that the document does not declare, which the suite's own calls never do. */
  private HttpResponse<String> reopenWith(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.url() + SESSION + "/reopen"))
            .header("Authorization", "ApiKey-v1 any")
            .header("Content-Type", "application/json")
            .header(KEY, "k")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void lostResponse_isThereForTheRepetition() {
    api.putV2("s", "{\"state\":\"closed\"}").expect(200);
    api.header(KEY, "k").header("X-Stub-Fault", "drop-after");
    assertThatThrownBy(() -> api.reopen("s")).hasCauseInstanceOf(IOException.class);
    api.header("X-Stub-Fault", null);

    api.reopen("s").expect(200);
    assertThat(updateCount()).isEqualTo(3);
  }

  @Test
  void moreBytesThanAllowed_forgetTheOldestFirst() {
    try (CustomerSessionStub small = Stubs.builder().maxIdempotencyBytes(0).start()) {
      Api own = new Api(small).header(KEY, "k");
      own.putV2("s", "{\"attributes\":{\"n\":1}}").expect(200);
      own.putV2("t", "{\"attributes\":{\"n\":1}}").expect(200);

      own.putV2("t", "{\"attributes\":{\"n\":1}}").expect(200);
      assertThat(own.getV2("t").session().get("updateCount").getAsInt()).isEqualTo(1);
      own.putV2("s", "{\"attributes\":{\"n\":1}}").expect(200);
      assertThat(own.getV2("s").session().get("updateCount").getAsInt()).isEqualTo(2);
    }
  }

  /** Every round has one key; whoever comes first, all get its response and one change is made. */
  @Test
  void sixtyFourThreads_forFortyRounds_makeOneChangeARoundAndGetOneBody() throws Exception {
    int threads = 64;
    int rounds = 40;
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < rounds; round++) {
        Set<String> bodies = ConcurrentHashMap.newKeySet();
        HttpRequest request = request(round);
        Callable<Integer> twin =
            () -> {
              start.await();
              HttpResponse<String> response =
                  client.send(request, HttpResponse.BodyHandlers.ofString());
              bodies.add(response.body());
              return response.statusCode();
            };
        for (Future<Integer> status :
            pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> twin).toList())) {
          assertThat(status.get()).isEqualTo(200);
        }
        assertThat(bodies).hasSize(1);
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(updateCount()).isEqualTo(1 + rounds);
  }

  /** Competing updates are refused only if they are not the same request. */
  private HttpRequest request(int round) {
    return HttpRequest.newBuilder(URI.create(stub.url() + SESSION))
        .header("Authorization", "ApiKey-v1 test")
        .header("Content-Type", "application/json")
        .header("X-Stub-Behaviour", "parallel-updates=refuse")
        .header(KEY, "round-" + round)
        .PUT(
            HttpRequest.BodyPublishers.ofString(
                "{\"customerSession\":{\"attributes\":{\"round\":" + round + "}}}"))
        .build();
  }
}
