package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.ApplicationsApi;
import io.customersession.client.api.CustomerProfilesApi;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.api.StatusApi;
import io.customersession.client.model.ApplicationSession;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerProfileRequest;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorResponse;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.NewCustomerProfile;
import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.NewReturn;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionResponseContent;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.stub.CustomerSessionStub;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation once, called by the generated client on the stub of the same document. */
final class OperationsTest {
  private static final IntegrationRequest CLOSED_CART =
      v2(
          NewCustomerSessionV2.builder()
              .profileId("jane")
              .state(SessionState.CLOSED)
              .cartItems(
                  List.of(
                      CartItem.builder()
                          .sku("mug")
                          .quantity(2)
                          .price(new BigDecimal("10.50"))
                          .build())));

  private CustomerSessionStub stub;
  private ApiClient client;
  private CustomerSessionsApi sessions;

  @BeforeEach
  void start() {
    stub = CustomerSessionStub.start();
    client =
        ApiClient.builder()
            .baseUrl(stub.url())
            .key(SecuritySchemes.API_KEY_V1, "cafe")
            .key(SecuritySchemes.MANAGEMENT_KEY, "cafe")
            .build();
    sessions = new CustomerSessionsApi(client);
  }

  @AfterEach
  void stop() {
    assertThat(stub.world().report().errors()).allMatch(ContractViolation::refused);
    client.close();
    stub.close();
  }

  @Test
  void health_withoutKey_isUp() {
    try (ApiClient stranger = ApiClient.builder().baseUrl(stub.url()).build()) {
      assertThat(new StatusApi(stranger).health().getStatus()).isEqualTo("ok");
    }
  }

  @Test
  void updateCustomerSession_writesWhatGetCustomerSessionV1Reads() {
    IntegrationState state =
        sessions.updateCustomerSession(
            "s1",
            NewCustomerSession.builder().coupon("WELCOME").total(new BigDecimal("9.90")).build());
    CustomerSession session = sessions.getCustomerSessionV1("s1");

    assertThat(session).isEqualTo(state.getSession());
    assertThat(session.getCoupon()).isEqualTo("WELCOME");
    assertThat(session.getTotal()).isEqualTo(new BigDecimal("9.90"));
    assertThat(session.getState()).isSameAs(SessionState.OPEN);
  }

  @Test
  void updateCustomerSessionV2_returnsWhatGetCustomerSessionReads() {
    IntegrationStateV2 state = sessions.updateCustomerSessionV2("s1", CLOSED_CART);

    assertThat(sessions.getCustomerSession("s1").getCustomerSession())
        .isEqualTo(state.getCustomerSession());
    assertThat(state.getCustomerSession().getTotal()).isEqualByComparingTo("21");
  }

  @Test
  void updateCustomerSessionV2_responseContent_returnsTheRequestedParts() {
    IntegrationStateV2 state =
        sessions.updateCustomerSessionV2(
            "s1",
            CLOSED_CART.toBuilder()
                .responseContent(
                    List.of(SessionResponseContent.CUSTOMER_PROFILE, SessionResponseContent.EVENT))
                .build());

    assertThat(state.getCustomerProfile().getIntegrationId()).isEqualTo("jane");
    assertThat(state.getEvent().getType()).isEqualTo("talon_session_created");
    assertThat(state.getCustomerSession()).isNull();
  }

  @Test
  void updateCustomerSessionV2_dryInTheFuture_storesNothing() {
    sessions.updateCustomerSessionV2(
        "s1", CLOSED_CART, true, OffsetDateTime.parse("2999-01-01T00:00:00+02:00"), null);

    assertThat(failure(() -> sessions.getCustomerSession("s1")).status()).isEqualTo(404);
  }

  @Test
  void returnCartItems_sameKey_getsTheFirstResponseAgain() {
    sessions.updateCustomerSessionV2("s1", CLOSED_CART);
    ApiCall<IntegrationStateV2> call =
        sessions
            .returnCartItemsCall("s1", returned("mug"), null, null, null)
            .withHeader("Idempotency-Key", "k1");
    ApiResponse<IntegrationStateV2> first = client.execute(call);

    assertThat(client.execute(call).body()).isEqualTo(first.body());
    assertThat(first.value().getReturnValue().getReturnedCartItems())
        .containsExactly(ReturnedCartItem.builder().position(0).quantity(1).sku("mug").build());
    assertThat(sessions.getCustomerSession("s1").getCustomerSession().getState())
        .isSameAs(SessionState.PARTIALLY_RETURNED);
  }

  @Test
  void reopenCustomerSession_closed_isOpenAgain() {
    sessions.updateCustomerSessionV2("s1", CLOSED_CART);

    assertThat(sessions.reopenCustomerSession("s1").getEffects()).isEmpty();
    assertThat(sessions.getCustomerSession("s1").getCustomerSession().getState())
        .isSameAs(SessionState.OPEN);
  }

  @Test
  void applications_filtered_listAndReadTheSession() {
    sessions.updateCustomerSessionV2("open", v2(NewCustomerSessionV2.builder()));
    sessions.updateCustomerSessionV2("closed", CLOSED_CART);
    ApplicationsApi applications = new ApplicationsApi(client);
    List<ApplicationSession> page =
        applications
            .getApplicationSessions(
                1L,
                10,
                0,
                "-created",
                "jane",
                SessionState.CLOSED,
                null,
                OffsetDateTime.parse("2020-01-01T00:00:00Z"),
                null,
                null,
                null,
                null,
                null)
            .getData();

    assertThat(page).extracting(ApplicationSession::getIntegrationId).containsExactly("closed");
    assertThat(applications.getApplicationSession(1L, page.get(0).getId()).getIntegrationId())
        .isEqualTo("closed");
  }

  @Test
  void profiles_updatedAndErased_areGone() {
    CustomerProfilesApi profiles = new CustomerProfilesApi(client);
    sessions.updateCustomerSessionV2("s1", CLOSED_CART);
    profiles.updateCustomerProfileV2(
        "jane", CustomerProfileRequest.builder().attributes(Map.of("tier", "gold")).build());

    assertThat(
            profiles
                .updateCustomerProfile(
                    "jane",
                    NewCustomerProfile.builder().attributes(Map.of("since", "2026")).build(),
                    false)
                .getProfile()
                .getAttributes())
        .isEqualTo(Map.of("tier", "gold", "since", "2026"));
    assertThat(profiles.withResponse().deleteCustomerData("jane").status()).isEqualTo(204);
    assertThat(failure(() -> sessions.getCustomerSession("s1")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order 1/ä+?#%;=,",
        "a/../b",
        "...",
        "%2e%2e",
        "%2F",
        "//",
        "{customerSessionId}",
        "🛒",
        "\n\t\u0000\u007f"
      })
  void anyId_isStoredAndReadAsItIs(String id) {
    sessions.updateCustomerSessionV2(id, v2(NewCustomerSessionV2.builder()));

    assertThat(sessions.getCustomerSession(id).getCustomerSession().getIntegrationId())
        .isEqualTo(id);
  }

  @Test
  void longestId_isStoredAndReadAsItIs() {
    String id = "🛒".repeat(1000);
    sessions.updateCustomerSessionV2(id, v2(NewCustomerSessionV2.builder()));

    assertThat(sessions.getCustomerSession(id).getCustomerSession().getIntegrationId())
        .isEqualTo(id);
  }

  @Test
  void update_unknownState_isSentUnchangedAndRejected() {
    ApiException failure =
        failure(
            () ->
                sessions.updateCustomerSessionV2(
                    "s1", v2(NewCustomerSessionV2.builder().state(SessionState.of("frozen")))));

    assertThat(failure).hasMessage("updateCustomerSessionV2: 400");
    assertThat(pointers(failure)).containsExactly("/customerSession/state");
  }

  @Test
  void update_manyViolations_areReportedAsByTheClientsValidator() {
    IntegrationRequest request =
        v2(
            NewCustomerSessionV2.builder()
                .storeIntegrationId("")
                .identifiers(List.of("1", "2", "3", "4", "5", "6"))
                .cartItems(List.of(CartItem.builder().sku("").quantity(0).build())));

    assertThat(pointers(failure(() -> sessions.updateCustomerSessionV2("s1", request))))
        .containsExactlyElementsOf(
            IntegrationRequest.Codec.INSTANCE.check(request).all().stream()
                .map(violation -> violation.location())
                .toList())
        .hasSize(4);
  }

  @Test
  void call_withoutKey_is401() {
    try (ApiClient stranger = ApiClient.builder().baseUrl(stub.url()).build()) {
      assertThat(failure(() -> new CustomerSessionsApi(stranger).getCustomerSession("s1")).status())
          .isEqualTo(401);
    }
  }

  private static IntegrationRequest v2(NewCustomerSessionV2.Builder session) {
    return IntegrationRequest.builder().customerSession(session.build()).build();
  }

  private static ReturnIntegrationRequest returned(String sku) {
    return ReturnIntegrationRequest.builder()
        .returnValue(
            NewReturn.builder()
                .returnedCartItems(List.of(ReturnedCartItem.builder().sku(sku).quantity(1).build()))
                .build())
        .build();
  }

  private static List<String> pointers(ApiException failure) {
    return Json.decodeResponse(ErrorResponse.Codec.INSTANCE, failure.body())
        .value()
        .getErrors()
        .stream()
        .map(ErrorEntry::getSource)
        .map(source -> source.getPointer())
        .toList();
  }

  private static ApiException failure(Runnable call) {
    return catchThrowableOfType(ApiException.class, call::run);
  }
}
