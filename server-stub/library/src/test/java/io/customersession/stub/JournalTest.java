package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.journal.UnmetExpectationError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final CustomerSessionStub stub = Stubs.start();
  private final Api api = new Api(stub);
  private final Journal journal = stub.journal();

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void exchange_isKeptWithAllThatIsKnownOfIt() {
    api.header("Idempotency-Key", "k");
    api.putV2("cart 1", "{\"state\":\"open\",\"colour\":\"red\"}").expect(200);

    RecordedExchange exchange = journal.exchanges().get(0);
    assertThat(exchange.number()).isEqualTo(1);
    assertThat(exchange.method()).isEqualTo("PUT");
    assertThat(exchange.path()).isEqualTo("/v2/customer_sessions/cart%201");
    assertThat(exchange.query()).isNull();
    assertThat(exchange.operation()).isEqualTo("updateCustomerSessionV2");
    assertThat(exchange.resourceId()).isEqualTo("cart 1");
    assertThat(exchange.application()).isEqualTo(1L);
    assertThat(exchange.headers().get("authorization")).containsExactly("ApiKey-v1 ***");
    assertThat(exchange.headers().get("IDEMPOTENCY-KEY")).containsExactly("k");
    assertThat(exchange.body())
        .isEqualTo("{\"customerSession\":{\"state\":\"open\",\"colour\":\"red\"}}");
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.responseBody()).startsWith("{\"customerSession\":{");
    assertThat(exchange.violations())
        .extracting(violation -> violation.location())
        .contains("/customerSession/colour");
    assertThat(exchange.duration()).isPositive();
  }

  /** What is forgotten makes room for what comes, but not where somebody still looks at it. */
  @Test
  void exchangesHandedOut_stayAsTheyAre_howeverManyCome() {
    try (CustomerSessionStub small = Stubs.builder().maxExchanges(100).start()) {
      Api calls = new Api(small);
      String filler = "x".repeat(20_000);
      java.util.function.IntFunction<String> body =
          i -> "{\"attributes\":{\"note\":\"" + i + filler + "\"}}";
      for (int i = 0; i < 100; i++) {
        calls.putV2("s" + i, body.apply(i)).expect(200);
      }
      List<RecordedExchange> early = small.journal().exchanges();
      for (int i = 100; i < 600; i++) {
        calls.putV2("s" + i, body.apply(i)).expect(200);
      }
      List<RecordedExchange> late = small.journal().exchanges();

      assertThat(early).hasSize(100);
      assertThat(late).hasSize(100);
      for (int i = 0; i < 100; i++) {
        for (RecordedExchange exchange : List.of(early.get(i), late.get(i))) {
          int session = (int) exchange.number() - 1;
          assertThat(exchange.body())
              .contains("\"" + session + "xxx")
              .hasSize(body.apply(session).length() + 20);
          assertThat(exchange.responseBody())
              .contains("\"s" + session + "\"", "\"" + session + "xxx");
          assertThat(exchange.headers()).containsKeys("Authorization", "Content-Type", "Host");
        }
      }
    }
  }

  @Test
  void refusals_areKeptToo() {
    api.send("GET", "/nowhere?a=b", null).expect(404);
    api.header("Authorization", "ApiKey-v1 ").getV2("s").expect(401);
    assertThat(journal.exchanges())
        .extracting(Object::toString)
        .containsExactly("#1 GET /nowhere?a=b -> 404", "#2 GET /v2/customer_sessions/s -> 401");
    assertThat(journal.exchanges().get(0).operation()).isNull();
    assertThat(journal.exchanges().get(1).application()).isNull();
  }

  @Test
  void find_narrowsDownByEveryCondition() {
    api.putV2("s", "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":2,\"price\":5.50}]}").expect(200);
    api.putV2("s", "{\"state\":\"closed\",\"attributes\":{\"tags\":[1,\"x\",null]}}").expect(200);
    api.getV2("s").expect(200);
    api.getV2("t").expect(404);

    assertThat(journal.find().operation("updateCustomerSessionV2").count()).isEqualTo(2);
    assertThat(journal.find().resource("s").count()).isEqualTo(3);
    assertThat(journal.find().method("GET").status(404).count()).isEqualTo(1);
    assertThat(journal.find().path("/v2/customer_sessions/t").application(1).count()).isEqualTo(1);
    assertThat(journal.find().body("/customerSession/state", "closed").list())
        .extracting(RecordedExchange::number)
        .containsExactly(2L);
    assertThat(journal.find().body("/customerSession/cartItems/0/price", 5.5).count()).isOne();
    assertThat(journal.find().body("/customerSession/cartItems/1/price", 5.5).count()).isZero();
    assertThat(
            journal
                .find()
                .body(
                    "/customerSession/attributes",
                    Map.of("tags", java.util.Arrays.asList(1.0, "x", null)))
                .count())
        .isOne();
    assertThat(journal.find().body("/customerSession/cartItems/0/price", "5.5").count()).isZero();
    assertThat(journal.find().withoutBody("/customerSession/state").count()).isEqualTo(3);
    assertThat(journal.find().response("/customerSession/total", 11).last())
        .hasValueSatisfying(last -> assertThat(last.number()).isEqualTo(3));
    assertThat(journal.find().header("authorization", "ApiKey-v1 ***").count()).isEqualTo(4);
    assertThat(journal.find().withoutHeader("Idempotency-Key").first())
        .hasValueSatisfying(first -> assertThat(first.number()).isEqualTo(1));
    assertThat(journal.find().where("odd number", one -> one.number() % 2 == 1).count())
        .isEqualTo(2);
    assertThatThrownBy(() -> journal.find().body("state", "closed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a JSON pointer must be empty or start with a slash, not \"state\"");
  }

  @Test
  void missedExpectation_showsTheNearestExchangesBesideWhatWasExpected() {
    api.putV2("s", "{\"state\":\"open\"}").expect(200);
    api.getV2("s").expect(200);

    assertThat(journal.find().resource("s").expect(2)).hasSize(2);
    assertThatThrownBy(
            () ->
                journal
                    .find()
                    .operation("updateCustomerSessionV2")
                    .resource("s")
                    .body("/customerSession/state", "closed")
                    .expect(1))
        .isInstanceOf(UnmetExpectationError.class)
        .hasMessage(
            """
            Expected exactly 1 exchange with operation updateCustomerSessionV2, resource s, body \
            /customerSession/state "closed"; found 0 of 2.

            Near: #1 PUT /v2/customer_sessions/s -> 200
                                             expected                 found
                operation                    updateCustomerSessionV2  updateCustomerSessionV2
                resource                     s                        s
              ! body /customerSession/state  "closed"                 "open"

            Near: #2 GET /v2/customer_sessions/s -> 200
                                             expected                 found
              ! operation                    updateCustomerSessionV2  getCustomerSession
                resource                     s                        s
              ! body /customerSession/state  "closed"                 (nothing)\
            """);
    assertThatThrownBy(() -> journal.find().resource("s").expect(0))
        .hasMessage(
            """
            Expected no exchange with resource s; found 2 of 2.

            Found: #1 PUT /v2/customer_sessions/s -> 200

            Found: #2 GET /v2/customer_sessions/s -> 200\
            """);
    assertThatThrownBy(() -> journal.find().resource("t").expectSome())
        .hasMessageStartingWith("Expected at least 1 exchange with resource t; found 0 of 2.");
  }

  @Test
  void await_returnsWhenTheExchangeComes() throws Exception {
    CompletableFuture<RecordedExchange> awaited =
        CompletableFuture.supplyAsync(
            () -> journal.find().resource("late").await(Duration.ofSeconds(30)));
    api.getV2("other").expect(404);
    api.getV2("late").expect(404);
    assertThat(awaited.get(30, TimeUnit.SECONDS).resourceId()).isEqualTo("late");
    assertThatThrownBy(() -> journal.find().resource("late").await(2, Duration.ofMillis(20)))
        .isInstanceOf(UnmetExpectationError.class)
        .hasMessageStartingWith(
            "Expected at least 2 within PT0.02S with resource late; found 1 of 2.");
  }

  @Test
  void bounds_letTheOldestGo() {
    try (CustomerSessionStub small =
        Stubs.builder().maxExchanges(3).maxViolations(2).maxExchangeBytes(100_000).start()) {
      Api other = new Api(small);
      for (int i = 1; i <= 5; i++) {
        other.putV2("s" + i, "{\"colour\":" + i + "}").expect(200);
      }
      assertThat(small.journal().exchanges())
          .extracting(RecordedExchange::number)
          .containsExactly(3L, 4L, 5L);
      assertThat(small.journal().total()).isEqualTo(5);
      assertThat(small.violations()).hasSize(2);
      assertThatThrownBy(() -> small.journal().find().resource("s1").expectSome())
          .hasMessageContaining("Older exchanges are no longer kept: 2.");

      String large = "{\"attributes\":{\"a\":\"" + "x".repeat(60_000) + "\"}}";
      other.putV2("s", large).expect(200);
      assertThat(small.journal().exchanges())
          .extracting(RecordedExchange::number)
          .isEqualTo(List.of(6L));
    }
  }

  @Test
  void noExchanges_ifNoneShallBeKept() {
    try (CustomerSessionStub none = Stubs.builder().maxExchanges(0).start()) {
      new Api(none).putV2("s", "{\"colour\":1}").expect(200);
      assertThat(none.journal().exchanges()).isEmpty();
      assertThat(none.journal().total()).isEqualTo(1);
      assertThat(none.violations()).isNotEmpty();
    }
  }
}
