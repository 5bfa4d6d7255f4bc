package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes and additional costs that the account defines. */
class AccountAttributesTest extends AccountScenario {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"X\":1}; Unknown; The attribute \"X\" is not defined on CustomerSession entities.; X",
        "{\"a/b\":1}; Unknown; The attribute \"a/b\" is not defined on CustomerSession entities.; a~1b",
        "{\"X\":null}; Unknown; The attribute \"X\" is not defined on CustomerSession entities.; X",
        "{\"Name\":false}; Invalid type; Value of \"Name\" attribute (false) is not a string; Name",
        "{\"weight\":\"1\"}; Invalid type; Value of \"weight\" attribute (\"1\") is not a number; weight",
        "{\"gift\":1}; Invalid type; Value of \"gift\" attribute (1) is not a boolean; gift",
        "{\"paidAt\":\"noon\"}; Invalid type; Value of \"paidAt\" attribute (\"noon\") is not a time; paidAt",
        "{\"sizes\":\"S\"}; Invalid type; Value of \"sizes\" attribute (\"S\") is not a list of strings; sizes",
        "{\"sizes\":[\"S\",1,null]}; Invalid type; Value of \"sizes\" attribute ([\"S\",1,null]) is not a list of strings; sizes",
        "{\"Name\":{\"a\":[\"<\"]}}; Invalid type; Value of \"Name\" attribute ({\"a\":[\"<\"]}) is not a string; Name",
        "{\"gift\":\"a \\\"b\\\"\"}; Invalid type; Value of \"gift\" attribute (\"a \\\"b\\\"\") is not a boolean; gift",
        "{\"paidAt\":\"2026-01-01T00:00Z\"}; Invalid type; Value of \"paidAt\" attribute (\"2026-01-01T00:00Z\") is not a time; paidAt",
        "{\"sizes\":[1]}; Invalid type; Value of \"sizes\" attribute ([1]) is not a list of strings; sizes",
        "{\"channel\":\"fax\"}; enum; channel must be one of the following: \"web\", \"app\"; channel",
        "{\"weight\":2}; enum; weight must be one of the following: 1, 2.5; weight",
        "{\"sizes\":[\"S\",\"L\"]}; enum; sizes must be one of the following: \"S\", \"M\"; sizes"
      })
  void session_attributeThatIsNotValid_isRefusedWithTitleDetailsAndPointer(
      String attributes, String title, String details, String name) {
    String session = "{\"attributes\":" + attributes + "}";

    assertOnlyError(api.putV1("s", session), title, details, "/attributes/" + name);
    assertOnlyError(api.putV2("s", session), title, details, "/customerSession/attributes/" + name);
    api.getV2("s").expect(404);
  }

  @Test
  void attribute_ofALongValue_isShownInPart_withoutHalfACharacter() {
    Api.Response refused =
        api.putV2("s", "{\"attributes\":{\"gift\":\"" + "😀".repeat(200) + "\"}}").expect(400);

    assertThat(refused.errors().get(0).getAsJsonObject().get("details").getAsString())
        .isEqualTo("Value of \"gift\" attribute (\"" + "😀".repeat(99) + "…) is not a boolean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Name\":\"\"}",
        "{\"Name\":null}",
        "{\"channel\":\"app\"}",
        "{\"weight\":2.50}",
        "{\"gift\":false,\"paidAt\":\"2026-01-01T00:00:00+02:00\",\"sizes\":[\"M\",\"S\"]}",
        "{\"sizes\":[]}"
      })
  void session_attributesThatAreValid_areTaken(String attributes) {
    api.putV2("s", "{\"attributes\":" + attributes + "}").expect(200);
    api.putV1("s", "{\"attributes\":" + attributes + "}").expect(200);
  }

  @Test
  void cartItem_attributeThatIsNotDefined_isRefusedWithItsPlace() {
    String session =
        "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1},"
            + "{\"sku\":\"b\",\"quantity\":1,\"attributes\":{\"colour\":\"red\",\"Name\":\"x\"}}]}";
    String details = "The attribute \"Name\" is not defined on CartItem entities.";

    assertOnlyError(
        api.putV2("s", session),
        "Unknown",
        details,
        "/customerSession/cartItems/1/attributes/Name");
    assertOnlyError(api.putV1("s", session), "Unknown", details, "/cartItems/1/attributes/Name");
  }

  @Test
  void profile_attributeThatIsNotValid_isRefused() {
    assertOnlyError(
        api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"points\":\"many\"}}"),
        "Invalid type",
        "Value of \"points\" attribute (\"many\") is not a number",
        "/attributes/points");
    assertOnlyError(
        api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"Name\":\"x\"}}"),
        "Unknown",
        "The attribute \"Name\" is not defined on CustomerProfile entities.",
        "/attributes/Name");
    api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"points\":3}}").expect(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"additionalCosts\":{\"X\":{\"price\":1}}}; X; CustomerSession; /additionalCosts/X",
        "{\"additionalCosts\":{\"wrapping\":{\"price\":1}}}; wrapping; CustomerSession; /additionalCosts/wrapping",
        "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"additionalCosts\":{\"fee\":{\"price\":1}}}]}; fee; CartItem; /cartItems/0/additionalCosts/fee"
      })
  void additionalCost_notDefinedThere_isRefused(
      String session, String name, String entity, String pointer) {
    assertOnlyError(
        api.putV2("s", session),
        "Unknown",
        "The additional cost \"" + name + "\" is not defined on " + entity + " entities.",
        "/customerSession" + pointer);
  }

  @Test
  void additionalCosts_definedThere_areTaken() {
    api.putV2(
            "s",
            "{\"additionalCosts\":{\"shipping\":{\"price\":1},\"fee\":{\"price\":2}},\"cartItems\":"
                + "[{\"sku\":\"a\",\"quantity\":1,\"additionalCosts\":{\"wrapping\":{\"price\":3},"
                + "\"shipping\":{\"price\":4}}}]}")
        .expect(200);
  }

  @Test
  void settingsAndDocument_brokenTogether_areNamedTogether() {
    Api.Response refused =
        api.putV2("s", "{\"state\":\"lost\",\"attributes\":{\"X\":1},\"cartItems\":[{}]}")
            .expect(400);

    assertThat(refused.places())
        .containsExactly(
            "/customerSession/state",
            "/customerSession/cartItems/0/sku",
            "/customerSession/cartItems/0/quantity",
            "/customerSession/attributes/X");
  }

  @Test
  void attributes_withoutDefinitions_areFree() {
    try (CustomerSessionStub free = Stubs.start()) {
      new Api(free)
          .putV2("s", "{\"attributes\":{\"X\":1},\"additionalCosts\":{\"y\":{\"price\":1}}}")
          .expect(200);
    }
  }
}
