package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.http.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was sent, what the control API reports about it stays readable. */
class PoisonedReadsTest {
  private static final String WORLD = "/__stub/worlds/main/";
  private static final String EMOJI = "\uD83D\uDE00";

  private final CustomerSessionStub stub = Stubs.start();
  private final Api api = new Api(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  private void everythingIsReadable() {
    for (String path : List.of("violations", "violations.xml", "journal", "settings", "clock")) {
      api.send("GET", WORLD + path, null).expect(200);
    }
    for (String filter :
        List.of(
            "{}",
            "{\"body\":{\"/customerSession/attributes/n\":1}}",
            "{\"body\":{\"/customerSession/cartItems\":[{\"price\":2.50}]}}",
            "{\"response\":{\"/customerSession/total\":0}}")) {
      api.send("POST", WORLD + "journal/find", filter).expect(200);
      api.send("POST", WORLD + "journal/count", filter).expect(200);
      api.send("POST", WORLD + "journal/expect", "{\"filter\":" + filter + ",\"times\":77}")
          .expect(200);
    }
    assertThat(stub.world().report().toJson()).isNotEmpty();
  }

  @Test
  void emojiAtEveryPlaceOfALongValue_leavesTheReportsReadable() {
    for (int length = 70; length <= 82; length++) {
      api.putV2("s", "{\"unknown\":\"" + "a".repeat(length) + EMOJI + "b".repeat(100) + "\"}")
          .expect(200);
    }
    for (int length = 985; length <= 1_001; length++) {
      api.putV2("s", "{\"" + "a".repeat(length) + EMOJI + "b".repeat(100) + "\":1}").expect(200);
      api.putV2("s", "{\"state\":\"" + "a".repeat(length) + EMOJI + "b".repeat(99) + "\"}")
          .expect(400);
    }
    everythingIsReadable();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":\"\\udfff\"}",
        "1e99999",
        "1e-99999",
        "1e999999999",
        "1e99999999999999999999",
        "-0",
        "0e-2147483648",
        "NaN",
        "\"\\u0000\\u001b[31m\\u2028\"",
        "[[[[]]]]"
      })
  void valueThatIsHardToRepeat_leavesTheReportsReadable(String value) {
    String url = "/v2/customer_sessions/s";
    for (String body :
        List.of(
            "{\"customerSession\":{\"attributes\":{\"n\":" + value + "}}}",
            "{\"customerSession\":{\"unknown\":" + value + "}}",
            "{\"customerSession\":{\"state\":" + value + "}}",
            "{\"customerSession\":{\"cartItems\":[{\"price\":" + value + "}]}}",
            value)) {
      assertThat(api.send("PUT", url, body).status()).isIn(200, 400);
    }
    everythingIsReadable();
  }

  @Test
  void numbersAreFoundByTheirValue_howeverTheyAreWritten() {
    api.putV2("s", "{\"attributes\":{\"n\":1e99999}}");
    api.putV2("s", "{\"attributes\":{\"n\":10.0e-1}}");
    assertThat(
            api.send(
                    "POST",
                    WORLD + "journal/count",
                    "{\"body\":{\"/customerSession/attributes/n\":1}}")
                .expect(200)
                .json()
                .get("count")
                .getAsInt())
        .isEqualTo(1);
  }

  @Test
  void halfACharacter_isReplaced_andAWholeOneIsKept() {
    assertThat(Printable.beginning("a" + EMOJI + "b", 2)).isEqualTo("a...");
    assertThat(Printable.beginning("a" + EMOJI + "b", 3)).isEqualTo("a" + EMOJI + "...");
    assertThat(Printable.beginning("ab", 2)).isEqualTo("ab");
    assertThat(new String(Printable.utf8("a\ud800b" + EMOJI), StandardCharsets.UTF_8))
        .isEqualTo("a\uFFFDb" + EMOJI);
  }
}
