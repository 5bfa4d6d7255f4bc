package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/** What the template {@code field} renders: the fields of a form, and how they become text. */
final class FormFields {
  private static final String STYLE = "FormField.Style.";

  private final OpenAPI document;
  private final boolean isMultipart;

  private FormFields(OpenAPI document, boolean isMultipart) {
    this.document = document;
    this.isMultipart = isMultipart;
  }

  /** Returns the fields of a form in the order of its schema. */
  static List<Map<String, Object>> of(
      OpenAPI document, @Nullable Schema<?> form, @Nullable MediaType media, BodyFormat format) {
    Map<String, Encoding> encodings =
        media == null || media.getEncoding() == null ? Map.of() : media.getEncoding();
    return new FormFields(document, format == BodyFormat.MULTIPART).fields(form, encodings);
  }

  private List<Map<String, Object>> fields(
      @Nullable Schema<?> form, Map<String, Encoding> encodings) {
    List<Map<String, Object>> fields = new ArrayList<>();
    properties(form)
        .forEach((name, property) -> fields.add(field(name, property, encodings.get(name))));
    return fields;
  }

  @SuppressWarnings("rawtypes")
  private Map<String, Schema> properties(@Nullable Schema<?> schema) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    if (schema != null) {
      if (schema.getAllOf() != null) {
        schema.getAllOf().forEach(part -> properties.putAll(properties(followed(part))));
      }
      if (schema.getProperties() != null) {
        properties.putAll(schema.getProperties());
      }
    }
    return properties;
  }

  private Map<String, Object> field(
      String name, @Nullable Schema<?> written, @Nullable Encoding encoding) {
    Schema<?> schema = followed(written);
    boolean isList = schema != null && ModelUtils.isArraySchema(schema);
    Schema<?> value = isList ? followed(ModelUtils.getSchemaItems(schema)) : schema;
    String style = style(encoding);
    boolean isSpread =
        !isList
            && style != null
            && value != null
            && BodyFormat.isObject(value)
            && !UnionData.isUnion(value.getExtensions());
    List<Map<String, Object>> calls = new ArrayList<>();
    if (isList) {
      calls.add(call("list", ""));
    }
    boolean isStyled = isList || isSpread || "BRACKETS".equals(style);
    if (style != null && isStyled && !style.equals("REPEATED")) {
      calls.add(call("style", STYLE + style));
    }
    if (encoding != null && encoding.getContentType() != null) {
      calls.add(call("contentType", JavaText.quoted(JavaText.literal(encoding.getContentType()))));
    }
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("factory", isSpread ? "object" : factory(value));
    field.put("name", JavaText.literal(name));
    field.put("members", isSpread ? fields(value, Map.of()) : List.of());
    field.put("calls", calls);
    return field;
  }

  /** Returns the style that an encoding asks for; without one, an object is JSON in one field. */
  private @Nullable String style(@Nullable Encoding encoding) {
    if (isMultipart || encoding == null) {
      return null;
    }
    Encoding.StyleEnum style = encoding.getStyle();
    if (style == Encoding.StyleEnum.DEEP_OBJECT) {
      return "BRACKETS";
    }
    if (style == Encoding.StyleEnum.SPACE_DELIMITED && !isTrue(encoding.getExplode())) {
      return "SPACES";
    }
    if (style == Encoding.StyleEnum.PIPE_DELIMITED && !isTrue(encoding.getExplode())) {
      return "PIPES";
    }
    if (style == null && encoding.getExplode() == null) {
      return null;
    }
    return Boolean.FALSE.equals(encoding.getExplode()) ? "COMMAS" : "REPEATED";
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  private static String factory(@Nullable Schema<?> schema) {
    if (schema != null && UnionData.isUnion(schema.getExtensions())) {
      return UnionData.isText(schema.getExtensions()) ? "text" : "choice";
    }
    if (schema == null || schema.getType() == null) {
      return schema != null && BodyFormat.isObject(schema) ? "json" : "text";
    }
    if (BodyFormat.isBinary(schema)) {
      return "file";
    }
    return switch (schema.getType()) {
      case "string", "integer", "number", "boolean" -> "text";
      default -> "json";
    };
  }

  private @Nullable Schema<?> followed(@Nullable Schema<?> schema) {
    Schema<?> here = schema == null ? null : ModelUtils.getReferencedSchema(document, schema);
    if (here == null || here.getAllOf() == null || here.getProperties() != null) {
      return here;
    }
    return here.getAllOf().size() == 1 ? followed(here.getAllOf().get(0)) : here;
  }

  private static Map<String, Object> call(String method, String argument) {
    return Map.of("method", method, "argument", argument);
  }
}
