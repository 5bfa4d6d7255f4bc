package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.SessionState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of changes. */
final class SessionChangeTest {
  private static String json(SessionChange.Builder change) {
    return change.build().toModel().toString();
  }

  @Test
  void change_withoutProperties_isEmpty() {
    assertThat(json(SessionChange.builder())).isEqualTo("{}");
  }

  @Test
  void change_twoFields_sendsTwoFields() {
    assertThat(json(SessionChange.builder().profileId("jane").couponCodes(List.of("WELCOME"))))
        .isEqualTo("{\"profileId\":\"jane\",\"couponCodes\":[\"WELCOME\"]}");
  }

  @Test
  void clear_everyField_sendsEmptyValues() {
    assertThat(
            json(
                SessionChange.builder()
                    .clearProfileId()
                    .clearCouponCodes()
                    .clearReferralCode()
                    .clearLoyaltyCards()
                    .clearCartItems()
                    .clearExperimentVariantAllocations()
                    .clearAdditionalCosts()
                    .clearIdentifiers()))
        .isEqualTo(
            "{\"profileId\":\"\",\"couponCodes\":[],\"referralCode\":\"\",\"loyaltyCards\":[],"
                + "\"cartItems\":[],\"experimentVariantAllocations\":[],\"additionalCosts\":{},"
                + "\"identifiers\":[]}");
  }

  @Test
  void attributes_setAndRemoved_areSentTogether() {
    assertThat(json(SessionChange.builder().attribute("vip", true).removeAttribute("city")))
        .isEqualTo("{\"attributes\":{\"vip\":true,\"city\":null}}");
  }

  static Stream<String> fields() {
    return NewCustomerSessionV2.Codec.INSTANCE.propertyNames().stream();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void explicitNull_everyField_isSent(String field) throws Exception {
    SessionChange.Builder change = SessionChange.builder();
    String method = "null" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
    SessionChange.Builder.class.getMethod(method).invoke(change);

    assertThat(json(change)).isEqualTo("{\"" + field + "\":null}");
  }

  @Test
  void explicitNull_andAValue_theLaterCounts() {
    assertThat(
            json(
                SessionChange.builder()
                    .profileId("jane")
                    .nullProfileId()
                    .nullState()
                    .state(SessionState.CLOSED)))
        .isEqualTo("{\"state\":\"closed\",\"profileId\":null}");
  }

  @Test
  void emptyByAccident_isRejected() {
    SessionChange.Builder change = SessionChange.builder();

    assertThatThrownBy(() -> change.cartItems(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cartItems is empty");
    assertThatThrownBy(() -> change.couponCodes(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.loyaltyCards(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.identifiers(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.experimentVariantAllocations(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.evaluableCampaignIds(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.additionalCosts(Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.profileId("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change.referralCode("")).isInstanceOf(IllegalArgumentException.class);
    assertThat(json(change)).isEqualTo("{}");
  }

  @Test
  void state_unknownToTheDocument_isSentUnchanged() {
    assertThat(json(SessionChange.builder().state(SessionState.of("on_hold"))))
        .isEqualTo("{\"state\":\"on_hold\"}");
  }

  @Test
  void toString_containsNoPersonalData() {
    assertThat(SessionChange.builder().profileId("jane").build().toString()).doesNotContain("jane");
  }
}
