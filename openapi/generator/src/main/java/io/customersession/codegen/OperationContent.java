package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.utils.ModelUtils;

/**
 * What an operation declares about bodies and responses. The stock generator gets to see each body
 * as JSON of its schema, and the success response as the only one with a status of success.
 *
 * @param request the request body, or null
 * @param responses the responses; the success that is sent by default is the first
 * @param successes the number of success responses, which are the first
 */
record OperationContent(@Nullable BodyPlan request, List<ResponsePlan> responses, int successes) {
  private static final String EXTENSION = "x-operation-content";
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
  private static final Set<PathItem.HttpMethod> WITHOUT_REQUEST_BODY =
      Set.of(PathItem.HttpMethod.GET, PathItem.HttpMethod.HEAD, PathItem.HttpMethod.TRACE);

  /** Takes the contents out of all operations of a document. */
  static void takeFrom(OpenAPI document) {
    MergePatches.mark(document);
    if (document.getPaths() != null) {
      document
          .getPaths()
          .values()
          .forEach(
              item ->
                  item.readOperationsMap()
                      .forEach((method, operation) -> take(document, method, operation)));
    }
  }

  /** Returns the content of an operation of the stock generator. */
  static OperationContent of(CodegenOperation operation) {
    return (OperationContent)
        Objects.requireNonNull(operation.vendorExtensions.get(EXTENSION), EXTENSION);
  }

  private static void take(OpenAPI document, PathItem.HttpMethod method, Operation operation) {
    RequestBody body = ModelUtils.getReferencedRequestBody(document, operation.getRequestBody());
    BodyPlan request = null;
    if (body != null && !WITHOUT_REQUEST_BODY.contains(method)) {
      request = BodyPlan.of(document, body.getContent(), true);
    }
    operation.setRequestBody(
        body == null || request == null
            ? null
            : new RequestBody()
                .description(body.getDescription())
                .required(body.getRequired())
                .content(request.content()));
    List<ResponsePlan> all = new ArrayList<>();
    List<ApiResponse> sources = new ArrayList<>();
    if (operation.getResponses() != null) {
      operation
          .getResponses()
          .forEach(
              (key, written) -> {
                ApiResponse response = ModelUtils.getReferencedApiResponse(document, written);
                if (response != null && !key.startsWith("x-") && !key.startsWith("1")) {
                  all.add(plan(document, method, normalized(key), response));
                  sources.add(response);
                }
              });
    }
    List<ResponsePlan> successes = successes(all);
    List<ResponsePlan> ordered = new ArrayList<>(successes);
    all.stream().filter(plan -> !successes.contains(plan)).forEach(ordered::add);
    OperationContent content = new OperationContent(request, ordered, successes.size());
    ApiResponses shown = new ApiResponses();
    for (ResponsePlan plan : ordered) {
      int index = all.indexOf(plan);
      shown.addApiResponse(
          content.shownKey(plan), shown(plan, index < 0 ? null : sources.get(index)));
    }
    operation.setResponses(shown);
    // Nothing is generated for them.
    operation.setCallbacks(null);
    operation.addExtension(EXTENSION, content);
  }

  private static String normalized(String key) {
    return key.equals("default") ? key : key.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the responses that mean success: those with 2xx, else redirections, else the default
   * one; if there are none of them, a response without anything.
   */
  private static List<ResponsePlan> successes(List<ResponsePlan> all) {
    for (char first : new char[] {'2', '3', 'd'}) {
      List<ResponsePlan> found = all.stream().filter(plan -> plan.isOfClass(first)).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of(new ResponsePlan("200", null, List.of()));
  }

  private static ApiResponse shown(ResponsePlan plan, @Nullable ApiResponse source) {
    ApiResponse shown =
        new ApiResponse().description(source == null ? "" : source.getDescription());
    return plan.body() == null ? shown : shown.content(plan.body().content());
  }

  private static ResponsePlan plan(
      OpenAPI document, PathItem.HttpMethod method, String key, ApiResponse response) {
    boolean hasBody = method != PathItem.HttpMethod.HEAD && !isWithoutBody(key);
    List<ResponsePlan.Header> headers = new ArrayList<>();
    if (response.getHeaders() != null) {
      response
          .getHeaders()
          .forEach(
              (name, written) -> {
                Header header = followed(document, written);
                if (header != null && !name.equalsIgnoreCase("Content-Type")) {
                  headers.add(header(document, name, header));
                }
              });
    }
    return new ResponsePlan(
        key, hasBody ? BodyPlan.of(document, response.getContent(), false) : null, headers);
  }

  private static boolean isWithoutBody(String key) {
    return WITHOUT_BODY.stream().anyMatch(status -> key.equals(String.valueOf(status)));
  }

  private static @Nullable Header followed(OpenAPI document, @Nullable Header header) {
    if (header == null || header.get$ref() == null) {
      return header;
    }
    String name = ModelUtils.getSimpleRef(header.get$ref());
    Map<String, Header> headers =
        document.getComponents() == null ? null : document.getComponents().getHeaders();
    return headers == null ? null : headers.get(name);
  }

  /** A header that is neither a scalar nor a list of scalars is a text. */
  private static ResponsePlan.Header header(OpenAPI document, String name, Header header) {
    Schema<?> schema = header.getSchema();
    if (schema == null && header.getContent() != null) {
      schema =
          header.getContent().values().stream().map(MediaType::getSchema).findFirst().orElse(null);
    }
    Schema<?> followed = schema == null ? null : ModelUtils.getReferencedSchema(document, schema);
    boolean isList = followed != null && ModelUtils.isArraySchema(followed);
    Schema<?> value = isList ? ModelUtils.getSchemaItems(followed) : schema;
    Schema<?> scalar = value == null ? null : ModelUtils.getReferencedSchema(document, value);
    boolean isTyped = scalar != null && value != null && BodyFormat.isScalar(scalar);
    return new ResponsePlan.Header(
        name,
        Boolean.TRUE.equals(header.getRequired()),
        isList && isTyped,
        isTyped && value != null ? value : new StringSchema());
  }

  /** Returns true if generated code needs no more than a status and schemas in JSON. */
  boolean isPlain() {
    return successes == 1
        && (responses.get(0).isExact() && responses.get(0).isOfClass('2'))
        && responses.stream().allMatch(ResponsePlan::isPlain)
        && responses.stream().skip(successes).noneMatch(ResponsePlan::isUnnamed);
  }

  /** Returns true if there is a choice: of status, or of headers. */
  boolean hasResult() {
    ResponsePlan first = responses.get(0);
    return successes > 1
        || !first.headers().isEmpty()
        || first.isOfClass('3')
        || (!first.isExact() && !first.key().equals("default"));
  }

  List<ResponsePlan> successResponses() {
    return responses.subList(0, successes);
  }

  /** Returns the status under which the stock generator sees a response. */
  String shownKey(ResponsePlan plan) {
    return !plan.key().equals(responses.get(0).key())
        ? plan.key()
        : plan.isOfClass('2') ? firstStatus() : "200";
  }

  private String firstStatus() {
    return String.valueOf(responses.get(0).status());
  }

  /** Returns the status that is sent if nobody chooses another. */
  int successStatus() {
    return responses.get(0).status();
  }

  /** Returns the media types of success responses, or of errors if those have none. */
  List<String> producedTypes() {
    List<String> types = types(successResponses());
    return types.isEmpty() ? types(responses) : types;
  }

  private static List<String> types(List<ResponsePlan> responses) {
    return responses.stream()
        .map(ResponsePlan::body)
        .filter(body -> body != null)
        .flatMap(body -> body.types().stream())
        .filter(type -> type.contains("/"))
        .distinct()
        .toList();
  }
}
