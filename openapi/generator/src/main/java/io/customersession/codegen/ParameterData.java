package io.customersession.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.customersession.contract.QueryBooleans;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.utils.ModelUtils;

/** What templates render of parameters that are not the body. */
final class ParameterData {
  private final OpenAPI document;
  private final QueryBooleans queryBooleans;

  ParameterData(OpenAPI document, QueryBooleans queryBooleans) {
    this.document = document;
    this.queryBooleans = queryBooleans;
  }

  /**
   * Returns the name of a parameter among those of its operation: its name, or if another one has
   * that too, with its location. The runtime has the same rule.
   */
  static String key(CodegenOperation operation, CodegenParameter parameter) {
    long count =
        operation.allParams.stream()
            .filter(other -> !other.isBodyParam && other.baseName.equals(parameter.baseName))
            .count();
    return count == 1 ? parameter.baseName : location(parameter) + ":" + parameter.baseName;
  }

  private static String location(CodegenParameter parameter) {
    return parameter.isPathParam
        ? "path"
        : parameter.isQueryParam ? "query" : parameter.isCookieParam ? "cookie" : "header";
  }

  /** Returns the row of a parameter in the template {@code ApiOperation}. */
  Map<String, Object> row(CodegenParameter parameter) {
    List<Map<String, Object>> calls = new ArrayList<>();
    if (parameter.required && !parameter.isPathParam) {
      calls.add(call("required"));
    }
    JsonNode declared = declared(parameter);
    style(parameter, declared, calls);
    for (String flag : List.of("allowReserved", "allowEmptyValue")) {
      if (declared.path(flag).asBoolean()) {
        calls.add(call(flag));
      }
    }
    JsonNode value = defaultValue(declared);
    if (value != null) {
      calls.add(
          value.isContainerNode()
              ? call("absentMeansJson", quoted(value.toString()))
              : call("absentMeans", quoted(value.asText())));
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("factory", location(parameter));
    row.put("name", JavaText.literal(parameter.baseName));
    row.put("codec", CodecData.ofParameter(parameter, queryBooleans));
    row.put("calls", calls);
    row.put("chained", !calls.isEmpty());
    return row;
  }

  private static void style(
      CodegenParameter parameter, JsonNode declared, List<Map<String, Object>> calls) {
    JsonNode content = declared.path("content");
    String mediaType = content.isEmpty() ? "" : content.fieldNames().next();
    if (mediaType.toLowerCase(Locale.ROOT).contains("json")) {
      calls.add(call("json", quoted(mediaType)));
      return;
    }
    boolean isForm = parameter.isQueryParam || parameter.isCookieParam;
    String defaultStyle = isForm ? "form" : "simple";
    String style = declared.path("style").asText(defaultStyle);
    boolean explode = declared.path("explode").asBoolean(style.equals("form"));
    boolean isText = CodecData.isScalar(parameter);
    boolean isDefault = style.equals(defaultStyle) && (isText || explode == isForm);
    boolean isSame = isText && !style.equals("label") && !style.equals("matrix");
    if (!isDefault && !isSame) {
      calls.add(
          call("style", "Parameter.Style." + JavaNames.constant(style), Boolean.toString(explode)));
    }
  }

  /**
   * Returns the default value as text for a Java literal, or null if there is none, or it is a list
   * or an object.
   */
  @Nullable String defaultText(CodegenParameter parameter) {
    JsonNode value = defaultValue(declared(parameter));
    return value == null || value.isContainerNode() ? null : JavaText.literal(value.asText());
  }

  /** Returns true if an absent parameter stands for a value. */
  boolean hasDefault(CodegenParameter parameter) {
    return defaultValue(declared(parameter)) != null;
  }

  private @Nullable JsonNode defaultValue(JsonNode declared) {
    JsonNode schema = declared.path("schema");
    if (schema.has("$ref")) {
      Schema<?> named =
          ModelUtils.getSchema(document, ModelUtils.getSimpleRef(schema.path("$ref").asText()));
      schema = named == null ? schema : Json.mapper().valueToTree(named);
    }
    JsonNode value = schema.path("default");
    return value.isMissingNode() || value.isNull() ? null : value;
  }

  private static JsonNode declared(CodegenParameter parameter) {
    try {
      return Json.mapper().readTree(parameter.jsonSchema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          parameter.baseName + ": the schema of the stock generator is not JSON", e);
    }
  }

  private static String quoted(String text) {
    return "\"" + JavaText.literal(text) + "\"";
  }

  /** Returns what the template {@code call} renders. */
  static Map<String, Object> call(String method, String... arguments) {
    return Map.of("method", method, "arguments", List.of(arguments));
  }
}
