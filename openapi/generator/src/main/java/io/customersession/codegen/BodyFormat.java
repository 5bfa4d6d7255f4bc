package io.customersession.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How octets of a media type represent a value; in the order in which generated code prefers it.
 */
enum BodyFormat {
  /** JSON, in one of its flavors. */
  JSON("json"),
  /** Fields and files. */
  MULTIPART("multipart"),
  /** Fields in the style of a query. */
  FORM("form"),
  /** Text that no schema describes further, such as CSV, XML and HTML. */
  TEXT("text"),
  /** Octets. */
  BINARY("binary");

  static final String JSON_TYPE = "application/json";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final String MULTIPART_TYPE = "multipart/form-data";

  /** Beginnings of types that are never text. */
  private static final List<String> OF_OCTETS =
      List.of(
          "image/",
          "audio/",
          "video/",
          "font/",
          "multipart/",
          "application/octet-stream",
          "application/pdf",
          "application/zip",
          "application/gzip",
          "application/x-gzip",
          "application/x-tar",
          "application/x-protobuf",
          "application/protobuf",
          "application/msword",
          "application/vnd.ms-",
          "application/vnd.openxmlformats-");

  private final String factory;

  BodyFormat(String factory) {
    this.factory = factory;
  }

  /** Returns the method of BodyDefinition. */
  String factory() {
    return factory;
  }

  /** Returns true if the value is that of a schema: not any text, and not octets. */
  boolean isStructured() {
    return this != TEXT && this != BINARY;
  }

  /**
   * Returns the format of a media type.
   *
   * @param mediaType the name in the document; if it is not type/subtype, the schema decides
   * @param schema the schema, its reference followed, or null if there is none
   * @param isRequest false for a response, which has no forms
   */
  static BodyFormat of(String mediaType, @Nullable Schema<?> schema, boolean isRequest) {
    String type = essence(mediaType);
    if (schema != null && isBinary(schema)) {
      return BINARY;
    }
    boolean isAnyType = !type.contains("/") || type.equals("*/*") || type.equals("application/*");
    if (isJson(type)) {
      return JSON;
    }
    if (type.equals(FORM_TYPE)) {
      return isRequest && schema != null && isObject(schema) ? FORM : TEXT;
    }
    if (type.equals(MULTIPART_TYPE) && isRequest && schema != null && isObject(schema)) {
      return MULTIPART;
    }
    if (!type.endsWith("+xml") && OF_OCTETS.stream().anyMatch(type::startsWith)) {
      return BINARY;
    }
    if (schema == null) {
      return type.startsWith("text/") || type.contains("xml") ? TEXT : BINARY;
    }
    return isAnyType && !isScalar(schema) ? JSON : TEXT;
  }

  static String essence(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isJson(String type) {
    return type.equals(JSON_TYPE)
        || type.equals("text/json")
        || type.equals("application/x-json")
        || (type.contains("/") && type.endsWith("+json"));
  }

  static boolean isMergePatch(String mediaType) {
    return essence(mediaType).endsWith("merge-patch+json");
  }

  static boolean isBinary(Schema<?> schema) {
    return "string".equals(schema.getType()) && "binary".equals(schema.getFormat());
  }

  static boolean isScalar(Schema<?> schema) {
    return schema.getType() != null
        && List.of("string", "integer", "number", "boolean").contains(schema.getType());
  }

  static boolean isObject(Schema<?> schema) {
    return "object".equals(schema.getType())
        || schema.getProperties() != null
        || schema.getAdditionalProperties() != null
        || schema.getAllOf() != null
        || schema.getOneOf() != null
        || schema.getAnyOf() != null;
  }
}
