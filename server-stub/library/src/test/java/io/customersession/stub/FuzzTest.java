package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.json.ApiVersion;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Requests made from the document's schemas and broken at random places, to every operation: none
 * fails the stub or hangs, every refusal has the documented body, and what is stored is the same to
 * the byte before and after each refusal.
 */
class FuzzTest extends RandomRequests {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 6_000);

  /** Without sessions that are closed, hardly a return or a reopening would be carried out. */
  private static final List<SessionSeed> CLOSED =
      List.of("a", "b", "c", "jane").stream()
          .map(
              id ->
                  SessionSeed.of(id)
                      .state(SessionState.CLOSED)
                      .content(
                          "{\"profileId\":\"seeded\",\"couponCodes\":[\"TEN\",\"FEW\"],\"cartItems\":["
                              + "{\"sku\":\"TEN\",\"quantity\":99,\"price\":1.5},".repeat(3)
                              + "{\"sku\":\"FEW\",\"quantity\":99,\"price\":0.1}]}"))
          .toList();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void requests_brokenAtRandom_areRefusedWithoutATrace() throws Exception {
    Map<String, TreeMap<Integer, Integer>> counts = new TreeMap<>();
    int refused = 0;
    try (CustomerSessionStub stub = Stubs.builder().fixtures(ACCOUNT).maxExchanges(0).start()) {
      stub.world().seed(CLOSED);
      String before = stub.world().snapshot().toString();
      for (int i = 0; i < REQUESTS; i++) {
        Target target = TARGETS.get(i % TARGETS.size());
        HttpRequest request = request(stub, target);
        HttpResponse<String> response = send(request);
        String after = stub.world().snapshot().toString();
        int status = response.statusCode();
        counts
            .computeIfAbsent(target.method() + " " + target.path(), none -> new TreeMap<>())
            .merge(status, 1, Integer::sum);
        assertThat(status).as("%s: %s", request, response.body()).isLessThan(500);
        SdkTolerance.judge(
            target.method(),
            target.path(),
            new Api.Response(
                status,
                Map.of("content-type", response.headers().firstValue("content-type").orElse("")),
                response.body()),
            ApiVersion.LATEST);
        if (status >= 400) {
          refused++;
          checkRefusal(target, status, response);
          assertThat(after).as("%s: %s", request, response.body()).isEqualTo(before);
        }
        before = after;
        if (i % 250 == 249) {
          // Random profile ids would let the state grow, and with it every comparison.
          stub.reset();
          stub.world().seed(CLOSED);
          before = stub.world().snapshot().toString();
        }
      }
    }
    System.out.printf(
        "Fuzz: %d requests (seed %d), %d refused; %d signed, %d with a body that none is declared for%n",
        REQUESTS, SEED, refused, signatures, bodiesNobodyAskedFor);
    counts.forEach((operation, statuses) -> System.out.println("  " + operation + " " + statuses));
    assertThat(counts).hasSize(TARGETS.size());
    // Each operation has to be met in its working state, too.
    counts.forEach(
        (operation, statuses) ->
            assertThat(statuses.headMap(300).values().stream().mapToInt(Integer::intValue).sum())
                .as(operation)
                .isGreaterThan(REQUESTS / 1000));
    assertThat(refused).isBetween(REQUESTS / 4, REQUESTS * 3 / 4);
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(request + " got no response", e);
    }
  }

  private static void checkRefusal(Target target, int status, HttpResponse<String> response) {
    JsonObject body = JsonParser.parseString(response.body()).getAsJsonObject();
    assertThat(body.get("message").getAsString()).isNotEmpty();
    if (body.has("StatusCode")) {
      assertThat(body.get("StatusCode").getAsInt()).isEqualTo(status);
    }
    if (body.has("errors")) {
      assertThat(body.getAsJsonArray("errors")).isNotEmpty();
      for (JsonElement error : body.getAsJsonArray("errors")) {
        assertThat(error.getAsJsonObject().get("title").getAsString()).isNotEmpty();
        assertThat(error.getAsJsonObject().getAsJsonObject("source").keySet()).hasSize(1);
      }
    }
    SecondOpinion.judgeResponse(
        target.method(),
        target.path().replace("{id}", "a").replace("{number}", "1"),
        new Api.Response(
            status,
            Map.of("content-type", response.headers().firstValue("content-type").orElse("")),
            response.body()));
  }
}
