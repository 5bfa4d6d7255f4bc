package io.customersession.codegen;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.customersession.codegen.SchemaSamples.Direction;
import io.customersession.codegen.SchemaSamples.NotSampledException;
import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationResult;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.ResponseState;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.stub.StubServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that are made from the schemas of a document from its generated client to its
 * generated stub, and responses back, and compares what arrives with what was sent.
 */
final class RoundTrips implements AutoCloseable {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final int VARIANTS = 3;
  private static final int MAX_BROKEN = 40;
  private static final int MAX_SECONDS = Integer.getInteger("corpus.seconds", 300);

  /** The arguments of a call but its body. */
  private static final class Arguments {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** The values in JSON. */
    private final Map<String, String> sent = new LinkedHashMap<>();

    private final Map<Parameter, List<BrokenParameters.Broken>> broken = new LinkedHashMap<>();
  }

  private final ClassLoader client;
  private final Map<String, Object> canonical;
  private final SchemaView view;
  private final RoundTripResult result = new RoundTripResult();
  private final StubServer server;
  private final ApiClient sender;
  private final ClientMethods methods;

  private final ExchangeJudge judge;
  private @Nullable Object response;
  private @Nullable String received;
  private Map<String, String> receivedParameters = Map.of();

  private RoundTrips(Path document, ClassLoader client, ClassLoader stub) throws IOException {
    this.client = client;
    judge = new ExchangeJudge(IndependentValidator.of(document), result);
    canonical = CanonicalDocument.of(Document.load(document));
    view = new SchemaView(canonical);
    StubMethods api = new StubMethods(stub, this::handle);
    server = StubServer.builder(world -> api).start();
    ApiClient.Builder builder =
        ApiClient.builder()
            .baseUrl(server.url())
            .httpClient(new OkHttpClient.Builder().addNetworkInterceptor(judge).build());
    for (Operation operation : operations(client)) {
      for (SecurityScheme scheme : operation.security()) {
        builder.key(
            scheme,
            scheme.prefix().equals("Basic") ? SecurityScheme.basicKey("user", "password") : "key");
      }
    }
    sender = builder.build();
    methods = new ClientMethods(client, sender, api);
  }

  /** Sends requests and responses for every operation. */
  static RoundTripResult of(Path document, ClassLoader client, ClassLoader stub)
      throws IOException {
    try (RoundTrips trips = new RoundTrips(document, client, stub)) {
      trips.run();
      return trips.result;
    }
  }

  @Override
  public void close() {
    judge.close();
    sender.close();
    server.close();
  }

  private static List<Operation> operations(ClassLoader side) {
    try {
      return List.of(
          (Operation[])
              side.loadClass(Generated.BASE + ".api.ApiOperation")
                  .getMethod("values")
                  .invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the generated operations", e);
    }
  }

  private void run() {
    // The validator takes exponential time for some unions.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    for (Operation operation : operations(client)) {
      Map<?, ?> item = SchemaView.map(SchemaView.map(canonical.get("paths")).get(operation.path()));
      Map<?, ?> declared = SchemaView.map(item.get(operation.method().toLowerCase(Locale.ROOT)));
      for (int variant = 0; variant < VARIANTS; variant++) {
        if (System.nanoTime() > end) {
          result.notSampled.merge("out of time", 1, Integer::sum);
          continue;
        }
        try {
          send(operation, declared, variant);
        } catch (NotSampledException e) {
          result.notSampled.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
        } catch (RuntimeException e) {
          result.failures.add(operation + ": " + e);
        }
      }
    }
  }

  private void send(Operation operation, Map<?, ?> declared, int variant)
      throws NotSampledException {
    Arguments arguments = new Arguments();
    SchemaSamples requests = new SchemaSamples(view, Direction.REQUEST, variant);
    for (Object parameter : declared.get("parameters") instanceof List<?> list ? list : List.of()) {
      addParameter(operation, SchemaView.map(parameter), requests, variant, arguments);
    }
    String body = null;
    Object schema = null;
    Object sample = null;
    Object value = null;
    BodyDefinition definition = operation.definition().request();
    if (definition != null) {
      schema = schema(declared.get("requestBody"), definition);
      sample = requests.sample(schema);
      body = json(definition, sample);
      value = decoded(definition.preferred().codec(), body);
    }
    String expected = prepareResponse(operation, declared, variant);
    judge.expect(operation, null);
    receivedParameters = Map.of();
    received = null;
    ApiResponse<?> got;
    try {
      got = methods.send(operation, arguments.values, value);
    } catch (ApiException e) {
      if (e.bodyText().contains("must match exactly one of these schemas")) {
        throw new NotSampledException("a value that only one schema of oneOf accepts");
      }
      result.sent++;
      result.failures.add(
          operation + ": sent " + body + ", got " + e + " " + e.getCause() + " " + e.bodyText());
      return;
    }
    result.sent++;
    String actual = null;
    Object returned =
        got.value() instanceof OperationResult<?> wrapped ? wrapped.anyBody() : got.value();
    ResponseDefinition success = operation.definition().success(got.status());
    if (returned != null && success != null && success.body() != null) {
      actual = encoded(success.body().preferred().codec(), returned);
    }
    // A form without fields has an empty body, which arrives as none.
    boolean isNoBody = "{}".equals(body) && received == null;
    if ((isNoBody || JsonEquality.isEqual(body, received))
        && JsonEquality.isEqual(expected, actual)
        && arguments.sent.entrySet().stream()
            .allMatch(
                each ->
                    JsonEquality.isEqual(each.getValue(), receivedParameters.get(each.getKey())))) {
      result.equal++;
    } else {
      result.failures.add(
          operation
              + ": sent "
              + arguments.sent
              + " "
              + body
              + ", arrived "
              + receivedParameters
              + " "
              + received
              + "; returned "
              + expected
              + ", arrived "
              + actual);
    }
    if (variant > 0) {
      return;
    }
    ApiCall<?> call = methods.call(operation, arguments.values, value);
    if (schema != null && sample != null && isJson(definition)) {
      List<BrokenSamples.Broken> all = BrokenSamples.of(view, schema, sample);
      for (BrokenSamples.Broken each : all.subList(0, Math.min(MAX_BROKEN, all.size()))) {
        // Validators look for undeclared properties only if they are asked to.
        judge.expect(
            each.rule().equals("additionalProperties") ? null : operation,
            ExchangeJudge.withBody(GSON.toJson(each.value()).getBytes(StandardCharsets.UTF_8)));
        sendBroken(call, "pointer", each.pointer(), each);
      }
    }
    arguments.broken.forEach(
        (parameter, all) -> {
          for (BrokenParameters.Broken each : all) {
            judge.expectParameter(operation, each.change());
            sendBroken(call, "parameter", parameter.name(), each);
          }
        });
  }

  private static boolean isJson(@Nullable BodyDefinition definition) {
    return definition != null && definition.preferred().format() == BodyDefinition.Format.JSON;
  }

  /** Sends a request that breaks a rule, and looks for its location in the response. */
  private void sendBroken(ApiCall<?> call, String source, String location, Object broken) {
    result.broken++;
    try {
      int status = sender.execute(call).status();
      result.failures.add(
          call + ": " + source + " " + location + ": " + broken + " was accepted with " + status);
    } catch (ApiException e) {
      if (e.status() == 400
          && e.bodyText().contains("\"" + source + "\":" + GSON.toJson(location))) {
        result.refused++;
      } else {
        result.failures.add(
            call
                + ": "
                + source
                + " "
                + location
                + ": "
                + broken
                + " got "
                + e
                + " "
                + e.getCause()
                + " "
                + e.bodyText());
      }
    }
  }

  private void addParameter(
      Operation operation,
      Map<?, ?> declared,
      SchemaSamples samples,
      int variant,
      Arguments arguments)
      throws NotSampledException {
    Parameter parameter =
        operation.parameters().stream()
            .filter(
                each ->
                    each.name().equals(declared.get("name"))
                        && each.in().name().equalsIgnoreCase(String.valueOf(declared.get("in"))))
            .findFirst()
            .orElse(null);
    if (parameter == null || (variant == 1 && !parameter.required())) {
      return;
    }
    Object schema = declared.get("schema");
    if (schema == null) {
      schema =
          SchemaView.map(
                  SchemaView.map(declared.get("content")).values().stream()
                      .findFirst()
                      .orElse(null))
              .get("schema");
    }
    String json;
    Object sample;
    try {
      sample = samples.sample(schema);
      json = GSON.toJson(sample);
    } catch (NotSampledException e) {
      if (parameter.required()) {
        throw e;
      }
      return;
    }
    if (json.contains("{}") && parameter.in() == Parameter.In.QUERY) {
      // OpenAPI does not say how objects without properties are written.
      return;
    }
    arguments.values.put(parameter.key(), decoded(parameter.valueCodec(), json));
    arguments.sent.put(parameter.key(), json);
    if (variant == 0 && schema != null) {
      arguments.broken.put(
          parameter, BrokenParameters.of(view, operation, parameter, schema, sample));
    }
  }

  private @Nullable String prepareResponse(Operation operation, Map<?, ?> declared, int variant)
      throws NotSampledException {
    response = null;
    int status = operation.successStatus();
    ResponseDefinition success = operation.definition().success(status);
    String json = null;
    if (success != null && success.body() != null) {
      Map<?, ?> responses = SchemaView.map(declared.get("responses"));
      Object written =
          responses.containsKey(success.key())
              ? responses.get(success.key())
              : responses.get(success.key().toUpperCase(Locale.ROOT));
      SchemaSamples samples = new SchemaSamples(view, Direction.RESPONSE, variant);
      json = json(success.body(), samples.sample(schema(written, success.body())));
      response = json;
    }
    return json;
  }

  /** Returns a value of a body as JSON, in which octets are text. */
  private static String json(BodyDefinition definition, Object sample) {
    boolean isOneText =
        definition.preferred().format() == BodyDefinition.Format.TEXT
            || definition.preferred().format() == BodyDefinition.Format.BINARY;
    return GSON.toJson(
        isOneText && (sample instanceof Map<?, ?> || sample instanceof List<?>) ? "text" : sample);
  }

  /** Returns the schema of a body in the media type that is preferred. */
  private static Object schema(@Nullable Object written, BodyDefinition definition)
      throws NotSampledException {
    String preferred = definition.preferred().type().toString();
    Map<?, ?> content = SchemaView.map(SchemaView.map(written).get("content"));
    for (Map.Entry<?, ?> media : content.entrySet()) {
      if (preferred.equals(media.getKey()) || content.size() == 1) {
        return SchemaView.map(SchemaView.map(media.getValue()).get("schema"));
      }
    }
    throw new NotSampledException("no content for " + preferred + " in " + content.keySet());
  }

  private static Object decoded(JsonCodec<?> codec, String json) {
    Decoded<?> decoded = Json.decodeResponse(codec, json.getBytes(StandardCharsets.UTF_8));
    Object value = decoded.value();
    if (value == null) {
      throw new IllegalStateException(json + " is not decoded: " + decoded.violations());
    }
    return value;
  }

  @SuppressWarnings("unchecked") // the value comes from this codec
  private static String encoded(JsonCodec<?> codec, Object value) {
    return new String(Json.encode((JsonCodec<Object>) codec, value), StandardCharsets.UTF_8);
  }

  /** Records what arrives, and returns what was prepared. */
  private @Nullable Object handle(
      Operation operation, Map<String, Object> arguments, @Nullable Object body) {
    receivedParameters = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters()) {
      Object value = arguments.get(parameter.key());
      if (value != null) {
        receivedParameters.put(parameter.key(), encoded(parameter.valueCodec(), value));
      }
    }
    BodyDefinition request = operation.definition().request();
    received = body == null || request == null ? null : encoded(request.preferred().codec(), body);
    int status = operation.successStatus();
    ResponseDefinition success = operation.definition().success(status);
    Object value =
        response == null || success == null || success.body() == null
            ? null
            : decoded(success.body().preferred().codec(), response.toString());
    return operation.definition().results() == null
        ? value
        : operation.definition().results().create(ResponseState.of(status, value));
  }
}
