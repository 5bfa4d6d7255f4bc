package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.IJsonSchemaValidationProperties;
import org.openapitools.codegen.utils.ModelUtils;

/**
 * The media types of one body that generated code reads and writes: of all that the document
 * declares, those whose values have the Java type of the preferred one. JSON is preferred.
 *
 * @param schema the schema of the values
 * @param isNamed true if the schema is a component whose values are not scalars
 * @param variants the media types with their formats, the preferred one first
 */
record BodyPlan(Schema<?> schema, boolean isNamed, List<Variant> variants) {
  private static final Comparator<Candidate> PREFERENCE =
      Comparator.<Candidate, BodyFormat>comparing(Candidate::format)
          .thenComparing(it -> !BodyFormat.essence(it.type()).equals(BodyFormat.JSON_TYPE));

  /**
   * A format with its media types.
   *
   * @param fields the fields of a form; empty for other formats
   */
  record Variant(BodyFormat format, List<String> types, List<Map<String, Object>> fields) {}

  private record Candidate(
      String type, BodyFormat format, Schema<?> schema, List<Map<String, Object>> fields) {}

  /** Returns the plan of a body, or null if it has no content. */
  static @Nullable BodyPlan of(OpenAPI document, @Nullable Content content, boolean isRequest) {
    if (content == null || content.isEmpty()) {
      return null;
    }
    List<Candidate> candidates = new ArrayList<>();
    content.forEach((type, media) -> candidates.add(candidate(document, type, media, isRequest)));
    Candidate preferred = candidates.stream().min(PREFERENCE).orElseThrow();
    List<Candidate> chosen = new ArrayList<>(List.of(preferred));
    for (Candidate candidate : candidates) {
      if (!candidate.equals(preferred) && candidate.schema().equals(preferred.schema())) {
        chosen.add(candidate);
      }
    }
    Schema<?> schema = preferred.schema();
    boolean isNamed =
        schema.get$ref() != null
            && !BodyFormat.isScalar(ModelUtils.getReferencedSchema(document, schema));
    return new BodyPlan(schema, isNamed, variants(chosen));
  }

  private static Candidate candidate(
      OpenAPI document, String type, @Nullable MediaType media, boolean isRequest) {
    Schema<?> schema = media == null ? null : media.getSchema();
    Schema<?> followed = schema == null ? null : ModelUtils.getReferencedSchema(document, schema);
    BodyFormat format = BodyFormat.of(type, followed, isRequest);
    List<Map<String, Object>> fields =
        format == BodyFormat.FORM || format == BodyFormat.MULTIPART
            ? FormFields.of(document, followed, media, format)
            : List.of();
    Schema<?> values = schema == null ? new Schema<>() : schema;
    if (format == BodyFormat.BINARY) {
      values = new BinarySchema();
    } else if (format == BodyFormat.TEXT && (followed == null || !BodyFormat.isScalar(followed))) {
      values = new StringSchema();
    }
    return new Candidate(type, format, values, fields);
  }

  /** Media types of one format in a row become one variant. */
  private static List<Variant> variants(List<Candidate> candidates) {
    List<Variant> variants = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Variant last = variants.isEmpty() ? null : variants.get(variants.size() - 1);
      if (last != null && last.format() == candidate.format() && last.fields().isEmpty()) {
        last.types().add(candidate.type());
      } else {
        variants.add(
            new Variant(
                candidate.format(),
                new ArrayList<>(List.of(candidate.type())),
                candidate.fields()));
      }
    }
    return variants;
  }

  /** Returns true for JSON in {@code application/json}, the default. */
  boolean isPlain() {
    return variants.size() == 1
        && variants.get(0).format() == BodyFormat.JSON
        && variants.get(0).types().equals(List.of(BodyFormat.JSON_TYPE));
  }

  /** Returns what the stock generator gets to see of the body. */
  Content content() {
    return new Content().addMediaType(BodyFormat.JSON_TYPE, new MediaType().schema(schema));
  }

  /** Returns all media types. */
  List<String> types() {
    return variants.stream().flatMap(variant -> variant.types().stream()).toList();
  }

  /** Returns the data of the template {@code body}. */
  Map<String, Object> data(IJsonSchemaValidationProperties values) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Variant variant : variants) {
      List<Map<String, Object>> arguments = new ArrayList<>();
      if (variant.format() != BodyFormat.BINARY) {
        arguments.add(argument("codec", CodecData.ofBody(values)));
      }
      if (variant.format() == BodyFormat.FORM || variant.format() == BodyFormat.MULTIPART) {
        variant.fields().forEach(field -> arguments.add(argument("field", field)));
      } else {
        variant.types().forEach(type -> arguments.add(argument("text", JavaText.literal(type))));
      }
      rows.add(Map.of("method", variant.format().factory(), "arguments", arguments));
    }
    return Map.of("variants", rows, "chained", rows.size() > 1);
  }

  private static Map<String, Object> argument(String kind, Object value) {
    Map<String, Object> argument = new LinkedHashMap<>();
    argument.put("codec", false);
    argument.put("field", false);
    argument.put("text", false);
    argument.put(kind, value);
    return argument;
  }
}
