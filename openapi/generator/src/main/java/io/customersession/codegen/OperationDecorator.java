package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.QueryBooleans;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.model.OperationsMap;

/** Adds to operations what the templates need and the stock generator does not compute. */
final class OperationDecorator {
  private final ParameterData parameters;
  private final SecurityData security;
  private final ContentRows contents;
  private final Set<String> classNames;
  private final Set<String> constants;

  OperationDecorator(
      OpenAPI document, QueryBooleans queryBooleans, ContentRows contents, Set<String> classNames) {
    this.contents = contents;
    this.classNames = classNames;
    parameters = new ParameterData(document, queryBooleans);
    security = new SecurityData(document);
    constants =
        Stream.ofNullable(document.getPaths())
            .flatMap(paths -> paths.values().stream())
            .flatMap(path -> path.readOperations().stream())
            .map(operation -> JavaNames.constant(operation.getOperationId()))
            .collect(Collectors.toSet());
  }

  /** Returns what the templates render of security. */
  SecurityData security() {
    return security;
  }

  /** Returns the name of an operation's constant, which must not hide a generated class. */
  private String constant(String operationId) {
    String constant = JavaNames.constant(operationId);
    if (!classNames.contains(constant)) {
      return constant;
    }
    String free = constant + "_OPERATION";
    while (classNames.contains(free) || constants.contains(free)) {
      free += "_";
    }
    return free;
  }

  /** Adds what depends on one operation only, as the document declares it. */
  void decorate(CodegenOperation operation, Operation declared) {
    Map<String, Object> extensions = operation.vendorExtensions;
    extensions.put("security", security.calls(declared.getSecurity()));
    extensions.put("hasResponseBody", operation.returnType != null);
    extensions.put("result", false);
    OperationContent content = OperationContent.of(operation);
    extensions.put(
        "consumes",
        content.request() == null ? List.of() : JavaTypes.mediaTypes(content.request().types()));
    extensions.put("produces", JavaTypes.mediaTypes(content.producedTypes()));
    extensions.put("hasOptionalParameters", !operation.optionalParams.isEmpty());
    extensions.put("path", JavaText.literal(operation.path));
    extensions.put("code", Javadoc.code(operationId(operation)));
    extensions.put("constant", constant(operation.operationIdOriginal));
    List<String> summary = Javadoc.paragraphs(operation.summary);
    List<String> notes = Javadoc.paragraphs(operation.unescapedNotes);
    List<String> all = new ArrayList<>(summary.isEmpty() ? List.of("see the document.") : summary);
    all.set(0, all.get(0).endsWith(".") ? all.get(0) : all.get(0) + ".");
    all.addAll(notes);
    extensions.put("summary", all.get(0));
    extensions.put("details", all.subList(1, all.size()));
    for (CodegenParameter parameter : operation.allParams) {
      Map<String, Object> parameterExtensions = parameter.vendorExtensions;
      boolean hasDefault = !parameter.isBodyParam && parameters.hasDefault(parameter);
      String defaultText = hasDefault ? parameters.defaultText(parameter) : null;
      String key = ParameterData.key(operation, parameter);
      parameterExtensions.put("literal", JavaText.literal(key));
      parameterExtensions.put("cast", JavaTypes.cast(parameter.dataType));
      parameterExtensions.put(
          "annotations", JavaTypes.annotations(parameter, defaultText, hasDefault));
      List<String> doc = Javadoc.paragraphs(parameter.unescapedDescription);
      parameterExtensions.put("doc", doc.isEmpty() ? false : String.join(" ", doc));
    }
  }

  /** Returns the operationId in the document. */
  private static String operationId(CodegenOperation operation) {
    Object id = operation.vendorExtensions.get(CanonicalDocument.OPERATION_ID);
    return id == null ? operation.operationIdOriginal : id.toString();
  }

  /** Returns the rows of the template {@code ApiOperation}. */
  List<Map<String, Object>> rows(Map<String, Object> bundle) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (bundle.get("apiInfo") instanceof Map<?, ?> apiInfo
        && apiInfo.get("apis") instanceof List<?> apis) {
      for (Object api : apis) {
        ((OperationsMap) api)
            .getOperations()
            .getOperation()
            .forEach(operation -> rows.add(row(operation)));
      }
    }
    return rows;
  }

  private Map<String, Object> row(CodegenOperation operation) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("constant", operation.vendorExtensions.get("constant"));
    row.put("method", operation.nickname);
    row.put("operationId", JavaText.literal(operationId(operation)));
    row.put("httpMethod", operation.httpMethod);
    row.put("path", operation.vendorExtensions.get("path"));
    row.put("code", Javadoc.code(operation.httpMethod + " " + operation.path));
    row.put(
        "parameters",
        operation.allParams.stream()
            .filter(parameter -> !parameter.isBodyParam)
            .map(parameters::row)
            .toList());
    CodegenParameter body = operation.bodyParam;
    OperationContent content = OperationContent.of(operation);
    Object unusual = ContentRows.requestBody(content, body);
    boolean isPlain = body != null && unusual.equals(false);
    row.put("requestBody", isPlain ? CodecData.ofBody(Objects.requireNonNull(body)) : false);
    row.put("unusualBody", unusual);
    row.put("responses", contents.responses(operation));
    row.put("result", operation.vendorExtensions.get("result"));
    row.put("isPlain", content.isPlain());
    row.put("requestBodyRequired", body != null && body.required ? "true" : "false");
    CodegenProperty response = ContentRows.schema(operation, content, content.responses().get(0));
    row.put("responseBody", response == null ? false : CodecData.ofBody(response));
    row.put("successStatus", content.successStatus());
    row.put("errors", content.isPlain() ? errors(operation) : List.of());
    row.put("security", operation.vendorExtensions.get("security"));
    return row;
  }

  /** Returns the schema of each error status; the default response has status 0. */
  static List<Map<String, Object>> errors(CodegenOperation operation) {
    return operation.responses.stream()
        .filter(response -> !response.code.startsWith("2") && response.isModel)
        .map(
            response ->
                Map.<String, Object>of(
                    "status",
                    response.isDefault ? "0" : response.code,
                    "schema",
                    response.baseType))
        .toList();
  }
}
