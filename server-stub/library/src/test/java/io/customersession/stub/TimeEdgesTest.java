package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.session.SessionSeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that no response can show are refused where they come in. */
class TimeEdgesTest {
  private static final String RANGE = "must be in the years 1 to 9999 in UTC";

  private final CustomerSessionStub stub = Stubs.start();

  @AfterEach
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59.999999999-18:00",
        "-999999999-01-01T00:00:00+18:00",
        "+999999999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01"
      })
  void headerOutOfRange_isRefused_onEveryOperation(String time) {
    Api api = new Api(stub);
    api.putV2("s", "{\"state\":\"closed\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":2}]}")
        .expect(200);
    String before = stub.world().snapshot().toString();
    api.header("X-Stub-Time", time);
    assertThat(api.putV2("t", "{}").expect(400).message()).isEqualTo("X-Stub-Time " + RANGE);
    api.header("Idempotency-Key", "k");
    api.returnItems("s", "[{\"position\":0,\"quantity\":1}]").expect(400);
    assertThat(stub.world().snapshot()).hasToString(before);
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
    "0001-01-01T18:00:00+18:00, 0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
    "9999-12-31T05:59:59-18:00, 9999-12-31T23:59:59.000000Z"
  })
  void headerAtTheEdge_isShown_andReturnsWithAKeyStayRepeatable(String time, String shown) {
    Api api = new Api(stub).header("X-Stub-Time", time);
    String cart = "{\"state\":\"closed\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":3}]}";
    assertThat(api.putV2("s", cart).expect(200).session().get("created").getAsString())
        .isEqualTo(shown);
    for (String key : new String[] {"k", "k", "other"}) {
      api.header("Idempotency-Key", key);
      api.returnItems("s", "[{\"position\":0,\"quantity\":1}]").expect(200);
    }
    assertThat(
            new Api(stub)
                .getV2("s")
                .session()
                .getAsJsonArray("cartItems")
                .get(0)
                .getAsJsonObject()
                .get("returnedQuantity")
                .getAsInt())
        .isEqualTo(2);
  }

  @Test
  void nowOutOfRange_isRefused() {
    String path = "/v2/customer_sessions/s?dry=true&now=";
    String body = "{\"customerSession\":{}}";
    Api api = new Api(stub);
    assertThat(
            api.send("PUT", path + "9999-12-31T23:59:59-18:00", body)
                .expect(400)
                .errors()
                .get(0)
                .getAsJsonObject()
                .get("details")
                .getAsString())
        .isEqualTo("now " + RANGE);
    assertThat(
            api.send("PUT", path + "9999-12-31T23:59:59Z", body)
                .expect(200)
                .session()
                .get("created")
                .getAsString())
        .isEqualTo("9999-12-31T23:59:59.000000Z");
  }

  @Test
  void seedOutOfRange_isRefused_andNothingIsSown() {
    for (OffsetDateTime time :
        new OffsetDateTime[] {
          OffsetDateTime.MIN, OffsetDateTime.MAX, OffsetDateTime.parse("0001-01-01T00:00:00+18:00")
        }) {
      assertThatThrownBy(() -> stub.world().seed(SessionSeed.of("s").created(time)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the session \"s\" cannot be seeded: created " + RANGE);
      assertThatThrownBy(() -> stub.world().seed(SessionSeed.of("s").updated(time)))
          .hasMessageContaining("updated " + RANGE);
    }
    String seed = "{\"sessions\":[{\"id\":\"s\",\"created\":\"9999-12-31T23:59:59-18:00\"}]}";
    assertThat(
            new Api(stub).send("POST", "/__stub/worlds/main/sessions", seed).expect(400).message())
        .contains("created " + RANGE);
    assertThat(stub.world().sessionCount()).isZero();
  }

  @Test
  void clockThatRunsPastTheEnd_staysAtTheEnd() {
    stub.world().clock().set(Instant.parse("9999-12-31T23:59:59.999999Z"));
    for (int i = 0; i < 2; i++) {
      assertThat(new Api(stub).putV2("s", "{}").expect(200).session().get("updated").getAsString())
          .isEqualTo("9999-12-31T23:59:59.999999Z");
    }
    assertThatThrownBy(() -> stub.world().clock().advance(Duration.ofNanos(1_000)))
        .isInstanceOf(IllegalArgumentException.class);
    stub.world().clock().freeze();
    stub.world().clock().resume();
    new Api(stub).putV2("s", "{}").expect(200);
  }

  @Test
  void clockOfTheUserOutOfRange_isShownAsTheNearestTime() {
    Clock endless = Clock.fixed(Instant.MAX, ZoneOffset.UTC);
    try (CustomerSessionStub other = Stubs.builder().clock(endless).start()) {
      assertThat(new Api(other).putV2("s", "{}").expect(200).session().get("created").getAsString())
          .isEqualTo("9999-12-31T23:59:59.999999Z");
      other.world().clock().set(Instant.parse("2026-01-01T00:00:00Z"));
      assertThat(new Api(other).putV2("t", "{}").expect(200).session().get("created").getAsString())
          .isEqualTo("2026-01-01T00:00:00.000000Z");
    }
  }
}
