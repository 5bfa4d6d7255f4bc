package io.customersession.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenMediaType;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.CodegenResponse;
import org.openapitools.codegen.languages.AbstractJavaCodegen;

/** What templates render of bodies and responses that are not plain JSON, or give a choice. */
final class ContentRows {
  private static final String DEFAULT_CODE = "0";

  private final AbstractJavaCodegen codegen;

  ContentRows(AbstractJavaCodegen codegen) {
    this.codegen = codegen;
  }

  /** Returns the request body for the template {@code body}, or false if it is plain. */
  static Object requestBody(OperationContent content, @Nullable CodegenParameter body) {
    BodyPlan plan = content.request();
    return plan == null || body == null || plan.isPlain() ? false : plan.data(body);
  }

  /** Returns the rows of the template {@code response}; none if the responses are plain. */
  List<Map<String, Object>> responses(CodegenOperation operation) {
    OperationContent content = OperationContent.of(operation);
    List<Map<String, Object>> rows = new ArrayList<>();
    if (!content.isPlain()) {
      for (ResponsePlan plan : content.responses()) {
        CodegenProperty values = schema(operation, content, plan);
        BodyPlan body = plan.body();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("status", rows.isEmpty() ? String.valueOf(plan.status()) : false);
        row.put("key", JavaText.literal(plan.key()));
        row.put("body", body == null || values == null ? false : body.data(values));
        row.put("headers", plan.headers().stream().map(this::header).toList());
        rows.add(row);
      }
    }
    return rows;
  }

  private Map<String, Object> header(ResponsePlan.Header header) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", JavaText.literal(header.name()));
    row.put("codec", CodecData.ofBody(property(header)));
    row.put("isRequired", header.isRequired());
    row.put("isList", header.isList());
    return row;
  }

  private CodegenProperty property(ResponsePlan.Header header) {
    Schema<?> schema = header.schema();
    return codegen.fromProperty(header.name(), schema, false);
  }

  /** Returns the schema of a response's body, of which the response itself lacks parts. */
  static @Nullable CodegenProperty schema(
      CodegenOperation operation, OperationContent content, ResponsePlan plan) {
    String key = content.shownKey(plan);
    String code = key.equals("default") ? DEFAULT_CODE : key;
    for (CodegenResponse response : operation.responses) {
      if (response.code.equals(code) && response.getContent() != null) {
        return response.getContent().values().stream()
            .map(CodegenMediaType::getSchema)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }

  /** Returns the data of the template {@code Result}. */
  Map<String, Object> result(CodegenOperation operation) {
    OperationContent content = OperationContent.of(operation);
    List<Map<String, Object>> responses = new ArrayList<>();
    for (ResponsePlan plan : content.successResponses()) {
      CodegenProperty values = schema(operation, content, plan);
      boolean isOnly = content.successes() == 1;
      String suffix = plan.key().toLowerCase(Locale.ROOT);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("factory", isOnly ? "of" : "status" + capitalized(suffix));
      row.put("accessor", isOnly ? "body" : "body" + capitalized(suffix));
      row.put("key", plan.key());
      row.put("status", plan.isExact() ? plan.key() : false);
      row.put("body", plan.body() == null || values == null ? false : values.datatypeWithEnum);
      row.put("cast", JavaTypes.cast(String.valueOf(row.get("body"))));
      responses.add(row);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", operation.vendorExtensions.get("code"));
    data.put("constant", operation.vendorExtensions.get("constant"));
    data.put("responses", responses);
    data.put("headers", headers(content));
    return data;
  }

  private List<Map<String, Object>> headers(OperationContent content) {
    Map<String, Map<String, Object>> headers = new LinkedHashMap<>();
    for (ResponsePlan plan : content.successResponses()) {
      for (ResponsePlan.Header header : plan.headers()) {
        String name = capitalized(codegen.toVarName(header.name()));
        String item = property(header).datatypeWithEnum;
        String type = header.isList() ? "List<" + item + ">" : item;
        headers.putIfAbsent(
            // Object has a method getClass.
            name.equals("Class") ? "ClassValue" : name,
            Map.of(
                "name",
                name.equals("Class") ? "ClassValue" : name,
                "literal",
                JavaText.literal(header.name()),
                "code",
                Javadoc.code(header.name()),
                "type",
                type,
                "cast",
                JavaTypes.cast(type)));
      }
    }
    return List.copyOf(headers.values());
  }

  static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
