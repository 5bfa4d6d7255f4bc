package io.customersession.contract.stub;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.BodyWriter;
import io.customersession.contract.body.MediaType;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationResult;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.ResponseHeader;
import io.customersession.contract.stub.control.ViolationRecorder;
import io.customersession.contract.stub.control.WorldContext;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Encodes what operations return and throw, and checks it against the document. */
final class ResponseEncoder {
  private static final System.Logger LOGGER = System.getLogger(StubServer.class.getName());
  private static final String CONTENT_TYPE = "Content-Type";
  private static final int IN_MEMORY = 64 * 1024;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int FIRST_ERROR = 400;

  private final ViolationRecorder violations;

  ResponseEncoder(ViolationRecorder violations) {
    this.violations = violations;
  }

  /** Returns the response of an operation that has returned. */
  StubResponse encode(WorldContext<ApiWorld> context) {
    Operation operation = context.operation();
    Object returned = context.result();
    if (returned instanceof OperationResult<?> result) {
      ResponseDefinition declared = operation.definition().response(result.status());
      return response(context, declared, result.status(), headers(result), result.anyBody());
    }
    ResponseDefinition declared = operation.definition().responses().get(0);
    return response(context, declared, operation.successStatus(), Map.of(), returned);
  }

  /**
   * Returns the response to an error with a body, or without any.
   *
   * @throws RuntimeException if the body cannot be encoded
   */
  StubResponse encode(WorldContext<ApiWorld> context, HttpError error) {
    Operation operation = context.routedOperation();
    ResponseDefinition declared =
        operation == null ? null : operation.definition().response(error.status());
    Object content = error.content();
    if (declared == null
        || (declared.body() == null && content != null)
        || isOther(declared.body(), error)) {
      byte[] body =
          content instanceof Model model
              ? json(model.codec(), model)
              : content == null ? new byte[0] : json(Codecs.any("#"), content);
      return new StubResponse(error.status(), error.headers(), body);
    }
    return response(context, declared, error.status(), error.headers(), content);
  }

  /** Returns true if an error has a media type or an object of its own, which is not declared. */
  private static boolean isOther(@Nullable BodyDefinition body, HttpError error) {
    String type = error.headers().get(CONTENT_TYPE);
    if (body == null || type == null) {
      return false;
    }
    BodyDefinition.Variant variant = body.variant(MediaType.of(type));
    return variant == null
        || (variant.codec() instanceof ModelCodec && error.content() instanceof Map);
  }

  private StubResponse response(
      WorldContext<ApiWorld> context,
      @Nullable ResponseDefinition declared,
      int status,
      Map<String, String> headers,
      @Nullable Object value) {
    if (context.recording().looksAt(ContractRule.RESPONSE)) {
      check(context, declared, status, headers, value);
    }
    BodyDefinition body = declared == null ? null : declared.body();
    if (body == null || value == null) {
      return new StubResponse(status, headers, new byte[0]);
    }
    MediaType chosen = chosen(headers, value);
    if (body.isPlainJson() && chosen == null) {
      return new StubResponse(status, headers, json(body.preferred().codec(), value));
    }
    BinaryData data = data(context, body, chosen, status, value);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.keySet().removeIf(CONTENT_TYPE::equalsIgnoreCase);
    if (data.contentType() != null) {
      all.put(CONTENT_TYPE, data.contentType());
    }
    return isSmall(data)
        ? new StubResponse(status, all, data.toByteArray())
        : new StubResponse(status, all, new byte[0]).streaming(data);
  }

  private static boolean isSmall(BinaryData data) {
    return data.isRepeatable() && data.length() >= 0 && data.length() <= IN_MEMORY;
  }

  /** Returns the media type that the operation chose, by a header or by its octets, or null. */
  private static @Nullable MediaType chosen(Map<String, String> headers, Object value) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
        return MediaType.of(header.getValue());
      }
    }
    String own = value instanceof BinaryData data ? data.contentType() : null;
    return own == null ? null : MediaType.of(own);
  }

  /** Returns the octets in the chosen media type if it is declared, else in an acceptable one. */
  private static BinaryData data(
      WorldContext<ApiWorld> context,
      BodyDefinition body,
      @Nullable MediaType chosen,
      int status,
      Object value) {
    BodyDefinition.Variant declared = chosen == null ? null : body.variant(chosen);
    return chosen != null && declared != null
        ? BodyWriter.write(declared, chosen, value)
        : BodyWriter.write(acceptable(context, body, status, value), value);
  }

  /**
   * Returns the media type that the client prefers. If it accepts none of them, it gets a 406 if
   * the document declares one, and the preferred media type otherwise. An error is never replaced
   * by a 406.
   */
  private static BodyDefinition.Variant acceptable(
      WorldContext<ApiWorld> context, BodyDefinition body, int status, Object value) {
    List<MediaType> accept = new ArrayList<>();
    for (String line : context.request().header("Accept")) {
      for (String range : line.split(",", -1)) {
        MediaType type = MediaType.of(range);
        if (type.isValid()) {
          accept.add(type);
        }
      }
    }
    BodyDefinition.Variant variant = body.accepted(accept);
    if (variant == null
        && status < FIRST_ERROR
        && context.operation().declaresError(NOT_ACCEPTABLE)) {
      if (value instanceof BinaryData data) {
        data.close();
      }
      throw HttpError.of(
          NOT_ACCEPTABLE, "No declared media type is acceptable; accept " + types(body));
    }
    return variant == null ? body.preferred() : variant;
  }

  private static String types(BodyDefinition body) {
    return body.variants().stream()
        .map(each -> each.type().toString())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private void check(
      WorldContext<ApiWorld> context,
      @Nullable ResponseDefinition declared,
      int status,
      Map<String, String> headers,
      @Nullable Object value) {
    Violations found = new Violations().ofResponse();
    if (declared == null) {
      found.add(Rule.NOT_ALLOWED, "#", "The status " + status + " is not declared");
    } else {
      if (declared.body() != null && value != null) {
        check(declared.body().preferred().codec(), value, found);
        MediaType chosen = chosen(headers, value);
        if (chosen != null && declared.body().variant(chosen) == null) {
          found.add(Rule.NOT_ALLOWED, "#", "The content type " + chosen + " is not declared");
        }
      }
      for (ResponseHeader header : declared.headers()) {
        List<String> sent = new ArrayList<>();
        headers.forEach(
            (name, text) -> {
              if (name.equalsIgnoreCase(header.name())) {
                sent.add(text);
              }
            });
        header.read(sent, found);
      }
    }
    for (Violation violation : found.all()) {
      LOGGER.log(
          System.Logger.Level.ERROR,
          "the stub responds to {0} with {1}",
          context.operation(),
          violation);
      violations.addOfResponse(context.recording(), violation);
    }
  }

  /** Returns the headers of a result; several values of one header become a list. */
  private static Map<String, String> headers(OperationResult<?> result) {
    Map<String, String> headers = new LinkedHashMap<>();
    result.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return headers;
  }

  @SuppressWarnings("unchecked") // a resource returns what its interface declares
  private static void check(JsonCodec<?> codec, Object value, Violations found) {
    ((JsonCodec<Object>) codec).check(value, found);
  }

  @SuppressWarnings("unchecked") // a resource returns what its interface declares
  private static byte[] json(JsonCodec<?> codec, Object value) {
    return Json.encode((JsonCodec<Object>) codec, value);
  }
}
