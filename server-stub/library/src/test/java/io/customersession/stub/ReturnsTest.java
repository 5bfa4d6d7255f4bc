package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Taking items back: which units a line means, what is refused, and calls that are repeated. */
class ReturnsTest {
  private CustomerSessionStub stub;
  private Api api;

  @BeforeEach
  void start() {
    stub = Stubs.start();
    api = new Api(stub);
    api.putV2(
            "s",
            """
            {"state":"closed","profileId":"p","cartItems":[
              {"sku":"a","quantity":2,"price":10},
              {"sku":"b","quantity":1,"price":5},
              {"sku":"a","quantity":3,"price":7}]}""")
        .expect(200);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private List<Integer> returned() {
    return api.getV2("s").session().getAsJsonArray("cartItems").asList().stream()
        .map(item -> item.getAsJsonObject().get("returnedQuantity").getAsInt())
        .toList();
  }

  @Test
  void return_byPosition_marksTheUnits() {
    JsonObject response =
        api.returnItems("s", "[{\"position\":2,\"quantity\":2}]").expect(200).json();

    assertThat(returned()).containsExactly(0, 0, 2);
    assertThat(response.getAsJsonObject("customerSession").get("state").getAsString())
        .isEqualTo("partially_returned");
    JsonObject made = response.getAsJsonObject("return");
    assertThat(made.get("sessionIntegrationId").getAsString()).isEqualTo("s");
    assertThat(made.get("sessionId").getAsLong())
        .isEqualTo(api.getV2("s").session().get("id").getAsLong());
    assertThat(made.getAsJsonArray("returnedCartItems").toString())
        .isEqualTo("[{\"position\":2,\"quantity\":2,\"sku\":\"a\"}]");
  }

  @Test
  void return_ofAnOldResponseVersion_doesNotNameTheSku() {
    api.header("X-Stub-Behaviour", "response-version=25.26");

    JsonObject response = api.returnItems("s", "[{\"position\":2,\"quantity\":2}]").json();

    assertThat(response.getAsJsonObject("return").getAsJsonArray("returnedCartItems").toString())
        .isEqualTo("[{\"position\":2,\"quantity\":2}]");
  }

  @Test
  void return_bySkuOnSeveralLines_takesThemInOrder() {
    api.returnItems("s", "[{\"sku\":\"a\",\"quantity\":4}]").expect(200);
    assertThat(returned()).containsExactly(2, 0, 2);

    api.returnItems("s", "[{\"sku\":\"a\"}]").expect(200);
    assertThat(returned()).containsExactly(2, 0, 3);
  }

  @Test
  void return_sameLineTwice_addsUp() {
    api.returnItems(
            "s", "[{\"position\":2,\"quantity\":1},{\"sku\":\"a\",\"position\":2,\"quantity\":2}]")
        .expect(200);
    assertThat(returned()).containsExactly(0, 0, 3);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                        | /return/returnedCartItems
          [{}]                                                      | /return/returnedCartItems/0
          [{"position":3}]                                          | /return/returnedCartItems/0/position
          [{"sku":"zz"}]                                            | /return/returnedCartItems/0/sku
          [{"sku":"b","position":0}]                                | /return/returnedCartItems/0/sku
          [{"sku":"a","quantity":0}]                                | /return/returnedCartItems/0/quantity
          [{"position":0,"quantity":3}]                             | /return/returnedCartItems/0/quantity
          [{"position":1},{"position":1}]                           | /return/returnedCartItems/1
          [{"position":0,"quantity":1},{"sku":"a","quantity":5}]    | /return/returnedCartItems/1/quantity
          """)
  void return_whatIsNotThere_isRefusedAndNothingChanges(String lines, String pointer) {
    String before = api.getV2("s").body();

    Api.Response refused = api.returnItems("s", lines).expect(400);

    assertThat(refused.message()).isEqualTo("The submitted data was invalid");
    assertThat(refused.places()).containsExactly(pointer);
    assertThat(api.getV2("s").body()).isEqualTo(before);
  }

  @Test
  void return_severalWrongLines_areAllNamed() {
    assertThat(
            api.returnItems("s", "[{\"sku\":\"zz\"},{\"position\":1},{\"position\":9}]")
                .expect(400)
                .places())
        .containsExactly("/return/returnedCartItems/0/sku", "/return/returnedCartItems/2/position");
    assertThat(returned()).containsExactly(0, 0, 0);
  }

  @Test
  void return_dry_respondsAndStoresNothing() {
    String before = api.getV2("s").body();
    JsonObject response =
        api.send(
                "POST",
                "/v2/customer_sessions/s/returns?dry=true",
                "{\"return\":{\"returnedCartItems\":[{\"position\":0}]}}")
            .expect(200)
            .json();

    assertThat(response.getAsJsonObject("customerSession").get("state").getAsString())
        .isEqualTo("partially_returned");
    assertThat(api.getV2("s").body()).isEqualTo(before);
  }

  @Test
  void previousReturns_listsTheEarlierOnes() {
    api.returnItems("s", "[{\"position\":0,\"quantity\":1}]").expect(200);
    JsonObject second =
        api.send(
                "POST",
                "/v2/customer_sessions/s/returns",
                "{\"return\":{\"returnedCartItems\":[{\"position\":1}]},\"responseContent\":[\"previousReturns\"]}")
            .expect(200)
            .json();

    assertThat(second.getAsJsonArray("previousReturns")).hasSize(1);
    assertThat(second.has("customerSession")).isFalse();
    assertThat(second.has("return")).isTrue();
  }

  @Test
  void idempotencyKey_sameBody_isAnsweredByteForByte() {
    api.header("Idempotency-Key", "k1");
    String first = api.returnItems("s", "[{\"position\":2,\"quantity\":1}]").expect(200).body();
    api.header("Idempotency-Key", null)
        .returnItems("s", "[{\"position\":0,\"quantity\":1}]")
        .expect(200);

    api.header("Idempotency-Key", "k1");
    assertThat(api.returnItems("s", "[{\"position\":2,\"quantity\":1}]").expect(200).body())
        .isEqualTo(first);
    assertThat(returned()).containsExactly(1, 0, 1);
    assertThat(api.returnItems("s", "[{\"position\":2,\"quantity\":2}]").expect(400).places())
        .containsExactly("Idempotency-Key");
    assertThat(returned()).containsExactly(1, 0, 1);
  }

  @Test
  void idempotencyKey_ofRefusedAndDryCalls_isNotRemembered() {
    api.header("Idempotency-Key", "k");
    api.returnItems("s", "[{\"position\":9}]").expect(400);
    api.send(
            "POST",
            "/v2/customer_sessions/s/returns?dry=true",
            "{\"return\":{\"returnedCartItems\":[{\"position\":0}]}}")
        .expect(200);

    api.returnItems("s", "[{\"position\":1}]").expect(200);
    assertThat(returned()).containsExactly(0, 1, 0);
  }

  @Test
  void idempotencyKey_tooLong_isRefused() {
    api.header("Idempotency-Key", "k".repeat(256));
    assertThat(api.returnItems("s", "[{\"position\":1}]").expect(400).places())
        .containsExactly("Idempotency-Key");
    api.header("Idempotency-Key", "k".repeat(255));
    api.returnItems("s", "[{\"position\":1}]").expect(200);
  }

  @Test
  void idempotencyKey_concurrentTwins_returnOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      Callable<String> twin =
          () ->
              new Api(stub)
                  .header("Idempotency-Key", "twin")
                  .returnItems("s", "[{\"position\":2,\"quantity\":1}]")
                  .expect(200)
                  .body();
      List<Future<String>> responses = pool.invokeAll(java.util.Collections.nCopies(16, twin));
      String first = responses.get(0).get();
      for (Future<String> response : responses) {
        assertThat(response.get()).isEqualTo(first);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(returned()).containsExactly(0, 0, 1);
  }
}
