package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;

/** The properties that a model may have and does not declare. */
final class AdditionalProperties {
  /** The name of the stock generator's property for them. */
  static final String NAME = "additionalProperties";

  private static final String VALUES = "additional";

  private AdditionalProperties() {}

  /** Returns the schema that a model declares for them, or null if it says nothing of them. */
  static @Nullable Schema<?> schema(Schema<?> model) {
    Object written =
        model.getExtensions() == null
            ? null
            : model.getExtensions().get(CanonicalDocument.ADDITIONAL);
    return written == null ? null : Json.mapper().convertValue(written, Schema.class);
  }

  /** Keeps what the stock generator makes of the schema until the model is decorated. */
  static void keep(CodegenModel model, CodegenProperty values) {
    model.vendorExtensions.put(VALUES, values);
  }

  /** Adds what the template of models needs. */
  static void decorate(CodegenModel model) {
    Map<String, Object> extensions = model.vendorExtensions;
    boolean isClosed = Boolean.TRUE.equals(extensions.get(CanonicalDocument.CLOSED));
    extensions.put("closed", isClosed);
    extensions.put("additionalType", "Object");
    if (!(extensions.get(VALUES) instanceof CodegenProperty values)) {
      extensions.put(VALUES, false);
      return;
    }
    extensions.put("additionalType", values.datatypeWithEnum);
    extensions.put(
        VALUES,
        Map.of(
            "codec",
            CodecData.ofAdditional(values),
            "nullable",
            Boolean.toString(values.isNullable || values.datatypeWithEnum.equals("Object"))));
  }
}
