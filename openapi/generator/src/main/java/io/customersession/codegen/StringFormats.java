package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Set;
import org.openapitools.codegen.utils.ModelUtils;

/**
 * Keeps texts what they are. The stock generator would make numbers of a {@code type: string} with
 * a format of numbers.
 */
final class StringFormats {
  private static final Set<String> OF_NUMBERS =
      Set.of("number", "decimal", "integer", "int32", "int64", "float", "double", "boolean");

  private StringFormats() {}

  static void normalize(OpenAPI document) {
    ModelUtils.getAllSchemasInDocument(document).forEach(StringFormats::normalize);
  }

  private static void normalize(Schema<?> schema) {
    if ("string".equals(schema.getType())
        && OF_NUMBERS.contains(String.valueOf(schema.getFormat()))) {
      schema.setFormat(null);
    }
  }
}
