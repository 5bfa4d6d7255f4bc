package io.customersession.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import io.customersession.contract.QueryBooleans;
import io.customersession.contract.StateMachine;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenMediaType;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.CodegenResponse;
import org.openapitools.codegen.IJsonSchemaValidationProperties;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.model.OperationsMap;

/** What both generators do alike: check the document, and compute what a template cannot. */
final class CodegenSupport {
  static final String TEMPLATES = "contract";
  private static final String MAXIMUM_SUM = "x-maximum-sum";

  /** What generated code needs of the runtime, and the oldest artifact that has it. */
  private static final int RUNTIME_LEVEL = 1;

  private static final String RUNTIME_ARTIFACT = "contract-runtime 0.1.0";
  private static final String ALSO_ACCEPTS = "x-also-accepts";

  /** Names of members and variables in every model. */
  private static final Set<String> OWN_NAMES = Set.of("additionalProperties", "builder");

  private final AbstractJavaCodegen codegen;
  private Map<String, StateMachine> stateMachines = Map.of();
  private Map<String, Map<String, String>> sinceVersions = Map.of();
  private final Map<String, Set<String>> numericProperties = new LinkedHashMap<>();
  private Map<String, SecurityScheme> securitySchemes = Map.of();
  private QueryBooleans queryBooleans = QueryBooleans.STRICT;
  private List<Map<String, Object>> unserved = List.of();

  CodegenSupport(AbstractJavaCodegen codegen) {
    this.codegen = codegen;
  }

  /** Sets what must hold before the stock generator reads its options. */
  void configure() {
    codegen.setTemplateDir(TEMPLATES);
    codegen.typeMapping().put("double", "BigDecimal");
    codegen.typeMapping().put("float", "BigDecimal");
    codegen.typeMapping().put("set", "List");
    codegen.typeMapping().put("URI", "String");
    codegen.typeMapping().put("ByteArray", "String");
    Map<String, Object> options = codegen.additionalProperties();
    options.put("dateLibrary", "java8");
    options.put("useJakartaEe", true);
    options.put("openApiNullable", false);
    options.put("containerDefaultToNull", true);
    options.put("hideGenerationTimestamp", true);
    // Where the Maven plugin looks for what was generated.
    options.put("sourceFolder", "src/main/java");
    options.put("useBeanValidation", false);
    options.put("runtimeLevel", RUNTIME_LEVEL);
    options.put("runtimeArtifact", RUNTIME_ARTIFACT);
  }

  /** Replaces all that the stock generator would write by our templates. */
  void replaceFiles(String apiTemplate, String... moreOfTheApi) {
    codegen.modelTemplateFiles().clear();
    codegen.modelTemplateFiles().put("model.mustache", ".java");
    codegen.apiTemplateFiles().clear();
    codegen.apiTemplateFiles().put(apiTemplate, ".java");
    codegen.modelTestTemplateFiles().clear();
    codegen.apiTestTemplateFiles().clear();
    codegen.modelDocTemplateFiles().clear();
    codegen.apiDocTemplateFiles().clear();
    codegen.supportingFiles().clear();
    packageInfo(codegen.modelPackage(), "model");
    packageInfo(codegen.apiPackage(), "api");
    apiFile("ApiOperation");
    apiFile("SecuritySchemes");
    for (String template : moreOfTheApi) {
      apiFile(template);
    }
  }

  private void apiFile(String template) {
    String name = template.substring(template.lastIndexOf('/') + 1);
    codegen
        .supportingFiles()
        .add(
            new SupportingFile(
                template + ".mustache", folder(codegen.apiPackage()), name + ".java"));
  }

  private String folder(String javaPackage) {
    return codegen.getSourceFolder()
        + File.separator
        + javaPackage.replace('.', File.separatorChar);
  }

  private void packageInfo(String javaPackage, String template) {
    codegen
        .supportingFiles()
        .add(
            new SupportingFile(
                template + "-package-info.mustache", folder(javaPackage), "package-info.java"));
  }

  /**
   * Checks what the stock generator does not look at, and takes out of the document what nothing is
   * to be generated for.
   *
   * @throws InvalidContractException if the document cannot be rendered
   */
  void readDocument(OpenAPI document) {
    Path file = CheckedDocuments.file(codegen.getInputSpec());
    if (file == null) {
      throw new InvalidContractException(
          codegen.getInputSpec() + ": is no file; copy the document beside the build");
    }
    Document checked = Document.checked(file);
    stateMachines = checked.stateMachines();
    sinceVersions = checked.sinceVersions();
    queryBooleans = checked.queryBooleans();
    if (document.getComponents() != null && document.getComponents().getSecuritySchemes() != null) {
      securitySchemes = document.getComponents().getSecuritySchemes();
    }
    unserved = UnservedOperations.takenFrom(document, checked, this::security);
  }

  private Map<String, Object> security(String scheme) {
    return Map.of(
        "scheme",
        scheme,
        "constant",
        constant(scheme),
        "prefix",
        prefix(securitySchemes.get(scheme)));
  }

  void decorateModels(Map<String, ModelsMap> models) {
    for (ModelsMap file : models.values()) {
      for (ModelMap entry : file.getModels()) {
        numericProperties.put(
            entry.getModel().classname,
            entry.getModel().vars.stream()
                .filter(property -> property.isNumeric)
                .map(property -> property.baseName)
                .collect(Collectors.toSet()));
      }
    }
    for (ModelsMap file : models.values()) {
      for (ModelMap entry : file.getModels()) {
        decorate(entry.getModel());
      }
    }
  }

  private void decorate(CodegenModel model) {
    if (!model.oneOf.isEmpty() || !model.anyOf.isEmpty()) {
      throw new InvalidContractException(
          model.name
              + ": oneOf and anyOf are not supported; declare one schema with optional properties");
    }
    String schemaPath = "#/components/schemas/" + model.name;
    model.vendorExtensions.put("schemaPath", schemaPath);
    model.vendorExtensions.put("doc", Javadoc.lines(model.unescapedDescription, model.name));
    StateMachine machine = stateMachines.get(model.name);
    if (machine != null) {
      model.vendorExtensions.put("transitions", transitions(model, machine));
    }
    int index = 0;
    for (CodegenProperty property : model.vars) {
      String path = schemaPath + "/properties/" + property.baseName;
      Map<String, Object> extensions = property.vendorExtensions;
      extensions.put("index", index++);
      extensions.put("schemaPath", path);
      extensions.put("modelPath", schemaPath);
      extensions.put("constant", codecConstant(property.name));
      extensions.put("doc", Javadoc.lines(property.unescapedDescription, property.baseName));
      extensions.put("codec", codec(property, path));
      extensions.put("validation", validation(property, property.required && !property.isReadOnly));
      extensions.put("validatedType", validatedType(property));
      extensions.put(
          "access",
          property.isReadOnly ? "READ_ONLY" : property.isWriteOnly ? "WRITE_ONLY" : "READ_WRITE");
      extensions.put("mustHave", property.required);
      extensions.put("mustHaveInRequests", property.required && !property.isReadOnly);
      extensions.put("copy", copy(model, property));
      extensions.put(
          "since", sinceVersions.getOrDefault(model.name, Map.of()).get(property.baseName));
      extensions.put("seal", property.isArray ? "unmodifiableList" : "unmodifiableMap");
    }
    model.vendorExtensions.put(
        "limitsMembers", model.getMinProperties() != null || model.getMaxProperties() != null);
  }

  /**
   * Returns the name of the constant that holds a property's codec, other than the property's own.
   */
  private static String codecConstant(String property) {
    String constant = constant(property);
    return constant.equals(property) || constant.equals("INSTANCE") || constant.equals("MEMBERS")
        ? constant + "_CODEC"
        : constant;
  }

  /** Returns the expression by which a builder takes over a list or map. */
  private static String copy(CodegenModel model, CodegenProperty property) {
    if (!property.isArray) {
      return "new LinkedHashMap<>(" + property.name + ")";
    }
    return property.items.isAnyType || property.items.isNullable
        ? "new ArrayList<>(" + property.name + ")"
        : "Model.items(%s, \"%s.%s\")".formatted(property.name, model.classname, property.baseName);
  }

  private static List<Map<String, Object>> transitions(CodegenModel model, StateMachine machine) {
    Map<String, String> constants = new LinkedHashMap<>();
    if (model.allowableValues.get("enumVars") instanceof List<?> values) {
      for (Object value : values) {
        Map<?, ?> variable = (Map<?, ?>) value;
        constants.put(
            String.valueOf(variable.get("value")).replace("\"", ""),
            String.valueOf(variable.get("name")));
      }
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (StateMachine.Edge edge : machine.edges()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("from", edge.from() == null ? "null" : constantOf(model, constants, edge.from()));
      row.put("to", constantOf(model, constants, edge.to()));
      row.put("event", edge.event() == null ? "null" : "\"" + edge.event() + "\"");
      row.put("operations", edge.by());
      rows.add(row);
    }
    return rows;
  }

  private static String constantOf(
      CodegenModel model, Map<String, String> constants, String state) {
    String constant = constants.get(state);
    if (constant == null) {
      throw new InvalidContractException(
          model.name
              + ": the state \""
              + state
              + "\" cannot be written as a Java constant; rename it");
    }
    return constant;
  }

  void decorate(CodegenOperation operation) {
    Map<String, Object> extensions = operation.vendorExtensions;
    extensions.put("hasResponseBody", operation.returnType != null);
    extensions.put("path", operation.path);
    extensions.put("doc", Javadoc.lines(operation.summary, operation.operationIdOriginal));
    extensions.put("notes", Javadoc.lines(operation.unescapedNotes, ""));
    extensions.put("constant", constant(operation.operationIdOriginal));
    for (CodegenParameter parameter : operation.allParams) {
      parameter.vendorExtensions.put("validation", validation(parameter, parameter.required));
      parameter.vendorExtensions.put(
          "doc", Javadoc.lines(parameter.unescapedDescription, parameter.baseName));
      parameter.vendorExtensions.put(
          "defaultText", parameter.isBodyParam ? null : defaultText(parameter));
    }
  }

  /** Adds the route table's rows for the template of the ApiOperation enum. */
  void decorateBundle(Map<String, Object> bundle) {
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
    bundle.put("x-operations", rows);
    bundle.put("x-unserved", unserved);
    bundle.put(
        "x-security-schemes",
        securitySchemes.keySet().stream().sorted().map(this::security).toList());
  }

  private Map<String, Object> row(CodegenOperation operation) {
    String path = String.valueOf(operation.vendorExtensions.get("path"));
    String operationPath =
        "#/paths/" + path.replace("/", "~1") + "/" + operation.httpMethod.toLowerCase(Locale.ROOT);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("constant", operation.vendorExtensions.get("constant"));
    row.put("operationId", operation.operationIdOriginal);
    row.put("httpMethod", operation.httpMethod);
    row.put("path", path);
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (CodegenParameter parameter : operation.allParams) {
      if (!parameter.isBodyParam) {
        parameters.add(row(parameter, operationPath + "/parameters/" + parameter.baseName));
      }
    }
    row.put("parameters", parameters);
    CodegenParameter body = operation.bodyParam;
    row.put("requestCodec", body == null ? null : codec(body, operationPath + "/requestBody"));
    row.put("requestBodyRequired", body != null && body.required);
    CodegenResponse success = success(operation);
    CodegenProperty answer = answer(success);
    row.put(
        "responseCodec",
        answer == null ? null : codec(answer, operationPath + "/responses/" + success.code));
    row.put("successStatus", success.code);
    row.put("errors", errors(operation));
    List<Map<String, Object>> security = new ArrayList<>();
    if (operation.authMethods != null) {
      operation.authMethods.forEach(method -> security.add(security(method.name)));
    }
    row.put("security", security);
    return row;
  }

  /** Returns the word before a credential; other schemes than keys bring their own. */
  private static Object prefix(@Nullable SecurityScheme scheme) {
    if (scheme == null) {
      return "";
    }
    if (scheme.getExtensions() != null && scheme.getExtensions().containsKey("x-prefix")) {
      return scheme.getExtensions().get("x-prefix");
    }
    return switch (scheme.getType()) {
      case HTTP -> "basic".equalsIgnoreCase(scheme.getScheme()) ? "Basic" : "Bearer";
      case OAUTH2, OPENIDCONNECT -> "Bearer";
      default -> "";
    };
  }

  /** Returns the schema of each status other than success; the default response is under 0. */
  private static List<Map<String, Object>> errors(CodegenOperation operation) {
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

  private Map<String, Object> row(CodegenParameter parameter, String path) {
    if (parameter.isArray
        && (parameter.minItems != null
            || parameter.maxItems != null
            || parameter.getUniqueItems())) {
      throw new InvalidContractException(
          path + ": minItems, maxItems and uniqueItems of a parameter are not supported");
    }
    if (parameter.isCookieParam || parameter.isFormParam) {
      throw new InvalidContractException(
          path + ": a parameter is supported in the path, the query or a header only");
    }
    IJsonSchemaValidationProperties value = parameter.isArray ? parameter.items : parameter;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", parameter.baseName);
    row.put("in", parameter.isPathParam ? "PATH" : parameter.isQueryParam ? "QUERY" : "HEADER");
    row.put("required", parameter.required);
    row.put("repeatable", parameter.isArray);
    String codec = codec(value, path + "/schema");
    row.put("codec", parameter.isQueryParam && isBoolean(value) ? codec + accepted() : codec);
    String defaultText = defaultText(parameter);
    row.put(
        "defaultText",
        defaultText == null ? "null" : "\"" + codegen.escapeText(defaultText) + "\"");
    row.put("schemaPath", path);
    return row;
  }

  private static boolean isBoolean(IJsonSchemaValidationProperties value) {
    return "Boolean".equals(value.getDataType());
  }

  /** Returns the call that makes a codec accept the document's texts for true and false. */
  private String accepted() {
    return queryBooleans.equals(QueryBooleans.STRICT)
        ? ""
        : ".accepting(%s, %s)"
            .formatted(list(queryBooleans.whenTrue()), list(queryBooleans.whenFalse()));
  }

  private String list(List<String> texts) {
    return texts.stream()
        .map(text -> quote(codegen.escapeText(text)))
        .collect(Collectors.joining(", ", "List.of(", ")"));
  }

  private static @Nullable String defaultText(CodegenParameter parameter) {
    try {
      JsonNode value =
          new ObjectMapper().readTree(parameter.jsonSchema).path("schema").path("default");
      return value.isMissingNode() || value.isNull() ? null : value.asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          parameter.baseName + ": the stock generator's schema is no JSON", e);
    }
  }

  private static CodegenResponse success(CodegenOperation operation) {
    return operation.responses.stream()
        .filter(response -> response.code.startsWith("2"))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidContractException(
                    operation.operationIdOriginal + ": the document declares no success response"));
  }

  /** Returns the schema of an answer's body; the response itself says less of maps. */
  private static @Nullable CodegenProperty answer(CodegenResponse response) {
    return response.getContent() == null
        ? null
        : response.getContent().values().stream()
            .map(CodegenMediaType::getSchema)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  /** Returns the Java expression of the codec that reads, writes and checks a value. */
  private String codec(IJsonSchemaValidationProperties schema, String path) {
    if (schema.getIsArray()) {
      StringBuilder list =
          new StringBuilder(
              "Codecs.list("
                  + quote(path)
                  + ", "
                  + codec(schema.getItems(), path + "/items")
                  + ")");
      append(list, "minItems", schema.getMinItems());
      append(list, "maxItems", schema.getMaxItems());
      if (schema.getUniqueItems()) {
        list.append(".unique()");
      }
      maximumSum(list, schema);
      if (alsoAccepts(schema, "object")) {
        list.append(".orObject()");
      }
      return list.toString();
    }
    if (isMap(schema)) {
      CodegenProperty values = schema.getAdditionalProperties();
      boolean free = values == null || values.isAnyType || values.isFreeFormObject && !values.isMap;
      StringBuilder map = new StringBuilder("Codecs.map(" + quote(path) + ", ");
      map.append(
          free || values == null
              ? "Codecs.any(" + quote(path) + ")"
              : codec(values, path + "/additionalProperties"));
      map.append(free || values != null && values.isNullable ? ").nullable()" : ")");
      append(map, "minProperties", schema.getMinProperties());
      append(map, "maxProperties", schema.getMaxProperties());
      return map.toString();
    }
    if (schema.getIsModel() || isEnumReference(schema)) {
      return className(schema) + ".Codec.INSTANCE";
    }
    if (schema.getIsEnum()) {
      throw new InvalidContractException(
          path + ": give this enum a name of its own under components/schemas");
    }
    return scalar(schema, path);
  }

  private static String scalar(IJsonSchemaValidationProperties schema, String path) {
    String type = schema.getDataType();
    switch (type) {
      case "String":
        StringBuilder text = new StringBuilder("Codecs.string(" + quote(path) + ")");
        append(text, "minLength", schema.getMinLength());
        append(text, "maxLength", schema.getMaxLength());
        if (schema.getPattern() != null) {
          text.append(".pattern(").append(quote(schema.getPattern())).append(")");
        }
        if (alsoAccepts(schema, "number")) {
          text.append(".orNumber()");
        }
        return text.toString();
      case "Integer":
        return numeric("int32", schema, path);
      case "Long":
        return numeric("int64", schema, path);
      case "BigDecimal":
        return numeric("decimal", schema, path);
      case "Boolean":
        return "Codecs.bool(" + quote(path) + ")";
      case "OffsetDateTime":
        return "Codecs.dateTime(" + quote(path) + ")";
      case "LocalDate":
        return "Codecs.date(" + quote(path) + ")";
      case "UUID":
        return "Codecs.uuid(" + quote(path) + ")";
      case "Object":
        return "Codecs.any(" + quote(path) + ")";
      default:
        throw new InvalidContractException(
            path + ": values of type " + type + " are not supported");
    }
  }

  private static boolean alsoAccepts(IJsonSchemaValidationProperties schema, String type) {
    return schema instanceof CodegenProperty property
        && type.equals(property.vendorExtensions.get(ALSO_ACCEPTS));
  }

  private static String numeric(
      String factory, IJsonSchemaValidationProperties schema, String path) {
    StringBuilder number = new StringBuilder("Codecs." + factory + "(" + quote(path) + ")");
    if (schema.getMinimum() != null) {
      number.append(
          ".minimum(\""
              + digits(schema.getMinimum())
              + "\", "
              + schema.getExclusiveMinimum()
              + ")");
    }
    if (schema.getMaximum() != null) {
      number.append(
          ".maximum(\""
              + digits(schema.getMaximum())
              + "\", "
              + schema.getExclusiveMaximum()
              + ")");
    }
    if (schema.getMultipleOf() != null) {
      number.append(".multipleOf(\"" + schema.getMultipleOf() + "\")");
    }
    return number.toString();
  }

  private void maximumSum(StringBuilder list, IJsonSchemaValidationProperties schema) {
    if (!(schema instanceof CodegenProperty property)
        || !property.vendorExtensions.containsKey(MAXIMUM_SUM)) {
      return;
    }
    if (!(property.vendorExtensions.get(MAXIMUM_SUM) instanceof Map<?, ?> limit)
        || !limit.keySet().equals(Set.of("property", "maximum"))
        || !(limit.get("maximum") instanceof Number)
        || !schema.getItems().isModel) {
      throw new InvalidContractException(
          property.baseName
              + ": "
              + MAXIMUM_SUM
              + " needs a list of objects and says {property: name, maximum: number}, nothing else");
    }
    String summed = String.valueOf(limit.get("property"));
    if (!numericProperties.getOrDefault(schema.getItems().complexType, Set.of()).contains(summed)) {
      throw new InvalidContractException(
          property.baseName
              + ": "
              + MAXIMUM_SUM
              + " names \""
              + summed
              + "\", which is no number of "
              + schema.getItems().complexType);
    }
    list.append(
        ".maximumSum(%s.Codec.INSTANCE, \"%s\", \"%s\")"
            .formatted(schema.getItems().complexType, summed, limit.get("maximum")));
  }

  /**
   * Returns the Jakarta Validation annotations of a property or parameter, for those who bring a
   * validator.
   */
  private static String validation(IJsonSchemaValidationProperties schema, boolean required) {
    return (required ? "@NotNull " : "") + constraints(schema);
  }

  private static String constraints(IJsonSchemaValidationProperties schema) {
    StringBuilder annotations = new StringBuilder();
    if (schema.getIsArray()) {
      size(annotations, schema.getMinItems(), schema.getMaxItems());
      return annotations.toString();
    }
    if (isMap(schema)) {
      size(annotations, schema.getMinProperties(), schema.getMaxProperties());
    } else if (schema.getIsModel() && !isEnumReference(schema)) {
      annotations.append("@Valid ");
    } else if ("String".equals(schema.getDataType())) {
      size(annotations, schema.getMinLength(), schema.getMaxLength());
      if (schema.getPattern() != null) {
        annotations.append("@Pattern(regexp = ").append(quote(schema.getPattern())).append(") ");
      }
    } else if (schema.getMinimum() != null || schema.getMaximum() != null) {
      limit(annotations, "@DecimalMin", schema.getMinimum(), schema.getExclusiveMinimum());
      limit(annotations, "@DecimalMax", schema.getMaximum(), schema.getExclusiveMaximum());
    }
    return annotations.toString();
  }

  /**
   * Returns the Java type of a value, with Jakarta Validation annotations on what containers hold.
   */
  private static String validatedType(IJsonSchemaValidationProperties schema) {
    if (schema.getIsArray()) {
      return "List<" + constraints(schema.getItems()) + validatedType(schema.getItems()) + ">";
    }
    CodegenProperty values = schema.getAdditionalProperties();
    if (isMap(schema) && values != null && !values.isAnyType) {
      return "Map<String, " + constraints(values) + validatedType(values) + ">";
    }
    return isMap(schema) ? "Map<String, Object>" : schema.getDataType();
  }

  private static void limit(
      StringBuilder annotations, String name, @Nullable String value, boolean exclusive) {
    if (value != null) {
      annotations.append(
          name
              + "(value = \""
              + digits(value)
              + "\""
              + (exclusive ? ", inclusive = false) " : ") "));
    }
  }

  private static void size(
      StringBuilder annotations, @Nullable Integer min, @Nullable Integer max) {
    if (min != null || max != null) {
      annotations.append("@Size(");
      annotations.append(min == null ? "" : "min = " + min + (max == null ? "" : ", "));
      annotations.append(max == null ? "" : "max = " + max).append(") ");
    }
  }

  private static boolean isMap(IJsonSchemaValidationProperties schema) {
    return schema.getIsMap()
        || schema.getDataType() != null && schema.getDataType().startsWith("Map<");
  }

  private static boolean isEnumReference(IJsonSchemaValidationProperties schema) {
    return schema instanceof CodegenProperty property && property.isEnumRef
        || schema instanceof CodegenParameter parameter && parameter.isEnumRef;
  }

  private static String className(IJsonSchemaValidationProperties schema) {
    return schema.getDataType();
  }

  private static void append(StringBuilder expression, String method, @Nullable Integer limit) {
    if (limit != null) {
      expression.append(".").append(method).append("(").append(limit).append(")");
    }
  }

  /** The stock generator writes limits as Java literals of the property's type. */
  private static String digits(String literal) {
    return literal.replaceAll("[LlDdFf]$", "");
  }

  private static String quote(String text) {
    return "\"" + text + "\"";
  }

  /** A schema named like a keyword but for its capital letter is a fine class name. */
  static boolean isReserved(String word, boolean stockOpinion) {
    return SourceVersion.isKeyword(word.toLowerCase(Locale.ROOT))
        ? SourceVersion.isKeyword(word)
        : OWN_NAMES.contains(word) || stockOpinion;
  }

  /** A property named like a keyword gets a name that reads well in a builder. */
  static String escapeReserved(String name, String stockName) {
    return SourceVersion.isKeyword(name) || OWN_NAMES.contains(name) ? name + "Value" : stockName;
  }

  private static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
