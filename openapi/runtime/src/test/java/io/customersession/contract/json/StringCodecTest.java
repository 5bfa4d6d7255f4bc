package io.customersession.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.violation.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StringCodecTest {
  private static final StringCodec LETTERS = Codecs.string("#").pattern("^([a-c]|[d-f])*\\z");

  @Test
  void pattern_ofATextThatJavaCannotMatch_isAViolation() {
    assertThat(problems("abcdef".repeat(10))).isEmpty();
    assertThat(problems("abcdeg")).containsExactly("the body must match ^([a-c]|[d-f])*$");
    assertThat(problems("abcdef".repeat(100_000)))
        .containsExactly("the body is too long to be matched against ^([a-c]|[d-f])*$");
  }

  private static List<String> problems(String text) {
    byte[] body = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
    return Json.decodeResponse(LETTERS, body).violations().stream()
        .map(Violation::details)
        .toList();
  }
}
