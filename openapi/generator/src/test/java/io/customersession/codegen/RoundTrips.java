package io.customersession.codegen;

import io.customersession.codegen.SchemaSamples.NotSampledException;
import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.customersession.contract.DocumentExamples;
import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.BodyWriter;
import io.customersession.contract.body.MediaType;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.ResponseState;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.stub.http.HttpError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests from the generated client of a document to its generated stub, and responses back,
 * and compares what arrives with what was sent: values of the schemas in every media type and with
 * every status, values of each schema of a union, examples of the document, and requests that break
 * one rule.
 */
final class RoundTrips implements AutoCloseable {
  private static final int VARIANTS = 3;
  private static final int MAX_BROKEN = 40;
  private static final int MAX_EXAMPLES = 5;
  private static final int MAX_OF_UNIONS = 60;
  private static final int MAX_SECONDS = Integer.getInteger("corpus.seconds", 300);

  /** Makes an exchange. */
  @FunctionalInterface
  private interface Maker {
    /** Returns what to exchange. */
    Trip make() throws NotSampledException;
  }

  private final ClassLoader client;
  private final Map<String, Object> canonical;
  private final SchemaView view;
  private final ErrorCodecs clientErrors;
  private final ErrorCodecs stubErrors;
  private final RoundTripResult result = new RoundTripResult();
  private final UnionCoverage coverage = new UnionCoverage();
  private final ExampleTrips examples;
  private final StubServer server;
  private final ApiClient sender;
  private final ClientMethods methods;
  private final ExchangeJudge judge;

  private @Nullable Arrival current;

  // The validator takes exponential time for some unions.
  private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);

  private RoundTrips(Path file, ClassLoader client, ClassLoader stub) throws IOException {
    this.client = client;
    judge = new ExchangeJudge(IndependentValidator.of(file), result, MAX_SECONDS / 2);
    Document document = Document.load(file);
    canonical = CanonicalDocument.of(document);
    view = new SchemaView(canonical);
    clientErrors = new ErrorCodecs(client);
    stubErrors = new ErrorCodecs(stub);
    examples = new ExampleTrips(view, new DocumentExamples(document), judge, result);
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

  /** Returns the operations of a client or a stub. */
  static List<Operation> operations(ClassLoader side) {
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
    for (Operation operation : operations(client)) {
      TripSamples samples = new TripSamples(view, operation, canonical);
      List<DeclaredResponse> successes = DeclaredResponse.successes(operation);
      DeclaredResponse usual = successes.get(0);
      for (int variant = 0; variant < VARIANTS; variant++) {
        int number = variant;
        exchange(operation, number == 0, () -> distinct(samples, number, null, null, usual));
      }
      BodyDefinition request = operation.definition().request();
      if (request != null) {
        for (BodyDefinition.Variant type : request.variants()) {
          if (!type.equals(request.preferred())) {
            exchange(operation, false, () -> distinct(samples, 0, null, type, usual));
          }
        }
      }
      for (DeclaredResponse wanted : successes.subList(1, successes.size())) {
        exchange(operation, false, () -> distinct(samples, 0, null, null, wanted));
      }
      for (DeclaredResponse wanted :
          DeclaredResponse.errors(operation, samples.declared(), clientErrors)) {
        if (wanted.codec() == null) {
          notSampled("an error without a class");
        } else {
          exchange(operation, false, () -> distinct(samples, 0, null, null, wanted));
        }
      }
      exchangeUnions(samples, usual);
      exchangeExamples(samples, successes);
    }
    result.coveredBranches = coverage.covered();
    result.branches = coverage.found();
  }

  private void notSampled(String reason) {
    result.notSampled.merge(reason, 1, Integer::sum);
  }

  /** Makes an exchange and compares what arrives; returns true if it is equal. */
  private boolean exchange(Operation operation, boolean isBrokenToo, Maker maker) {
    if (System.nanoTime() > end) {
      notSampled("out of time");
      return false;
    }
    try {
      return send(maker.make(), isBrokenToo);
    } catch (NotSampledException e) {
      notSampled(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      result.failures.add(operation + ": " + e);
    }
    return false;
  }

  /** Sends values of the schemas of unions until each one was sent. */
  private void exchangeUnions(TripSamples samples, DeclaredResponse wanted) {
    for (int number = 0; number < MAX_OF_UNIONS; number++) {
      coverage.start();
      int variant = number % 2 == 0 ? 0 : VARIANTS + number;
      Trip trip;
      try {
        trip = distinct(samples, variant, coverage, null, wanted);
      } catch (NotSampledException e) {
        notSampled(String.valueOf(e.getMessage()));
        return;
      }
      if (!coverage.hasNews()) {
        return;
      }
      if (exchange(samples.operation(), false, () -> trip)) {
        coverage.arrived();
      }
    }
  }

  /** Returns an exchange whose values only one schema of each union accepts, if there is one. */
  private Trip distinct(
      TripSamples samples,
      int variant,
      @Nullable UnionCoverage unions,
      BodyDefinition.@Nullable Variant type,
      DeclaredResponse wanted)
      throws NotSampledException {
    Trip plain = samples.trip(variant, unions, false, type, wanted);
    if (isAccepted(plain)) {
      return plain;
    }
    Trip distinct = samples.trip(variant, unions, true, type, wanted);
    return isAccepted(distinct) ? distinct : plain;
  }

  private boolean isAccepted(Trip trip) {
    Trip.Body request = trip.request;
    Trip.Body response = trip.response;
    return (request == null
            || !request.isJson()
            || judge.requestErrors(trip.operation, request.contentType(), json(request)) == null)
        && (response == null
            || !response.isJson()
            || judge.responseErrors(
                    trip.operation, trip.wanted.status(), response.contentType(), json(response))
                == null);
  }

  private static byte[] json(Trip.Body body) {
    return body.json().getBytes(StandardCharsets.UTF_8);
  }

  private void exchangeExamples(TripSamples samples, List<DeclaredResponse> successes) {
    for (DeclaredResponse wanted : successes) {
      for (int number = 0; number < MAX_EXAMPLES; number++) {
        int which = number;
        try {
          Optional<Trip> trip = examples.trip(samples, wanted, which);
          if (trip.isEmpty()) {
            break;
          }
          exchange(samples.operation(), false, trip::get);
        } catch (NotSampledException e) {
          notSampled(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
          result.failures.add(samples.operation() + ": an example: " + e);
        }
      }
    }
  }

  private boolean send(Trip trip, boolean isBrokenToo) throws NotSampledException {
    Operation operation = trip.operation;
    Trip.Body request = trip.request;
    Object value = request == null ? null : TripSamples.decoded(request.codec(), request.json());
    Arrival arrival = new Arrival(view, trip);
    current = arrival;
    judge.expect(operation, trip.wanted.status(), change(trip, value));
    String failure;
    try {
      failure = arrival.difference(methods.send(operation, trip.values, value));
    } catch (ApiException e) {
      if (e.bodyText().contains("must match exactly one of these schemas")) {
        throw new NotSampledException("a value that only one schema of oneOf accepts");
      }
      failure =
          trip.wanted.isError() && e.status() == trip.wanted.status()
              ? arrival.difference(e)
              : "got " + e + " " + e.getCause() + " " + e.bodyText();
    }
    if (failure != null && trip.isUnjudged) {
      throw new NotSampledException("an example that no validator judges");
    }
    result.sent++;
    if (failure != null) {
      result.failures.add(trip + ": " + failure);
      return false;
    }
    result.equal++;
    if (isBrokenToo) {
      sendBroken(trip, methods.call(operation, trip.values, value));
    }
    return true;
  }

  /** Returns what makes the client send and ask for media types that are not preferred, or null. */
  private static @Nullable UnaryOperator<Request> change(Trip trip, @Nullable Object value) {
    UnaryOperator<Request> change = null;
    Trip.Body request = trip.request;
    BodyDefinition definition = trip.operation.definition().request();
    BodyDefinition.Variant type = request == null ? null : request.type();
    if (request != null
        && definition != null
        && type != null
        && value != null
        && !type.equals(definition.preferred())) {
      BinaryData written = BodyWriter.write(type, MediaType.of(request.contentType()), value);
      change = ExchangeJudge.withBody(written.toByteArray(), String.valueOf(written.contentType()));
    }
    Trip.Body response = trip.response;
    if (response != null && response.type() != null && response.type().type().isConcrete()) {
      UnaryOperator<Request> accept =
          each -> each.newBuilder().header("Accept", response.contentType()).build();
      UnaryOperator<Request> first = change;
      change = first == null ? accept : each -> accept.apply(first.apply(each));
    }
    return change;
  }

  private void sendBroken(Trip trip, ApiCall<?> call) {
    Trip.Body body = trip.request;
    if (body != null && body.isJson()) {
      List<BrokenSamples.Broken> all = BrokenSamples.of(view, body.schema(), body.sample());
      for (BrokenSamples.Broken each : all.subList(0, Math.min(MAX_BROKEN, all.size()))) {
        byte[] json = TripSamples.GSON.toJson(each.value()).getBytes(StandardCharsets.UTF_8);
        // Validators look for undeclared properties only if they are asked to.
        judge.expectBroken(
            each.rule().equals("additionalProperties") ? null : trip.operation,
            ExchangeJudge.withBody(json));
        sendBroken(call, "pointer", each.pointer(), each);
      }
    }
    trip.broken.forEach(
        (parameter, all) -> {
          for (BrokenParameters.Broken each : all) {
            judge.expectBrokenParameter(trip.operation, each.change());
            sendBroken(call, "parameter", parameter.name(), each);
          }
        });
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
          && e.bodyText().contains("\"" + source + "\":" + TripSamples.GSON.toJson(location))) {
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

  /** Records what arrives, and returns what was prepared. */
  private @Nullable Object handle(
      Operation operation, Map<String, Object> arguments, @Nullable Object body) {
    Arrival arrival = Objects.requireNonNull(current);
    arrival.received(operation, arguments, body);
    Trip trip = arrival.trip();
    int status = trip.wanted.status();
    JsonCodec<?> codec = codec(operation, trip.wanted);
    Object value =
        trip.response == null || codec == null
            ? null
            : TripSamples.decoded(codec, trip.response.json());
    if (trip.wanted.isError()) {
      throw HttpError.withBody(status, value);
    }
    return operation.definition().results() == null
        ? value
        : operation.definition().results().create(ResponseState.of(status, value));
  }

  /** Returns the codec that the stub has for a response, or null if it has none. */
  private @Nullable JsonCodec<?> codec(Operation operation, DeclaredResponse wanted) {
    ResponseDefinition response =
        wanted.isError()
            ? operation.definition().response(wanted.status())
            : operation.definition().success(wanted.status());
    if (wanted.isError() && wanted.type() == null) {
      return stubErrors.codec(operation.errorSchema(wanted.status()));
    }
    return response == null || response.body() == null ? null : response.body().preferred().codec();
  }
}
