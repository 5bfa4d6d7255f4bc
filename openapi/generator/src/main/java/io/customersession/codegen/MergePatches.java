package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/** Finds the schemas of merge patches (RFC 7396), in which null says that something is removed. */
final class MergePatches {
  /** Marks a schema whose explicit nulls are kept. */
  static final String KEEPS_NULLS = "x-keeps-nulls";

  private final OpenAPI document;
  private final Set<Schema<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private MergePatches(OpenAPI document) {
    this.document = document;
  }

  static void mark(OpenAPI document) {
    MergePatches patches = new MergePatches(document);
    if (document.getPaths() != null) {
      document.getPaths().values().forEach(item -> item.readOperations().forEach(patches::mark));
    }
  }

  private void mark(Operation operation) {
    RequestBody body = ModelUtils.getReferencedRequestBody(document, operation.getRequestBody());
    if (body != null && body.getContent() != null) {
      body.getContent()
          .forEach(
              (type, media) -> {
                if (BodyFormat.isMergePatch(type) && media != null) {
                  mark(media.getSchema());
                }
              });
    }
  }

  /** Marks a schema and the objects in it; lists are replaced as a whole. */
  private void mark(@Nullable Schema<?> written) {
    Schema<?> schema = written == null ? null : ModelUtils.getReferencedSchema(document, written);
    if (schema == null || !seen.add(schema)) {
      return;
    }
    schema.addExtension(KEEPS_NULLS, true);
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(property -> mark((Schema<?>) property));
    }
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      mark(values);
    }
    for (List<?> parts : branches(schema)) {
      parts.forEach(part -> mark((Schema<?>) part));
    }
  }

  private static List<List<?>> branches(Schema<?> schema) {
    return List.of(
        schema.getAllOf() == null ? List.of() : schema.getAllOf(),
        schema.getOneOf() == null ? List.of() : schema.getOneOf(),
        schema.getAnyOf() == null ? List.of() : schema.getAnyOf());
  }
}
