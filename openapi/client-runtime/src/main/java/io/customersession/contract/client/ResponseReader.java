package io.customersession.contract.client;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDecoder;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.MediaType;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.ResponseState;
import io.customersession.contract.operation.ResultFactory;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads responses up to a maximum size and decodes them. */
final class ResponseReader {
  private final int maxResponseSize;

  ResponseReader(int maxResponseSize) {
    this.maxResponseSize = maxResponseSize;
  }

  /**
   * Reads and decodes a response and closes it.
   *
   * @throws ApiException if the status means an error or the response cannot be read
   */
  <T extends @Nullable Object> ApiResponse<T> read(ApiCall<T> call, Call sent, Response response) {
    Operation operation = call.operation();
    int status = response.code();
    Map<String, List<String>> headers = headers(response.headers());
    ResponseDefinition declared = operation.definition().success(status);
    BodyDefinition.Variant variant = variant(declared, response);
    if (variant != null && variant.format() == BodyDefinition.Format.BINARY) {
      try {
        return new ApiResponse<>(
            status,
            headers,
            ResponseReader.<T>result(operation, status, headers, stream(response)),
            new byte[0]);
      } catch (RuntimeException | Error e) {
        response.close();
        throw e;
      }
    }
    byte[] body;
    try (response) {
      body = body(sent, response);
    } catch (Exception e) {
      throw unreadable(operation, response, declared != null, headers, Failures.ioException(e));
    }
    if (declared == null) {
      throw ApiException.status(operation, status, headers, body, null);
    }
    return new ApiResponse<>(
        status,
        headers,
        ResponseReader.<T>result(
            operation, status, headers, value(operation, variant, status, headers, body)),
        body);
  }

  /** Returns the declared media type that a response has, or, if it has another, the preferred. */
  private static BodyDefinition.@Nullable Variant variant(
      @Nullable ResponseDefinition declared, Response response) {
    BodyDefinition body = declared == null ? null : declared.body();
    if (body == null || body.variants().size() == 1) {
      return body == null ? null : body.preferred();
    }
    String type = response.header("Content-Type");
    BodyDefinition.Variant variant = type == null ? null : body.variant(MediaType.of(type));
    return variant == null ? body.preferred() : variant;
  }

  private static BinaryData stream(Response response) {
    ResponseBody body = response.body();
    return BinaryData.of(body.byteStream(), body.contentLength())
        .withContentType(response.header("Content-Type"));
  }

  private byte[] body(Call sent, Response response) throws IOException {
    ResponseBody body = response.body();
    BufferedSource source = body.source();
    // The source is decompressed.
    if (body.contentLength() > maxResponseSize || source.request(maxResponseSize + 1L)) {
      // Otherwise, OkHttp would keep reading for a while to reuse the connection.
      sent.cancel();
      throw new ResponseTooLargeException(maxResponseSize);
    }
    return source.readByteArray();
  }

  private static ApiException unreadable(
      Operation operation,
      Response response,
      boolean isSuccess,
      Map<String, List<String>> headers,
      IOException cause) {
    int status = response.code();
    if (cause instanceof ResponseTooLargeException && isSuccess) {
      return ApiException.tooLarge(operation, status, headers, cause);
    }
    // An error status means an error even without its body.
    return isSuccess || Thread.currentThread().isInterrupted()
        ? ApiException.transport(operation, response.request().url(), status, headers, cause)
        : ApiException.status(operation, status, headers, new byte[0], cause);
  }

  @SuppressWarnings({
    "unchecked",
    "NullAway",
    "TypeParameterUnusedInFormals"
  }) // generated calls have the type of their operation's response, Void if there is none
  private static <T extends @Nullable Object> T result(
      Operation operation, int status, Map<String, List<String>> headers, @Nullable Object value) {
    ResultFactory results = operation.definition().results();
    return (T) (results == null ? value : results.create(ResponseState.of(status, headers, value)));
  }

  private static @Nullable Object value(
      Operation operation,
      BodyDefinition.@Nullable Variant variant,
      int status,
      Map<String, List<String>> headers,
      byte[] body) {
    boolean isUndeclared =
        operation.definition().results() != null && operation.definition().response(status) == null;
    if (variant == null || isUndeclared) {
      return null;
    }
    if (variant.format() == BodyDefinition.Format.TEXT) {
      Violations violations = new Violations();
      List<String> type = headers.get("Content-Type");
      Object value =
          BodyDecoder.text(
              (ScalarCodec<?>) variant.codec(),
              type == null ? variant.type() : MediaType.of(type.get(0)),
              BinaryData.of(body),
              violations);
      if (value == null) {
        throw ApiException.undecodable(operation, status, headers, body, null, violations.all());
      }
      return value;
    }
    Decoded<?> decoded = Json.decodeResponse(variant.codec(), body);
    if (!decoded.decodable()) {
      throw ApiException.undecodable(
          operation, status, headers, body, variant.codec(), decoded.violations());
    }
    return decoded.value();
  }

  private static Map<String, List<String>> headers(Headers received) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < received.size(); i++) {
      headers.computeIfAbsent(received.name(i), name -> new ArrayList<>(1)).add(received.value(i));
    }
    headers.replaceAll((name, values) -> Collections.unmodifiableList(values));
    return Collections.unmodifiableMap(headers);
  }
}
