package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.client.model.NewCustomerSession;
import io.customersession.client.model.SessionState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of v1 changes. */
final class SessionChangeV1Test {
  private static String json(SessionChangeV1.Builder change) {
    return change.build().toModel().toString();
  }

  static Stream<String> fields() {
    return NewCustomerSession.Codec.INSTANCE.propertyNames().stream();
  }

  @Test
  void change_twoFields_sendsTwoFields() {
    assertThat(json(SessionChangeV1.builder())).isEqualTo("{}");
    assertThat(json(SessionChangeV1.builder().profileId("jane").coupon("WELCOME")))
        .isEqualTo("{\"profileId\":\"jane\",\"coupon\":\"WELCOME\"}");
  }

  @Test
  void clear_everyField_sendsEmptyValues() {
    assertThat(
            json(
                SessionChangeV1.builder()
                    .clearProfileId()
                    .clearCoupon()
                    .clearReferral()
                    .clearCartItems()
                    .clearIdentifiers()))
        .isEqualTo(
            "{\"profileId\":\"\",\"coupon\":\"\",\"referral\":\"\",\"cartItems\":[],"
                + "\"identifiers\":[]}");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void explicitNull_everyField_isSentAsNull(String field) throws Exception {
    SessionChangeV1.Builder change = SessionChangeV1.builder();
    String method = "null" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
    SessionChangeV1.Builder.class.getMethod(method).invoke(change);

    assertThat(json(change)).isEqualTo("{\"" + field + "\":null}");
  }

  @Test
  void value_empty_isRejected() {
    SessionChangeV1.Builder change = SessionChangeV1.builder();

    assertThatThrownBy(() -> change.profileId("")).hasMessageContaining("profileId is empty");
    assertThatThrownBy(() -> change.coupon("")).hasMessageContaining("coupon is empty");
    assertThatThrownBy(() -> change.referral("")).hasMessageContaining("referral is empty");
    assertThatThrownBy(() -> change.cartItems(List.of()))
        .hasMessageContaining("cartItems is empty");
    assertThatThrownBy(() -> change.identifiers(List.of()))
        .hasMessageContaining("identifiers is empty");
    assertThat(json(change)).isEqualTo("{}");
  }

  @Test
  void attributes_setAndRemoved_areSentTogether() {
    assertThat(json(SessionChangeV1.builder().attribute("vip", true).removeAttribute("city")))
        .isEqualTo("{\"attributes\":{\"vip\":true,\"city\":null}}");
  }

  @Test
  void laterWord_aboutAField_counts() {
    assertThat(json(SessionChangeV1.builder().nullCoupon().coupon("WELCOME")))
        .isEqualTo("{\"coupon\":\"WELCOME\"}");
    assertThat(json(SessionChangeV1.builder().coupon("WELCOME").nullCoupon()))
        .isEqualTo("{\"coupon\":null}");
  }

  @Test
  void change_keepsItsContentToItself() {
    SessionChangeV1 change = SessionChangeV1.builder().profileId("jane").build();

    assertThat(change).hasToString("SessionChangeV1");
    assertThat(change).isEqualTo(SessionChangeV1.builder().profileId("jane").build());
    assertThat(change).isNotEqualTo(SessionChangeV1.builder().state(SessionState.CLOSED).build());
  }
}
