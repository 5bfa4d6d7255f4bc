package io.customersession.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.NewCustomerSessionV2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The codecs that read bytes accept what strict Gson accepts, with the same result. */
class ByteReaderTest extends RandomJson {
  @Test
  void readsLikeStrictGson() throws IOException {
    System.out.println("ByteReaderTest seed " + seed);
    int accepted = 0;
    int byBytes = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document =
          i % 4 == 0 ? utf8(json(0)) : mutated(i % 4 == 1 ? utf8(SESSION) : utf8(json(0)));
      String label =
          "seed " + seed + ", document " + i + ": " + new String(document, StandardCharsets.UTF_8);
      Decoded<Object> any = Json.decodeResponse(Codecs.any("#"), document);
      boolean syntaxFine = any.violations().stream().noneMatch(v -> v.rule() == Rule.SYNTAX);
      @Nullable Tree expected = gson(document);
      assertThat(syntaxFine).as(label).isEqualTo(expected != null);
      if (expected != null) {
        accepted++;
        if (any.decodable()) {
          assertThat(any.value()).as(label).isEqualTo(expected.value());
        }
        byBytes += takenByBytes(document) ? 1 : 0;
      }
      for (JsonInput.Direction direction : JsonInput.Direction.values()) {
        assertSameAsThroughGson(label, document, direction);
      }
    }
    // Neither kind of document may be missing, nor may Gson do the work that the bytes are to be
    // faster at.
    assertThat(accepted).isBetween(DOCUMENTS / 4, DOCUMENTS - DOCUMENTS / 4);
    assertThat(byBytes).isGreaterThan(accepted * 9 / 10);
  }

  /** Whichever order and spelling names come in, and whichever they only begin like. */
  @Test
  void readsNamesLikeStrictGson() {
    for (String document :
        List.of(
            "{\"state\":\"open\",\"profileId\":\"p\"}",
            "{\"profileId\":\"p\",\"state\":\"open\",\"profileId\":\"q\"}",
            "{\"st\\u0061te\":\"open\"}",
            "{\"profileId\" : \"p\" , \"st\\u0061te\":\"open\",\"state\":\"closed\"}",
            "{\"stat\":\"open\",\"states\":\"open\",\"State\":\"open\",\"\":1}",
            "{\"state\\\"\":\"open\",\"state\\\\\":\"open\",\"stat\u00e9\":\"open\"}",
            "{\"profileId\"\"p\"}",
            "{\"profileId",
            "{\"profileId\"",
            "{\"prof\nileId\":\"p\"}",
            "{\"cartItems\":[{\"price\":1,\"sku\":\"s\",\"quantity\":1,\"skus\":2},{\"sku\":\"t\",\"quantity\":2}]}")) {
      for (JsonInput.Direction direction : JsonInput.Direction.values()) {
        assertSameAsThroughGson(document, utf8(document), direction);
      }
    }
  }

  private static boolean takenByBytes(byte[] document) {
    try {
      Utf8Tokens tokens = new Utf8Tokens(document);
      tokens.skipValue();
      tokens.end();
      return true;
    } catch (Utf8Tokens.FallBackToGson e) {
      return false;
    }
  }

  private static void assertSameAsThroughGson(
      String label, byte[] document, JsonInput.Direction direction) {
    boolean request = direction == JsonInput.Direction.REQUEST;
    Decoded<NewCustomerSessionV2> decoded =
        request
            ? Json.decodeRequest(NewCustomerSessionV2.Codec.INSTANCE, document, new Violations())
            : Json.decodeResponse(NewCustomerSessionV2.Codec.INSTANCE, document);
    Decoded<NewCustomerSessionV2> expected =
        Json.decodeWithGson(
            NewCustomerSessionV2.Codec.INSTANCE, document, direction, new Violations());
    assertThat(decoded.violations()).as(label).isEqualTo(expected.violations());
    assertThat(decoded.value()).as(label).isEqualTo(expected.value());
  }
}
