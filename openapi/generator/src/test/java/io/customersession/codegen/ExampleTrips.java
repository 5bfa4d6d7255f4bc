package io.customersession.codegen;

import io.customersession.codegen.SchemaSamples.Direction;
import io.customersession.codegen.SchemaSamples.NotSampledException;
import io.customersession.contract.DocumentExamples;
import io.customersession.contract.DocumentExamples.Place;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes exchanges of the examples of a document: of its media types and parameters, and where those
 * have none, of the schemas. An example that a validator refuses is a fault of the document, and is
 * not sent.
 */
final class ExampleTrips {
  private final SchemaView view;
  private final ExampleChoice choice;
  private final ExchangeJudge judge;
  private final RoundTripResult result;

  /** True if the exchange that is made has an example that none before had. */
  private boolean hasNews;

  private boolean isUsed;

  ExampleTrips(
      SchemaView view, DocumentExamples examples, ExchangeJudge judge, RoundTripResult result) {
    this.view = view;
    this.judge = judge;
    this.result = result;
    choice = new ExampleChoice(examples);
  }

  /**
   * Makes an exchange of examples.
   *
   * @param which which of several examples of one place is taken, from 0
   * @return nothing if all examples were in an exchange before
   */
  Optional<Trip> trip(TripSamples samples, DeclaredResponse wanted, int which)
      throws NotSampledException {
    Operation operation = samples.operation();
    Trip trip = new Trip(operation, wanted);
    hasNews = false;
    isUsed = false;
    for (Parameter parameter : operation.parameters()) {
      samples.addParameter(
          trip, parameter, schema -> value(operation, parameter, schema, which), false);
    }
    DocumentExamples examples = choice.examples();
    trip.request =
        samples.request(
            null,
            schema -> {
              String type = preferredType(operation);
              Place media = examples.request(operation.method(), operation.path(), type);
              return chosen(
                  media,
                  schema,
                  Direction.REQUEST,
                  which,
                  value -> isRequest(operation, type, value));
            });
    trip.response =
        samples.response(
            wanted,
            schema -> {
              String type =
                  wanted.type() == null ? "application/json" : wanted.type().type().toString();
              Place media =
                  examples.response(operation.method(), operation.path(), wanted.key(), type);
              return chosen(
                  media,
                  schema,
                  Direction.RESPONSE,
                  which,
                  value -> isResponse(operation, wanted, type, value));
            });
    trip.isUnjudged = isUsed && !judge.isJudging();
    return hasNews ? Optional.of(trip) : Optional.empty();
  }

  private Object value(Operation operation, Parameter parameter, Object schema, int which)
      throws NotSampledException {
    String in = parameter.in().name().toLowerCase(Locale.ROOT);
    Place place =
        choice.examples().parameter(operation.method(), operation.path(), in, parameter.name());
    return chosen(
        place,
        schema,
        Direction.REQUEST,
        which,
        value -> judge.valueErrors(operation, parameter, TripSamples.GSON.toJson(value)) == null);
  }

  private static String preferredType(Operation operation) {
    BodyDefinition request = Objects.requireNonNull(operation.definition().request());
    return request.preferred().type().toString();
  }

  private boolean isRequest(Operation operation, String type, Object value) {
    return !isJson(type) || judge.requestErrors(operation, type, json(value)) == null;
  }

  private boolean isResponse(
      Operation operation, DeclaredResponse wanted, String type, Object value) {
    return !isJson(type)
        || judge.responseErrors(operation, wanted.status(), type, json(value)) == null;
  }

  private static boolean isJson(String type) {
    return type.matches("application/([^;]+\\+)?json(;.*)?");
  }

  private static byte[] json(Object value) {
    return TripSamples.GSON.toJson(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a value with examples that satisfy their schema. */
  private Object chosen(
      @Nullable Place place,
      Object schema,
      Direction direction,
      int which,
      Predicate<Object> isRight)
      throws NotSampledException {
    choice.start(which);
    Object value = value(place, schema, direction);
    hasNews |= choice.hasNews();
    int before = choice.right();
    // Without an example that is wrong, the value may have others, which stand for its parts.
    while (choice.hasNews()) {
      result.faults += choice.judge(() -> isRight.test(value(place, schema, direction)));
      choice.start(which);
      value = value(place, schema, direction);
    }
    result.examples += choice.right() - before;
    isUsed |= choice.isUsed();
    return value;
  }

  private Object value(@Nullable Place place, Object schema, Direction direction)
      throws NotSampledException {
    Object example = choice.example(place, direction);
    return example == null
        ? new SchemaSamples(view, direction, choice)
            .sample(schema, choice.examples().schemaOf(place))
        : view.without(example, schema, direction);
  }
}
