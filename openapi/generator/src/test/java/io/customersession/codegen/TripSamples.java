package io.customersession.codegen;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.customersession.codegen.SchemaSamples.Direction;
import io.customersession.codegen.SchemaSamples.NotSampledException;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes exchanges of one operation. */
final class TripSamples {
  /** Makes values of schemas. */
  @FunctionalInterface
  interface Maker {
    /** Returns a value of a schema. */
    Object sample(Object schema) throws NotSampledException;
  }

  /** The number of a variant in which only what is required is sent. */
  static final int ONLY_REQUIRED = 1;

  static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private final SchemaView view;
  private final Operation operation;
  private final Map<?, ?> declared;

  /** Reads an operation of the canonical document. */
  TripSamples(SchemaView view, Operation operation, Map<String, Object> canonical) {
    this.view = view;
    this.operation = operation;
    Map<?, ?> item = SchemaView.map(SchemaView.map(canonical.get("paths")).get(operation.path()));
    declared = SchemaView.map(item.get(operation.method().toLowerCase(Locale.ROOT)));
  }

  Operation operation() {
    return operation;
  }

  Map<?, ?> declared() {
    return declared;
  }

  /**
   * Makes an exchange.
   *
   * @param variant a number from 0; different numbers give different values
   * @param coverage chooses the schemas of unions, or null
   * @param isDistinct true to make values of one schema of a union such that others refuse them
   * @param type the media type of the request, or null for the preferred one
   */
  Trip trip(
      int variant,
      @Nullable UnionCoverage coverage,
      boolean isDistinct,
      BodyDefinition.@Nullable Variant type,
      DeclaredResponse wanted)
      throws NotSampledException {
    Trip trip = new Trip(operation, wanted);
    SchemaSamples requests =
        new SchemaSamples(view, Direction.REQUEST, variant, coverage, isDistinct);
    for (Parameter parameter : operation.parameters()) {
      if (variant != ONLY_REQUIRED || parameter.required()) {
        addParameter(trip, parameter, requests::sample, variant == 0 && coverage == null);
      }
    }
    trip.request = request(type, requests::sample);
    SchemaSamples responses =
        new SchemaSamples(view, Direction.RESPONSE, variant, coverage, isDistinct);
    trip.response = response(wanted, responses::sample);
    return trip;
  }

  /** Adds a parameter, unless it is optional and has no sample. */
  void addParameter(Trip trip, Parameter parameter, Maker maker, boolean isBrokenToo)
      throws NotSampledException {
    Object schema = schema(parameter);
    if (schema == null) {
      return;
    }
    Object sample;
    try {
      sample = maker.sample(schema);
    } catch (NotSampledException e) {
      if (parameter.required()) {
        throw e;
      }
      return;
    }
    String json = GSON.toJson(sample);
    if (json.contains("{}") && parameter.in() == Parameter.In.QUERY) {
      // OpenAPI does not say how objects without properties are written.
      if (parameter.required()) {
        throw new NotSampledException("a required object without properties in the query");
      }
      return;
    }
    trip.values.put(parameter.key(), decoded(parameter.valueCodec(), json));
    trip.sent.put(parameter.key(), json);
    trip.schemas.put(parameter.key(), schema);
    if (isBrokenToo) {
      trip.broken.put(parameter, BrokenParameters.of(view, operation, parameter, schema, sample));
    }
  }

  private @Nullable Object schema(Parameter parameter) {
    for (Object written : declared.get("parameters") instanceof List<?> list ? list : List.of()) {
      Map<?, ?> each = SchemaView.map(written);
      if (parameter.name().equals(each.get("name"))
          && parameter.in().name().equalsIgnoreCase(String.valueOf(each.get("in")))) {
        Object first =
            SchemaView.map(each.get("content")).values().stream().findFirst().orElse(null);
        return each.get("schema") == null
            ? SchemaView.map(first).get("schema")
            : each.get("schema");
      }
    }
    return null;
  }

  /** Returns the body of a request in a media type, or in the preferred one; null if none. */
  Trip.@Nullable Body request(BodyDefinition.@Nullable Variant type, Maker maker)
      throws NotSampledException {
    BodyDefinition definition = operation.definition().request();
    if (definition == null) {
      return null;
    }
    BodyDefinition.Variant chosen = type == null ? definition.preferred() : type;
    Object schema = schema(declared.get("requestBody"), chosen);
    return body(chosen, chosen.codec(), schema, maker);
  }

  /** Returns the body of a response, or null if it has none. */
  Trip.@Nullable Body response(DeclaredResponse wanted, Maker maker) throws NotSampledException {
    if (wanted.codec() == null) {
      return null;
    }
    Map<?, ?> responses = SchemaView.map(declared.get("responses"));
    Object written =
        responses.containsKey(wanted.key())
            ? responses.get(wanted.key())
            : responses.get(wanted.key().toUpperCase(Locale.ROOT));
    return body(wanted.type(), wanted.codec(), schema(written, wanted.type()), maker);
  }

  private static Trip.Body body(
      BodyDefinition.@Nullable Variant type, JsonCodec<?> codec, Object schema, Maker maker)
      throws NotSampledException {
    Object sample = maker.sample(schema);
    if (type != null && type.format() == BodyDefinition.Format.FORM) {
      sample = withoutEmpty(sample) instanceof Map<?, ?> fields ? fields : Map.of();
      byte[] json = GSON.toJson(sample).getBytes(StandardCharsets.UTF_8);
      if (!Json.decodeRequest(codec, json, new Violations()).violations().isEmpty()) {
        throw new NotSampledException("a form with a required list or object that is empty");
      }
    }
    boolean isOneText =
        type != null
            && (type.format() == BodyDefinition.Format.TEXT
                || type.format() == BodyDefinition.Format.BINARY);
    boolean isText = isOneText && (sample instanceof Map<?, ?> || sample instanceof List<?>);
    return new Trip.Body(type, codec, schema, sample, GSON.toJson(isText ? "text" : sample));
  }

  /** Returns a value without empty lists and objects, for which a form has no field, or null. */
  private static @Nullable Object withoutEmpty(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<Object, Object> rest = new LinkedHashMap<>();
      members.forEach(
          (name, member) -> {
            Object kept = withoutEmpty(member);
            if (kept != null) {
              rest.put(name, kept);
            }
          });
      return rest.isEmpty() ? null : rest;
    }
    if (value instanceof List<?> items) {
      List<Object> rest =
          items.stream().map(TripSamples::withoutEmpty).filter(Objects::nonNull).toList();
      return rest.isEmpty() ? null : rest;
    }
    return value;
  }

  /** Returns the schema of a body in a media type; in JSON if that is null. */
  private static Object schema(@Nullable Object written, BodyDefinition.@Nullable Variant type)
      throws NotSampledException {
    String wanted = type == null ? "application/json" : type.type().toString();
    Map<?, ?> content = SchemaView.map(SchemaView.map(written).get("content"));
    for (Map.Entry<?, ?> media : content.entrySet()) {
      if (wanted.equals(media.getKey()) || content.size() == 1) {
        return SchemaView.map(SchemaView.map(media.getValue()).get("schema"));
      }
    }
    throw new NotSampledException("no content for " + wanted + " in " + content.keySet());
  }

  static Object decoded(JsonCodec<?> codec, String json) {
    Decoded<?> decoded = Json.decodeResponse(codec, json.getBytes(StandardCharsets.UTF_8));
    Object value = decoded.value();
    if (value == null) {
      throw new IllegalStateException(json + " is not decoded: " + decoded.violations());
    }
    return value;
  }

  @SuppressWarnings("unchecked") // the value comes from this codec
  static String encoded(JsonCodec<?> codec, Object value) {
    return new String(Json.encode((JsonCodec<Object>) codec, value), StandardCharsets.UTF_8);
  }
}
