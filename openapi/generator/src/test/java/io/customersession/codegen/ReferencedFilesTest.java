package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Diagnostic;
import io.customersession.contract.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What schemas in other files, or without a name, declare by extensions. */
class ReferencedFilesTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Pets, version: 1.0.0}
      paths:
        /pets/{id}:
          put:
            operationId: updatePet
            tags: [Pets]
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Pet: {$ref: ./pet-model.yaml}
      """;
  private static final String PET =
      """
      type: object
      properties:
        name: {type: string, x-since: '26.10'}
        status: {$ref: 'states.yaml#/Status'}
        mood:
          type: string
          enum: [calm, wild]
          x-state-machine:
            initial: {calm: {by: [updatePet]}}
            transitions: {calm: {wild: {by: [updatePet]}}, wild: {}}
      """;
  private static final String STATES =
      """
      Status:
        type: string
        enum: [new, sold]
        x-state-machine:
          initial: {new: {by: [updatePet]}}
          transitions: {new: {sold: {by: [updatePet]}}, sold: {}}
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"contract-client", "contract-server-stub"})
  void schemas_inOtherFiles_haveTheirNamesVersionsAndTransitions(String generator)
      throws Exception {
    write(PET, STATES);

    Generated generated = Generated.from(generator, DOCUMENT, directory);

    assertThat(generated.source("model.Pet")).contains(".since(\"26.10\", \"name\")");
    assertThat(generated.source("model.Status")).contains("SOLD", "TransitionTable.of(");
    assertThat(generated.source("model.PetMood")).contains("WILD", "TransitionTable.of(");
    assertThat(generated.compile(17).loadClass("sample.model.Pet").getMethod("getStatus"))
        .isNotNull();
  }

  @Test
  void check_ofAStateMachineInAnotherFile_namesTheFile() throws IOException {
    write(PET.replace("[calm, wild]", "[calm, wild, mad]"), STATES.replace("sold: {}", "gone: {}"));
    Path document = Files.writeString(directory.resolve("document.yaml"), DOCUMENT);

    assertThat(Document.load(document).check())
        .extracting(Diagnostic::toString)
        .anyMatch(text -> text.contains("pet-model.yaml:7") && text.contains("\"mad\""))
        .anyMatch(text -> text.contains("states.yaml:6") && text.contains("\"gone\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contract-client", "contract-server-stub"})
  void references_whereNothingIsGeneratedFrom_mayLeadToAnyFile(String generator) throws Exception {
    write(PET, STATES);
    Files.writeString(directory.resolve("about.md"), "# Pets: all\n\n- of\nthem");
    Files.writeString(directory.resolve("list.json"), "[1, 2]");
    String document =
        DOCUMENT
            .replace("tags: [Pets]", "tags: [Pets]\n      description: {$ref: about.md}")
            .replace("{schema: {$ref", "{examples: {a: {$ref: list.json}}, schema: {$ref")
            .replace("paths:", "tags: [{name: Pets, description: {$ref: about.md}}]\npaths:");

    Generated generated = Generated.from(generator, document, directory);

    assertThat(generated.compile(17).loadClass("sample.model.Pet")).isNotNull();
    assertThat(Document.load(directory.resolve("document.yaml")).check())
        .extracting(Diagnostic::toString)
        .singleElement()
        .asString()
        .contains("\"list.json\" cannot be resolved");
  }

  private void write(String pet, String states) throws IOException {
    Files.writeString(directory.resolve("pet-model.yaml"), pet);
    Files.writeString(directory.resolve("states.yaml"), states);
  }
}
