package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Diagnostic;
import io.customersession.contract.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References to schemas by {@code $anchor}, as in OpenAPI 3.1. */
class AnchorsTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: Pets, version: 1.0.0}
      paths:
        /pets/{id}:
          put:
            operationId: updatePet
            tags: [Main]
            parameters: [{name: id, in: path, required: true, schema: {$ref: '#name'}}]
            requestBody: {required: true, content: {application/json: {schema: {$ref: '#pet'}}}}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Pet:
            $anchor: pet
            type: object
            required: [name]
            properties:
              name: {$anchor: name, type: string, maxLength: 3}
              other~names/all: {type: array, items: {$ref: '#name'}}
              mother: {$ref: '#pet'}
      """;

  @TempDir private Path directory;

  @Test
  void references_byAnchor_areGeneratedCompiledAndChecked() throws Exception {
    try (GeneratedPair pair = GeneratedPair.of(DOCUMENT, directory)) {
      assertThat(
              pair.put(
                  "/pets/a",
                  "{\"name\":\"Tom\",\"other~names/all\":[\"T\"],\"mother\":{\"name\":\"Eve\"}}"))
          .startsWith("204");
      assertThat(pair.received().get(1)).isInstanceOf(pair.load("pair.stub.model.Pet"));
      assertThat(pair.put("/pets/long", "{\"name\":\"Tom\"}")).startsWith("400");
      assertThat(pair.put("/pets/a", "{\"name\":\"Tom\",\"mother\":{\"name\":\"Evelyn\"}}"))
          .startsWith("400")
          .contains("/mother/name");
      assertThat(pair.put("/pets/a", "{\"name\":\"Tom\",\"other~names/all\":[\"Thomas\"]}"))
          .startsWith("400")
          .contains("/other~0names~1all/0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "$anchor: pet, $anchor: pets",
    "'{$anchor: name, type', '{$anchor: pet, type'",
    "openapi: 3.1.0, openapi: 3.0.3"
  })
  void references_toNoAnchor_orToSeveral_areRefused(String before, String after)
      throws IOException {
    assertThat(problems(DOCUMENT)).isEmpty();
    assertThat(problems(DOCUMENT.replace(before, after)))
        .anyMatch(problem -> problem.equals("\"#pet\" cannot be resolved"));
  }

  private List<String> problems(String document) throws IOException {
    Path file = Files.writeString(directory.resolve("pets.yaml"), document);
    return Document.load(file).check().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::problem)
        .toList();
  }
}
