package io.customersession.codegen;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.ResponseDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A response that an operation declares, in one media type.
 *
 * @param key the status, the range, or default
 * @param type null if there is no body, or if generated code declares only its schema
 * @param codec null if there is no body
 */
record DeclaredResponse(
    int status, String key, BodyDefinition.@Nullable Variant type, @Nullable JsonCodec<?> codec) {
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
  private static final int FIRST_ERROR = 400;

  boolean isError() {
    return status >= FIRST_ERROR;
  }

  /** Returns the responses of an operation, that first which is sent if nobody chooses another. */
  static List<DeclaredResponse> successes(Operation operation) {
    List<DeclaredResponse> all = new ArrayList<>();
    for (ResponseDefinition response : operation.definition().responses()) {
      int status =
          all.isEmpty() ? operation.successStatus() : status(operation, response.key(), 200);
      if (response.equals(operation.definition().success(status))) {
        add(all, status, response);
      }
    }
    return all;
  }

  /** Returns the errors with a body of an operation. */
  static List<DeclaredResponse> errors(
      Operation operation, Map<?, ?> declared, ErrorCodecs codecs) {
    List<DeclaredResponse> all = new ArrayList<>();
    for (Map.Entry<?, ?> each : SchemaView.map(declared.get("responses")).entrySet()) {
      String key = String.valueOf(each.getKey());
      int status = status(operation, key, FIRST_ERROR + 18);
      if (status < FIRST_ERROR || SchemaView.map(each.getValue()).get("content") == null) {
        continue;
      }
      ResponseDefinition response = operation.definition().response(status);
      JsonCodec<?> codec = codecs.codec(operation.errorSchema(status));
      if (response != null && !response.equals(operation.definition().success(status))) {
        add(all, status, response);
      } else if (codec != null) {
        all.add(new DeclaredResponse(status, key, null, codec));
      } else {
        all.add(new DeclaredResponse(status, key, null, null));
      }
    }
    return all;
  }

  private static void add(List<DeclaredResponse> all, int status, ResponseDefinition response) {
    BodyDefinition body = response.body();
    if (body == null) {
      all.add(new DeclaredResponse(status, response.key(), null, null));
      return;
    }
    for (BodyDefinition.Variant type : body.variants()) {
      all.add(new DeclaredResponse(status, response.key(), type, type.codec()));
    }
  }

  /** Returns a status that a response is for. */
  private static int status(Operation operation, String key, int ofDefault) {
    if (key.toUpperCase(Locale.ROOT).endsWith("XX")) {
      int first = 100 * (key.charAt(0) - '0');
      return IntStream.range(first, first + 100)
          .filter(status -> !WITHOUT_BODY.contains(status))
          .filter(status -> isOf(operation, key, status))
          .findFirst()
          .orElse(first);
    }
    return key.equals(ResponseDefinition.DEFAULT) ? ofDefault : Integer.parseInt(key);
  }

  private static boolean isOf(Operation operation, String key, int status) {
    ResponseDefinition response = operation.definition().response(status);
    return response != null && response.key().equalsIgnoreCase(key);
  }
}
