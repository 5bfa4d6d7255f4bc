package io.customersession.stub.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema in the jar, which editors use, and the generated codecs agree. */
class FixturesSchemaTest {
  @TempDir private Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = FixturesFile.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static Set<ValidationMessage> violations(String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(new String(resource("fixtures.schema.json"), StandardCharsets.UTF_8));
    FixturesText text = FixturesText.parse("yaml", yaml, new FixturesProblems("yaml"));
    return schema.validate(
        new String(text.json(), StandardCharsets.UTF_8),
        InputFormat.JSON,
        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  @Test
  void example_isValid() throws IOException {
    String example = new String(resource("example-fixtures.yaml"), StandardCharsets.UTF_8);

    assertThat(violations(example)).isEmpty();
    assertThat(violations("$schema: fixtures.schema.json")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.customersession.stub.account.FixturesFileTest#schemaViolations")
  void fileThatCodecsRefuse_isInvalid(String text) throws IOException {
    // A validator does not see that a member is given twice.
    if (!text.contains("id: 1|    id: 2")) {
      assertThat(violations(text.replace('|', '\n'))).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("io.customersession.stub.account.FixturesFileTest#schemaViolations")
  void ruleInAMessage_isInTheSchema(String text) throws IOException {
    JsonNode schema = new ObjectMapper().readTree(resource("fixtures.schema.json"));
    Path file = Files.writeString(folder.resolve("fixtures.yaml"), text.replace('|', '\n'));
    String message =
        catchThrowableOfType(InvalidFixturesException.class, () -> FixturesFile.read(file))
            .getMessage();

    Matcher rules = Pattern.compile("\\(fixtures\\.schema\\.json#(/[^)]*)\\)").matcher(message);
    assertThat(rules.find()).isTrue();
    do {
      assertThat(schema.at(JsonPointer.compile(rules.group(1))).isMissingNode())
          .as(rules.group(1))
          .isFalse();
    } while (rules.find());
  }
}
