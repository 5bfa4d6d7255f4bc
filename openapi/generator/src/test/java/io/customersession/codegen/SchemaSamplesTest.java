package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.codegen.SchemaSamples.Direction;
import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are made for exchanges. */
class SchemaSamplesTest {
  @Test
  void distinctValue_ofAUnionInAUnion_satisfiesItsSchema(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("api.yaml");
    Files.writeString(
        file,
        """
        openapi: 3.0.3
        info: {title: Pets, version: 1.0.0}
        paths: {}
        components:
          schemas:
            Owned:
              oneOf:
                - $ref: '#/components/schemas/Pet'
                - $ref: '#/components/schemas/Person'
            Pet:
              oneOf:
                - $ref: '#/components/schemas/Cat'
                - $ref: '#/components/schemas/Dog'
              discriminator: {propertyName: kind}
            Cat:
              type: object
              properties: {kind: {type: string}, id: {type: integer}}
            Dog:
              type: object
              properties: {kind: {type: string}, id: {type: integer}, tricks: {type: integer}}
            Person:
              type: object
              properties: {id: {type: integer}, email: {type: string}}
        """);
    Map<String, Object> canonical = CanonicalDocument.of(Document.load(file));
    SchemaView view = new SchemaView(canonical);
    SchemaSamples samples = new SchemaSamples(view, Direction.REQUEST, 0, null, true);

    Object value = samples.sample(Map.of("$ref", "#/components/schemas/Owned"));

    // Both schemas declare the id, so only the email can make the value none of a person.
    assertThat(SchemaView.map(value))
        .extracting("kind", "id")
        .map(String::valueOf)
        .containsExactly("Cat", "7");
    assertThat(SchemaView.map(value).get("email")).isInstanceOf(List.class);
  }
}
