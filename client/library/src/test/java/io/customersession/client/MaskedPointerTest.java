package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.MaskedPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pointers in messages name only what the document declares. */
class MaskedPointerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/customerSession",
        "/customerSession/state",
        "/customerSession/cartItems/0",
        "/customerSession/cartItems/999/quantity",
        "/customerSession/couponCodes/1",
        "/customerSession/attributes",
        "/responseContent/0",
      })
  void pointer_ofDeclaredNames_isKept(String pointer) {
    assertThat(MaskedPointer.of(IntegrationRequest.Codec.INSTANCE, pointer)).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "/jane, /*",
    "jane, /*",
    "/customerSession/jane, /customerSession/*",
    "/customerSession/~1~0, /customerSession/*",
    "/customerSession/4915112345678, /customerSession/*",
    "/customerSession/7, /customerSession/*",
    "/customerSession/attributes/jane, /customerSession/attributes/*",
    "/customerSession/attributes/state, /customerSession/attributes/*",
    "/customerSession/attributes/7, /customerSession/attributes/*",
    "/customerSession/attributes/jane/0/x, /customerSession/attributes/*",
    "/customerSession/cartItems/123456, /customerSession/cartItems/*",
    "/customerSession/cartItems/0/attributes/jane, /customerSession/cartItems/0/attributes/*",
    "/customerSession/additionalCosts/jane/price, /customerSession/additionalCosts/*",
    "/customerSession/state/jane, /customerSession/state/*",
  })
  void pointer_withOtherNames_isMaskedFromTheFirst(String pointer, String masked) {
    assertThat(MaskedPointer.of(IntegrationRequest.Codec.INSTANCE, pointer)).isEqualTo(masked);
  }

  @Test
  void pointer_intoAResponse_knowsWhatOnlyServersSend() {
    assertThat(MaskedPointer.of(SessionWithEffects.Codec.INSTANCE, "/customerSession/total"))
        .isEqualTo("/customerSession/total");
    assertThat(MaskedPointer.of(SessionWithEffects.Codec.INSTANCE, "/effects/0/props/value"))
        .isEqualTo("/effects/0/props/*");
  }

  @Test
  void pointer_withoutASchemaOrTooLong_isMasked() {
    assertThat(MaskedPointer.of(null, "/customerSession")).isEqualTo("/*");
    assertThat(
            MaskedPointer.of(
                IntegrationRequest.Codec.INSTANCE, "/customerSession" + "/0".repeat(600)))
        .isEqualTo("/*");
  }
}
