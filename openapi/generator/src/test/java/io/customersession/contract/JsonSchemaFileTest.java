package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonSchemaFileTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Menus, version: 1.0.0}
      paths: {}
      components:
        schemas:
          Menu:
            type: object
            additionalProperties: false
            required: [name]
            properties:
              name: {$ref: '#/components/schemas/Name'}
              course: {$ref: '#/components/schemas/Course'}
              menus: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Menu'}}
              price: {type: number, minimum: 0, exclusiveMinimum: true, maximum: 9.50}
              note: {type: string, nullable: true, example: hot}
              code: {type: string, x-also-accepts: number}
              tags: {type: object, additionalProperties: {$ref: '#/components/schemas/Name'}}
          Name: {type: string, minLength: 1, default: soup}
          Course: {type: string, enum: [first, second]}
          Unused: {type: object, properties: {a: {type: string}}}
          Matrix: {type: array, items: {$ref: '#/components/schemas/Matrix'}}
          Holder: {type: object, properties: {matrix: {$ref: '#/components/schemas/Matrix'}}}
      """;

  @TempDir private Path folder;

  private Path write(String schema) throws IOException {
    Path output = folder.resolve("target/schema.json");
    JsonSchemaFile.write(Files.writeString(folder.resolve("menus.yaml"), DOCUMENT), schema, output);
    return output;
  }

  @Test
  void write_schemaWithReferences_definesClassesAndReplacesOthers() throws IOException {
    JsonObject schema = JsonParser.parseString(Files.readString(write("Menu"))).getAsJsonObject();

    assertThat(schema)
        .isEqualTo(
            JsonParser.parseString(
                """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "Menus",
                  "$ref": "#/$defs/Menu",
                  "$defs": {
                    "Menu": {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["name"],
                      "properties": {
                        "name": {"type": "string", "minLength": 1, "default": "soup"},
                        "course": {"$ref": "#/$defs/Course"},
                        "menus": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Menu"}},
                        "price": {"type": "number", "minimum": 0, "maximum": 9.50, "exclusiveMinimum": 0},
                        "note": {"type": ["string", "null"], "examples": ["hot"]},
                        "code": {"type": ["string", "number"]},
                        "tags": {
                          "type": "object",
                          "additionalProperties": {"type": "string", "minLength": 1, "default": "soup"}
                        }
                      }
                    },
                    "Course": {"type": "string", "enum": ["first", "second"]}
                  }
                }
                """));
  }

  @Test
  void write_again_leavesTheFileAsItIs() throws IOException {
    Path file = write("Menu");
    FileTime time = FileTime.fromMillis(1_000_000_000);
    Files.setLastModifiedTime(file, time);

    write("Menu");

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
  }

  @Test
  void write_unknownSchema_isRefusedWithASuggestion() {
    assertThatThrownBy(() -> write("Menue"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("menus.yaml:1:1: there is no schema \"Menue\"")
        .hasMessageContaining("did you mean \"Menu\"?");
  }

  @Test
  void write_listThatContainsItself_isRefusedWithItsLocation() {
    assertThatThrownBy(() -> write("Holder"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("menus.yaml:21:13:")
        .hasMessageContaining("a list or map that contains itself is not supported");
  }
}
