package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built-in types of events; reopening has one too, but its response carries no event. */
class EventsTest {
  private static CustomerSessionStub stub;

  private Api api;

  @BeforeAll
  static void start() {
    stub = Stubs.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void reset() {
    stub.reset();
    api = new Api(stub);
  }

  /** The moves before the last one lead there; "return" is an operation of its own. */
  @ParameterizedTest
  @CsvSource({
    "open, talon_session_created",
    "closed, talon_session_created",
    "open open, talon_session_updated",
    "open closed, talon_session_closed",
    "open cancelled, talon_session_cancelled",
    "closed cancelled, talon_session_revoked",
    "closed return, talon_session_partially_returned",
    "closed return return, talon_session_partially_returned",
    "closed return cancelled, talon_session_revoked"
  })
  void event_ofAMove_hasItsType(String moves, String type) {
    Api.Response last = null;
    for (String move : moves.split(" ", -1)) {
      last =
          move.equals("return")
              ? api.send(
                  "POST",
                  "/v2/customer_sessions/s/returns",
                  "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]},"
                      + "\"responseContent\":[\"event\"]}")
              : api.send(
                  "PUT",
                  "/v2/customer_sessions/s",
                  "{\"customerSession\":{\"cartItems\":[{\"sku\":\"a\",\"quantity\":2}],\"state\":\""
                      + move
                      + "\"},\"responseContent\":[\"event\"]}");
      last.expect(200);
    }

    assertThat(last.json().getAsJsonObject("event").get("type").getAsString()).isEqualTo(type);
  }

  @Test
  void event_inV1AndV2_namesTheSessionByItsIntegrationId() {
    JsonObject v1 = api.putV1("cart 1", "{}").expect(200).json().getAsJsonObject("event");
    JsonObject v2 =
        api.send(
                "PUT",
                "/v2/customer_sessions/cart%201",
                "{\"customerSession\":{},\"responseContent\":[\"event\"]}")
            .expect(200)
            .json()
            .getAsJsonObject("event");

    assertThat(v1.get("sessionId")).isEqualTo(new JsonPrimitive("cart 1"));
    assertThat(v2.get("sessionId")).isEqualTo(new JsonPrimitive("cart 1"));
  }

  @Test
  void event_ofV1_hasTheSameTypes() {
    api.putV1("s", "{\"state\":\"closed\"}").expect(200);

    Api.Response marked = api.putV1("s", "{\"state\":\"partially_returned\"}").expect(200);

    assertThat(marked.json().getAsJsonObject("event").get("type").getAsString())
        .isEqualTo("talon_session_partially_returned");
  }
}
