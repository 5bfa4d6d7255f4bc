package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls whose response is lost although the server may have processed them. */
final class LostResponseTest extends RetryScenario {
  private void loseResponse() {
    server.next(aResponse().withFault(Fault.EMPTY_RESPONSE));
  }

  @Test
  void returnItems_lostResponse_isRepeatedUnderTheSameKey() {
    loseResponse();
    respond(200, STATE);
    sessions.returnItems("s1", List.of(ReturnedCartItem.builder().sku("mug").build()));
    List<String> keys =
        server.requests().stream().map(it -> it.getHeader("Idempotency-Key")).toList();

    assertThat(keys).hasSize(2).containsOnly(keys.get(0));
    assertThat(keys.get(0)).hasSize(36);
  }

  @Test
  void close_lostResponseAndAlreadyClosed_isASuccessVerifiedByARead() {
    loseResponse();
    respond(400, ALREADY_CLOSED);
    respond(200, "{\"customerSession\":{\"state\":\"closed\"},\"effects\":[]}");

    assertThat(sessions.close("s1").getCustomerSession().getState()).isSameAs(SessionState.CLOSED);
    assertThat(server.requests())
        .extracting(it -> it.getMethod().getName())
        .containsExactly("PUT", "PUT", "GET");
    assertThat(events).containsExactly("1 retrying 0", "1 succeeded 200", "2 recovered");
  }

  @Test
  void reopen_lostResponseAndAlreadyOpen_isASuccess() {
    respond(502, HTML);
    respond(
        400, "{\"message\":\"Cannot move session to state \\\"open\\\" from state \\\"open\\\"\"}");
    respond(200, "{\"customerSession\":{\"state\":\"open\"},\"effects\":[]}");

    assertThat(sessions.reopen("s1").getEffects()).isEmpty();
  }

  @Test
  void close_lostResponseButTheReadContradicts_isRejected() {
    loseResponse();
    respond(400, ALREADY_CLOSED);
    respond(200, "{\"customerSession\":{\"state\":\"cancelled\"},\"effects\":[]}");

    assertThatThrownBy(() -> sessions.close("s1")).isInstanceOf(IllegalTransitionException.class);
  }

  @Test
  void close_lostResponseButTheReadFails_isRejected() {
    loseResponse();
    respond(400, ALREADY_CLOSED);
    respond(404, "");
    IllegalTransitionException error =
        catchThrowableOfType(IllegalTransitionException.class, () -> sessions.close("s1"));

    assertThat(error.getSuppressed()).hasAtLeastOneElementOfType(SessionNotFoundException.class);
  }

  @Test
  void close_rejectedAfterACertainRefusal_isRejected() {
    respond(409, "");
    respond(400, ALREADY_CLOSED);

    assertThatThrownBy(() -> sessions.close("s1")).isInstanceOf(IllegalTransitionException.class);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void close_rejectedAtFirst_isRejected() {
    respond(400, ALREADY_CLOSED);

    assertThatThrownBy(() -> sessions.close("s1")).isInstanceOf(IllegalTransitionException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"3, 2, TransportException", "4, 3, none"})
  void update_lostResponse_isNotRepeatedOverANewerOne(int known, int requests, String failure) {
    CustomerSessionV2 session = session(known);
    loseResponse();
    respond(200, "{\"customerSession\":{\"updateCount\":4},\"effects\":[]}");
    respond(200, STATE);
    Throwable thrown =
        org.assertj.core.api.Assertions.catchThrowable(
            () ->
                sessions.update(
                    "s1",
                    SessionChange.builder().profileId("jane").build(),
                    RequestOptions.builder().lastSeen(session).build()));

    assertThat(thrown == null ? "none" : thrown.getClass().getSimpleName()).isEqualTo(failure);
    assertThat(server.requests()).hasSize(requests);
  }

  @Test
  void update_lostResponseUnderAKey_isRepeatedWithoutARead() {
    loseResponse();
    respond(200, STATE);
    sessions.update(
        "s1",
        SessionChange.builder().profileId("jane").build(),
        RequestOptions.builder().lastSeen(session(3)).idempotencyKey("update-1").build());

    assertThat(server.requests())
        .extracting(it -> it.getMethod().getName() + " " + it.getHeader("Idempotency-Key"))
        .containsExactly("PUT update-1", "PUT update-1");
  }

  @Test
  void movesUnderAKey_lostResponses_areRepeatedUnderTheSameKey() {
    RequestOptions keyed = RequestOptions.builder().idempotencyKey("move-1").build();
    loseResponse();
    respond(200, STATE);
    sessions.close("s1", keyed);
    loseResponse();
    respond(200, "{\"effects\":[]}");
    sessions.async().reopen("s1", keyed).join();

    assertThat(server.requests())
        .extracting(it -> it.getHeader("Idempotency-Key"))
        .hasSize(4)
        .containsOnly("move-1");
  }

  private static CustomerSessionV2 session(int updateCount) {
    return io.customersession.contract.json.Json.decodeResponse(
            CustomerSessionV2.Codec.INSTANCE,
            ("{\"updateCount\":" + updateCount + "}").getBytes(StandardCharsets.UTF_8))
        .value();
  }
}
