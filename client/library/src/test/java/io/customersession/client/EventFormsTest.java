package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.google.gson.stream.JsonReader;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.model.Event;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the vendor's format and in that of servers of the first contract version. */
final class EventFormsTest {
  private static final String EVENT =
      "{\"id\":9,\"created\":\"2026-03-02T09:15:30.123456Z\",\"applicationId\":1,"
          + "\"type\":\"talon_session_created\",\"attributes\":{},\"sessionId\":%s,\"effects\":%s}";
  private static final String POSITIONAL = "[[12,13,0,[\"setDiscount\",\"Ten\",10.50]]]";
  private static final String OBJECTS =
      "[{\"campaignId\":12,\"rulesetId\":13,\"ruleIndex\":0,\"ruleName\":\"r\","
          + "\"effectType\":\"setDiscount\",\"props\":{\"value\":10.50}}]";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(ScriptedServer.loopback()).build();

  private final ScriptedServer server = new ScriptedServer(SERVER);
  private ApiClient client;
  private CustomerSessionsApi sessions;

  @BeforeEach
  void connect() {
    client =
        ApiClient.builder()
            .baseUrl(SERVER.baseUrl())
            .key(SecuritySchemes.API_KEY_V1, "cafe")
            .build();
    sessions = new CustomerSessionsApi(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private Event v2(String sessionId, String effects) {
    server.next(
        okJson(
            "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[],\"event\":"
                + String.format(EVENT, sessionId, effects)
                + "}"));
    return sessions
        .updateCustomerSessionV2(
            "s",
            IntegrationRequest.builder()
                .customerSession(NewCustomerSessionV2.builder().build())
                .build())
        .getEvent();
  }

  @Test
  void event_vendorsForm_isRead() {
    Event event = v2("\"175KJPS947296\"", POSITIONAL);

    assertThat(event.getSessionId()).isEqualTo("175KJPS947296");
    assertThat(event.getEffects())
        .containsExactly(
            List.of(
                new BigDecimal("12"),
                new BigDecimal("13"),
                new BigDecimal("0"),
                List.of("setDiscount", "Ten", new BigDecimal("10.50"))));
  }

  @Test
  void event_formOfTheFirstContract_isRead() {
    Event event = v2("3", OBJECTS);

    assertThat(event.getSessionId()).isEqualTo("3");
    assertThat(event.getEffects()).hasSize(1);
    assertThat(event.getEffects().get(0)).hasSize(1);
    assertThat((Map<?, ?>) event.getEffects().get(0).get(0))
        .hasFieldOrPropertyWithValue("effectType", "setDiscount")
        .hasFieldOrPropertyWithValue("props", Map.of("value", new BigDecimal("10.50")));
  }

  @Test
  void event_ofV1_isReadInBothForms() {
    String state =
        "{\"session\":{\"integrationId\":\"s\",\"created\":\"2026-03-02T09:15:30Z\",\"applicationId\":1,"
            + "\"profileId\":\"\",\"coupon\":\"\",\"referral\":\"\",\"state\":\"open\",\"cartItems\":[],"
            + "\"total\":0,\"attributes\":{},\"firstSession\":true,\"discounts\":{},"
            + "\"updated\":\"2026-03-02T09:15:30Z\"},\"profile\":{\"id\":1,"
            + "\"created\":\"2026-03-02T09:15:30Z\",\"integrationId\":\"\",\"attributes\":{},"
            + "\"accountId\":1,\"closedSessions\":0,\"totalSales\":0,"
            + "\"lastActivity\":\"2026-03-02T09:15:30Z\"},\"event\":"
            + EVENT
            + "}";
    server.next(okJson(String.format(state, "\"s\"", POSITIONAL)));
    server.next(okJson(String.format(state, "3", POSITIONAL)));
    NewCustomerSession change = NewCustomerSession.builder().build();

    assertThat(sessions.updateCustomerSession("s", change).getEvent().getSessionId())
        .isEqualTo("s");
    assertThat(sessions.updateCustomerSession("s", change).getEvent().getSessionId())
        .isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "12345678901234567890123", "1.50", "1E+3", "9007199254740993"})
  void sessionId_number_keepsEveryDigit(String number) throws IOException {
    assertThat(v2(number, "[]").getSessionId()).isEqualTo(number);
    assertThat(readByGson(number).getSessionId()).isEqualTo(number);
  }

  private static Event readByGson(String sessionId) throws IOException {
    String text = String.format(EVENT, sessionId, OBJECTS);
    return Event.Codec.INSTANCE.read(new JsonReader(new StringReader(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "true; []; sessionId",
        "{}; []; sessionId",
        "[]; []; sessionId",
        "\"s\"; {}; effects",
        "\"s\"; [3]; effects",
        "\"s\"; [\"setDiscount\"]; effects",
        "\"s\"; [[],true]; effects"
      })
  void event_anyOtherType_isRejectedWithItsLocation(
      String sessionId, String effects, String place) {
    ApiException failure = catchThrowableOfType(ApiException.class, () -> v2(sessionId, effects));

    assertThat(failure).hasMessageContaining("Event/properties/" + place);
  }

  @Test
  void event_formOfTheFirstContract_isWrittenInTheNewOne() {
    Event event = v2("3", OBJECTS);

    Decoded<Event> again =
        Json.decodeResponse(Event.Codec.INSTANCE, Event.Codec.INSTANCE.toBytes(event));
    assertThat(Event.Codec.INSTANCE.toText(event))
        .contains("\"sessionId\":\"3\"", "\"effects\":[[{\"campaignId\":12,");
    assertThat(again.value()).isEqualTo(event);
  }
}
