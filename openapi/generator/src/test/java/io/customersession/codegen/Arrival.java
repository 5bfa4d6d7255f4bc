package io.customersession.codegen;

import io.customersession.codegen.SchemaSamples.Direction;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.MediaType;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationResult;
import io.customersession.contract.operation.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What arrives of an exchange, at the stub and then at the client. */
final class Arrival {
  private final Trip trip;
  private final JsonEquality requests;
  private final JsonEquality responses;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private @Nullable String received;

  Arrival(SchemaView view, Trip trip) {
    this.trip = trip;
    requests = new JsonEquality(view, Direction.REQUEST);
    responses = new JsonEquality(view, Direction.RESPONSE);
  }

  Trip trip() {
    return trip;
  }

  /** Takes what the stub got. */
  void received(Operation operation, Map<String, Object> arguments, @Nullable Object body) {
    for (Parameter parameter : operation.parameters()) {
      Object value = arguments.get(parameter.key());
      if (value != null) {
        parameters.put(parameter.key(), TripSamples.encoded(parameter.valueCodec(), value));
      }
    }
    BodyDefinition request = operation.definition().request();
    received =
        body == null || request == null
            ? null
            : TripSamples.encoded(request.preferred().codec(), body);
  }

  /** Returns how what arrived at the stub and back differs from what was sent, or null. */
  @Nullable String difference(ApiResponse<?> got) {
    Object returned =
        got.value() instanceof OperationResult<?> wrapped ? wrapped.anyBody() : got.value();
    Trip.Body response = trip.response;
    String actual =
        returned == null
            ? null
            : response == null
                ? returned.toString()
                : TripSamples.encoded(response.codec(), returned);
    return difference(got.status(), got.headers().get("Content-Type"), actual);
  }

  /**
   * Returns how a declared error, and what arrived at the stub, differ from what was sent, or null.
   */
  @Nullable String difference(ApiException got) {
    Trip.Body response = trip.response;
    String actual = null;
    if (response != null && response.isJson()) {
      actual =
          got.error(response.codec())
              .map(value -> TripSamples.encoded(response.codec(), value))
              .orElse(null);
    } else if (response != null) {
      actual = TripSamples.GSON.toJson(got.bodyText());
    }
    return difference(got.status(), got.headers().get("Content-Type"), actual);
  }

  private @Nullable String difference(
      int status, @Nullable List<String> types, @Nullable String actual) {
    Trip.Body request = trip.request;
    Trip.Body response = trip.response;
    String body = request == null ? null : request.json();
    // A form without fields has an empty body, which arrives as none.
    boolean isNoBody = "{}".equals(body) && received == null;
    if (!isNoBody && !requests.isEqual(request == null ? null : request.schema(), body, received)) {
      return "the body arrived as " + received;
    }
    for (Map.Entry<String, String> each : trip.sent.entrySet()) {
      String arrived = parameters.get(each.getKey());
      if (!requests.isEqual(trip.schemas.get(each.getKey()), each.getValue(), arrived)) {
        return "the parameter " + each.getKey() + " arrived as " + arrived;
      }
    }
    if (status != trip.wanted.status()) {
      return "the status arrived as " + status;
    }
    if (response == null) {
      return actual == null ? null : "a body arrived that was not sent: " + actual;
    }
    MediaType wanted = response.type() == null ? null : response.type().type();
    if (wanted != null && (types == null || !wanted.includes(MediaType.of(types.get(0))))) {
      return "the media type arrived as " + types;
    }
    return responses.isEqual(response.schema(), response.json(), actual)
        ? null
        : "the response arrived as " + actual;
  }
}
