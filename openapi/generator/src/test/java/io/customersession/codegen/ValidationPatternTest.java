package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.violation.Violations;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jakarta Validation accepts the texts that the codecs of generated models accept. */
class ValidationPatternTest {
  private static final List<String> PATTERNS =
      List.of(
          "^[A-Z]{3}$",
          "[0-9]+", "^a", "a$", "^a$|^b$", "^(a|b)$", "^[|]$", "a\\$", "^a\\\\z", "\\d$");
  private static final List<String> TEXTS =
      List.of(
          "", "EUR", "EUR\n", "xEURx", "EURO", "a", "b", "ab", "ba", "a\n", "\na", "x1y", "1\n",
          "|", "a$", "a\\z", "a\nb1");

  @Test
  void texts_ofEveryPattern_haveTheSameVerdict(@TempDir Path directory) throws Exception {
    StringBuilder document =
        new StringBuilder("openapi: 3.0.3\ninfo: {title: P, version: 1.0.0}\npaths: {}\n");
    document.append("components:\n  schemas:\n");
    for (int i = 0; i < PATTERNS.size(); i++) {
      document.append("    Word" + i + ":\n      type: object\n      properties:\n");
      document.append("        text: {type: string, pattern: '" + PATTERNS.get(i) + "'}\n");
    }
    ClassLoader classes =
        Generated.from("contract-client", document.toString(), directory).compile(11);

    for (int i = 0; i < PATTERNS.size(); i++) {
      Class<?> model = classes.loadClass("sample.model.Word" + i);
      Pattern validated = model.getDeclaredField("text").getAnnotation(Pattern.class);
      JsonCodec<?> codec =
          (JsonCodec<?>)
              classes.loadClass(model.getName() + "$Codec").getField("INSTANCE").get(null);
      for (String text : TEXTS) {
        // As Jakarta Validation specifies it: the whole text is matched.
        assertThat(java.util.regex.Pattern.matches(validated.regexp(), text))
            .as("%s and %s", PATTERNS.get(i), text)
            .isEqualTo(isAccepted(codec, text));
      }
    }
  }

  @Test
  void patterns_ofWholeTexts_stayAsTheyAre() {
    String whole = JavaText.literal("^[A-Z|]{3}(a|b)\\z");

    assertThat(ValidationPattern.matching(whole)).isEqualTo(whole);
    assertThat(ValidationPattern.matching("^a|b").translateEscapes())
        .isEqualTo("[\\s\\S]*?(?:^a|b)[\\s\\S]*");
  }

  private static boolean isAccepted(JsonCodec<?> codec, String text) {
    String literal = text.replace("\\", "\\\\").replace("\n", "\\n");
    byte[] json = ("{\"text\":\"" + literal + "\"}").getBytes(StandardCharsets.UTF_8);
    Violations violations = new Violations();
    assertThat(Json.decodeRequest(codec, json, violations).value()).isNotNull();
    return violations.acceptable();
  }
}
