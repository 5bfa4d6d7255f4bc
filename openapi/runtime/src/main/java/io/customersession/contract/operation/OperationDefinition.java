package io.customersession.contract.operation;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document declares for one operation. Immutable; built by generated code. */
public final class OperationDefinition {
  private static final int ANY_OTHER_STATUS = 0;

  private final String id;
  private final String method;
  private final String path;
  private final List<String> pathParameters;
  private final List<Parameter> parameters;
  private final @Nullable BodyDefinition requestBody;
  private final boolean requestBodyRequired;
  private final @Nullable JsonCodec<?> responseBody;
  private final int successStatus;
  private final List<ResponseDefinition> responses;
  private final @Nullable ResultFactory results;
  private final Map<Integer, String> errorSchemas;
  private final List<SecurityScheme> security;
  private final List<List<SecurityScheme>> alternatives;

  private OperationDefinition(Builder builder) {
    id = builder.id;
    method = builder.method;
    path = builder.path;
    pathParameters = pathParameters(path);
    parameters = Collections.unmodifiableList(builder.parameters());
    requestBody = builder.requestBody;
    requestBodyRequired = builder.requestBodyRequired;
    responses = Collections.unmodifiableList(builder.responses);
    results = builder.results;
    BodyDefinition body = responses.get(0).body();
    responseBody = body == null ? null : body.jsonCodec();
    successStatus = builder.successStatus;
    errorSchemas = builder.errorSchemas;
    alternatives = Collections.unmodifiableList(builder.alternatives);
    security = schemes(alternatives);
  }

  private static List<String> pathParameters(String path) {
    List<String> names = new ArrayList<>(2);
    int open = path.indexOf('{');
    for (int close = path.indexOf('}', open); open >= 0 && close > open; ) {
      names.add(path.substring(open + 1, close));
      open = path.indexOf('{', close);
      close = path.indexOf('}', open);
    }
    return Collections.unmodifiableList(names);
  }

  private static List<SecurityScheme> schemes(List<List<SecurityScheme>> alternatives) {
    Set<SecurityScheme> schemes = new LinkedHashSet<>();
    for (List<SecurityScheme> alternative : alternatives) {
      schemes.addAll(alternative);
    }
    return Collections.unmodifiableList(new ArrayList<>(schemes));
  }

  /**
   * Returns a builder of an operation without parameters, bodies and security schemes.
   *
   * @param id the operationId
   * @param method the HTTP method
   * @param path the path template
   */
  public static Builder builder(String id, String method, String path) {
    return new Builder(id, method, path);
  }

  String id() {
    return id;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<String> pathParameters() {
    return pathParameters;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** Returns the request body, or null if the operation has none. */
  public @Nullable BodyDefinition request() {
    return requestBody;
  }

  @Nullable JsonCodec<?> requestBody() {
    return requestBody == null ? null : requestBody.jsonCodec();
  }

  boolean requestBodyRequired() {
    return requestBodyRequired;
  }

  @Nullable JsonCodec<?> responseBody() {
    return responseBody;
  }

  /**
   * Returns the declared responses, except errors that are declared with only a JSON schema; the
   * first is a success.
   */
  public List<ResponseDefinition> responses() {
    return responses;
  }

  /** Returns the response for a status, or null if {@link #responses} has none. */
  public @Nullable ResponseDefinition response(int status) {
    return ResponseDefinition.find(responses, status);
  }

  /**
   * Returns the success response for a status: the declared one, or, of an operation with only one,
   * that one for every 2xx. Null if the status means an error.
   */
  public @Nullable ResponseDefinition success(int status) {
    if (status == successStatus) {
      return responses.get(0);
    }
    ResponseDefinition response = response(status);
    if (response != null && isSuccess(response.key())) {
      return response;
    }
    return status / 100 == 2 ? responses.get(0) : null;
  }

  /** A redirection is a success if it is what the operation is for. */
  private boolean isSuccess(String key) {
    return key.startsWith("2") || (successStatus >= 300 && key.startsWith("3"));
  }

  /** Returns what creates results, or null if the operation returns its body. */
  public @Nullable ResultFactory results() {
    return results;
  }

  int successStatus() {
    return successStatus;
  }

  @Nullable String errorSchema(int status) {
    String schema = errorSchemas.get(status);
    ResponseDefinition response = schema == null ? response(status) : null;
    BodyDefinition body = response == null ? null : response.body();
    if (body != null && body.jsonCodec() instanceof ModelCodec) {
      return ((ModelCodec<?>) body.jsonCodec()).schemaName();
    }
    return schema == null ? errorSchemas.get(ANY_OTHER_STATUS) : schema;
  }

  boolean declaresError(int status) {
    ResponseDefinition response = response(status);
    return errorSchemas.containsKey(status)
        || (response != null && response.key().equals(String.valueOf(status)));
  }

  /** Returns true if an error response is declared with only a JSON schema. */
  public boolean hasJsonErrors() {
    return !errorSchemas.isEmpty();
  }

  List<SecurityScheme> security() {
    return security;
  }

  List<List<SecurityScheme>> securityAlternatives() {
    return alternatives;
  }

  /** Collects what the document declares. */
  public static final class Builder {
    private final String id;
    private final String method;
    private final String path;
    private final List<Parameter.Builder> parameters = new ArrayList<>();
    private final Map<Integer, String> errorSchemas = new HashMap<>();
    private final List<ResponseDefinition> responses = new ArrayList<>();
    private @Nullable BodyDefinition requestBody;
    private boolean requestBodyRequired;
    private int successStatus = 200;
    private final List<List<SecurityScheme>> alternatives = new ArrayList<>();
    private @Nullable ResultFactory results;

    /** The location of the operation in the document. */
    private final String location;

    private Builder(String id, String method, String path) {
      this.id = id;
      this.method = method;
      this.path = path;
      location = JsonPointer.of("paths", path, method.toLowerCase(Locale.ROOT)).toFragment();
    }

    /** Adds a parameter. */
    public Builder parameter(Parameter.Builder parameter) {
      parameters.add(parameter);
      return this;
    }

    private List<Parameter> parameters() {
      List<Parameter> built = new ArrayList<>(parameters.size());
      for (Parameter.Builder parameter : parameters) {
        boolean unique = true;
        for (Parameter.Builder other : parameters) {
          unique &= other == parameter || !other.isNamed(parameter.name());
        }
        built.add(parameter.build(location, unique));
      }
      return built;
    }

    /**
     * Sets the codec of the request body. Default: no body.
     *
     * @param codec the codec, an inline schema's path relative to the request body
     * @param required true if a request must have a body
     */
    public Builder requestBody(JsonCodec<?> codec, boolean required) {
      return requestBody(BodyDefinition.json(codec, "application/json"), required);
    }

    /**
     * Sets the request body. Default: no body.
     *
     * @param body the media types, an inline schema's path relative to the request body
     * @param required true if a request must have a body
     */
    public Builder requestBody(BodyDefinition body, boolean required) {
      requestBody = body.under(location + "/requestBody");
      requestBodyRequired = required;
      return this;
    }

    /** Sets the status of a success response without a body. Default: 200. */
    public Builder response(int status) {
      return response(status, ResponseDefinition.of(String.valueOf(status)));
    }

    /**
     * Sets the status of a success response and the codec of its body.
     *
     * @param status the HTTP status
     * @param codec the codec of the body, an inline schema's path relative to the response
     */
    public Builder response(int status, JsonCodec<?> codec) {
      return response(
          status,
          ResponseDefinition.of(String.valueOf(status))
              .body(BodyDefinition.json(codec, "application/json")));
    }

    /**
     * Adds the success response that is sent if nobody chooses another.
     *
     * @param status the HTTP status
     * @param response the response, an inline schema's path relative to it
     */
    public Builder response(int status, ResponseDefinition response) {
      successStatus = status;
      responses.add(0, response.under(location));
      return this;
    }

    /** Adds another response. */
    public Builder response(ResponseDefinition response) {
      responses.add(response.under(location));
      return this;
    }

    /** Makes the operation return results instead of bodies. */
    public Builder results(ResultFactory factory) {
      results = factory;
      return this;
    }

    /**
     * Sets the schema of an error response.
     *
     * @param status the HTTP status, or 0 for every status that is not set
     * @param schema the name of the schema
     */
    public Builder error(int status, String schema) {
      errorSchemas.put(status, schema);
      return this;
    }

    /** Adds security schemes, any one of which is sufficient. Default: none. */
    public Builder security(SecurityScheme... schemes) {
      for (SecurityScheme scheme : schemes) {
        securityOfAll(scheme);
      }
      return this;
    }

    /**
     * Adds an alternative to authenticate that needs all of these security schemes. One without
     * schemes lets requests in that have no credentials.
     */
    public Builder securityOfAll(SecurityScheme... schemes) {
      alternatives.add(Collections.unmodifiableList(Arrays.asList(schemes.clone())));
      return this;
    }

    /** Builds the definition. */
    public OperationDefinition build() {
      if (responses.isEmpty()) {
        response(successStatus);
      }
      return new OperationDefinition(this);
    }
  }
}
