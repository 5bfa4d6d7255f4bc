package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.contract.stub.journal.RecordedExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client meets when things go wrong on purpose. */
class FaultsTest {
  private static final String SESSION = "{\"customerSession\":{}}";

  private final CustomerSessionStub stub = Stubs.start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private RawHttp put(String id, String headers) throws IOException {
    return put(new RawHttp(stub), id, headers);
  }

  private static RawHttp put(RawHttp connection, String id, String headers) throws IOException {
    return connection.request(
        "PUT /v2/customer_sessions/" + id,
        "Content-Type: application/json\r\n" + headers,
        SESSION.getBytes(StandardCharsets.UTF_8));
  }

  private RecordedExchange last() {
    return stub.journal().find().last().orElseThrow();
  }

  @Test
  void status_isAnsweredInsteadOfTheCall_withTheDocumentedBody() throws IOException {
    try (RawHttp connection = put("s", "X-Stub-Fault: status=503;retry-after=2\r\n")) {
      Api.Response response = connection.response();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.headers()).containsEntry("retry-after", "2");
      assertThat(response.message()).isEqualTo("Injected fault: status 503");
      assertThat(response.json().get("StatusCode").getAsInt()).isEqualTo(503);
      assertThat(last().fault()).isEqualTo("status=503;retry-after=2 by header");
      assertThat(last().status()).isEqualTo(503);
      // The connection lives on, and nothing was stored.
      connection.request("GET /v2/customer_sessions/s", "", null);
      assertThat(connection.response().status()).isEqualTo(404);
      assertThat(last().fault()).isNull();
    }
  }

  @Test
  void conflict_isTheKnown409_andNothingIsStored() {
    Api api = new Api(stub).header("X-Stub-Fault", "conflict");
    assertThat(api.putV2("s", "{}").expect(409).message())
        .isEqualTo("Too many requests are updating this session at the same time");
    assertThat(api.send("PUT", "/v2/customer_profiles/p", "{}").expect(409).message())
        .isEqualTo("Too many requests are updating this profile at the same time");
    assertThat(api.getV2("s").expect(400).message())
        .isEqualTo(
            "X-Stub-Fault: fault \"conflict\" does not apply to getCustomerSession: the document"
                + " declares no 409 response");
    api.header("X-Stub-Fault", null).getV2("s").expect(404);
  }

  @Test
  void drop_endsTheConnection_beforeTheCallIsCarriedOut() throws IOException {
    try (RawHttp connection = put("s", "X-Stub-Fault: drop\r\n")) {
      assertThat(connection.response()).isNull();
    }
    assertThat(last())
        .hasToString("#1 PUT /v2/customer_sessions/s -> no response [drop by header]");
    assertThat(last().status()).isZero();
    new Api(stub).getV2("s").expect(404);
  }

  @Test
  void dropAfter_endsTheConnection_afterTheCallWasCarriedOut() throws IOException {
    try (RawHttp connection = put("s", "X-Stub-Fault: drop-after\r\n")) {
      assertThat(connection.response()).isNull();
    }
    assertThat(last().fault()).isEqualTo("drop-after by header");
    assertThat(last().status()).isEqualTo(200);
    new Api(stub).getV2("s").expect(200);
  }

  @Test
  void truncate_endsTheConnection_inTheMiddleOfTheBody() throws IOException {
    try (RawHttp connection = put("s", "X-Stub-Fault: truncate\r\n")) {
      Api.Response response = connection.response();
      assertThat(response.status()).isEqualTo(200);
      int length = Integer.parseInt(response.headers().get("content-length"));
      assertThat(response.body()).hasSize(length / 2).startsWith("{");
      assertThat(connection.response()).isNull();
    }
    new Api(stub).getV2("s").expect(200);
  }

  @Test
  void malformed_isAWholeResponseThatIsNoJson() throws IOException {
    try (RawHttp connection = put("s", "X-Stub-Fault: malformed\r\n")) {
      Api.Response response = connection.response();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers()).containsEntry("content-type", "application/json");
      assertThat(response.body())
          .hasSize(Integer.parseInt(response.headers().get("content-length")))
          .startsWith("{\"")
          .doesNotEndWith("}}");
      assertThat(last().responseBody()).isEqualTo(response.body());
      assertThat(put(connection, "s", "").response().status()).isEqualTo(200);
    }
  }

  @Test
  void delay_comesAfterTheCallWasCarriedOut_andDoesNotTripTheDeadline() throws Exception {
    try (CustomerSessionStub impatient =
            Stubs.builder().requestTimeout(Duration.ofMillis(300)).start();
        RawHttp connection = new RawHttp(impatient)) {
      long start = System.nanoTime();
      put(connection, "s", "X-Stub-Fault: delay=1s+-100ms\r\n");
      impatient.journal().find().status(200).await(Duration.ofSeconds(10));
      new Api(impatient).getV2("s").expect(200);
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(890));
      assertThat(impatient.journal().find().first().orElseThrow().fault())
          .matches("delay=(1s|9\\d\\dms|10\\d\\dms|1100ms) by header");
    }
  }

  @Test
  void close_doesNotWaitForDelays() throws Exception {
    CustomerSessionStub other = Stubs.builder().stopTimeout(Duration.ofSeconds(60)).start();
    try (RawHttp connection = new RawHttp(other)) {
      put(connection, "s", "X-Stub-Fault: delay=600s\r\n");
      other.journal().find().status(200).await(Duration.ofSeconds(10));
      CompletableFuture.runAsync(other::close).get(20, TimeUnit.SECONDS);
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void refusals_comeWithTheirFault_butBrokenCallsWithout() {
    Api api = new Api(stub);
    stub.world().faults().add(FaultRule.of(Fault.delay(Duration.ofMillis(1))).times(1));
    api.putV2("s", "{\"state\":\"bogus\"}").expect(400);
    assertThat(last().fault()).isNull();
    api.header("Authorization", "x").putV2("s", "{}").expect(401);
    api.header("Authorization", "ApiKey-v1 k").getV2("nobody").expect(404);
    assertThat(last().fault()).isEqualTo("delay=1ms by rule 1");
    api.getV2("nobody").expect(404);
    assertThat(last().fault()).isNull();
  }

  @Test
  void truncatedRefusal_isCutToo() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.request("GET /v2/customer_sessions/nobody", "X-Stub-Fault: truncate\r\n", null);
      Api.Response response = connection.response();
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body())
          .hasSize(Integer.parseInt(response.headers().get("content-length")) / 2);
    }
  }

  @Test
  void rules_areOfOneWorld_andGoWithItsReset() {
    stub.world("a").faults().add(Fault.status(500));
    stub.world("a").faults().magicValues(false);
    Api api = new Api(stub);
    api.getV2("s").expect(404);
    api.header("X-Stub-World", "a").getV2("s").expect(500);
    api.header("X-Stub-Fault", "none").getV2("s").expect(404);
    api.header("X-Stub-Fault", null);
    stub.world("a").reset();
    api.getV2("s").expect(404);
    assertThat(stub.world("a").faults().rules()).isEmpty();
    assertThat(stub.world("a").faults().magicValues()).isTrue();
  }

  @Test
  void magicValues_needNoHeader() {
    Api api = new Api(stub);
    api.putV2("cart-1-stub-fault-status-503-times-1", "{}").expect(503);
    api.putV2("cart-1-stub-fault-status-503-times-1", "{}").expect(200);
    api.putV2("s", "{\"couponCodes\":[\"STUB-FAULT-CONFLICT\"]}").expect(409);
    api.putV1("s", "{\"coupon\":\"STUB-FAULT-STATUS-500\"}").expect(500);
    assertThat(last().fault()).isEqualTo("status=500 by value stub-fault-status-500");
    assertThat(api.putV2("s-stub-fault-dorp", "{}").expect(400).message())
        .startsWith(
            "The value \"s-stub-fault-dorp\" does not name a fault; after stub-fault- it must have");
    try (CustomerSessionStub plain = Stubs.builder().magicValues(false).start()) {
      new Api(plain).putV2("cart-1-stub-fault-status-503", "{}").expect(200);
    }
  }

  @Test
  void wrongHeader_is400WithASentence() {
    Api api = new Api(stub).header("X-Stub-Fault", "dorp");
    assertThat(api.putV2("s", "{}").expect(400).message())
        .startsWith("X-Stub-Fault: \"dorp\" is not a fault; use, for example, delay=200ms");
    api.header("X-Stub-Fault", null).getV2("s").expect(404);
  }
}
