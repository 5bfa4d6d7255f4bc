package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.JsonCodec;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents with much of one thing give code that compiles. */
class SizesTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Sizes, version: '1'}
      paths:
        /things:
          post:
            operationId: addThing
            requestBody:
              required: true
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Thing'}
            responses:
              '204': {description: It is added.}
      components:
        schemas:
          Thing:
            type: object
            properties:
              value: {%s}
      """;

  @TempDir private Path directory;

  private void compiles(String schema) throws Exception {
    String document = DOCUMENT.formatted(schema);
    Generated.from("contract-client", document, "sizes.client", directory);
    ClassLoader classes =
        Generated.from("contract-server-stub", document, "sizes.stub", directory).compile(17);
    for (String side : new String[] {"client", "stub"}) {
      Class<?> codec = classes.loadClass("sizes." + side + ".model.Thing$Codec");
      assertThat(JsonCodec.class).isAssignableFrom(codec);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_001, 5_000})
  void enum_ofManyValues_compiles(int values) throws Exception {
    compiles(
        IntStream.range(0, values)
            .mapToObj(i -> "value-" + i)
            .collect(Collectors.joining(", ", "type: string, enum: [", "]")));
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 30_000})
  void value_ofManyCharacters_compiles(int characters) throws Exception {
    compiles("type: string, enum: [short, '" + "x".repeat(characters) + "']");
  }

  @Test
  void pattern_ofManyAlternatives_compiles() throws Exception {
    compiles(
        IntStream.range(0, 5_000)
            .mapToObj(i -> "word" + i)
            .collect(Collectors.joining("|", "type: string, pattern: '^(", ")$'")));
  }
}
