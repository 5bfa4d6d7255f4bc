package io.customersession.contract.client;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
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
   * @throws ApiException if the status is not 2xx or the response cannot be read
   */
  <T extends @Nullable Object> ApiResponse<T> read(ApiCall<T> call, Call sent, Response response) {
    Operation operation = call.operation();
    int status = response.code();
    Map<String, List<String>> headers = headers(response.headers());
    byte[] body;
    try (response) {
      body = body(sent, response);
    } catch (Exception e) {
      throw unreadable(operation, response, headers, Failures.ioException(e));
    }
    if (!response.isSuccessful()) {
      throw ApiException.status(operation, status, headers, body, null);
    }
    return new ApiResponse<>(
        status, headers, ResponseReader.<T>value(operation, status, headers, body), body);
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
      Map<String, List<String>> headers,
      IOException cause) {
    int status = response.code();
    if (cause instanceof ResponseTooLargeException && response.isSuccessful()) {
      return ApiException.tooLarge(operation, status, headers, cause);
    }
    // An error status means an error even without its body.
    return response.isSuccessful() || Thread.currentThread().isInterrupted()
        ? ApiException.transport(operation, status, headers, cause)
        : ApiException.status(operation, status, headers, new byte[0], cause);
  }

  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // generated calls have the type of their operation's response, Void if there is none
  private static <T extends @Nullable Object> T value(
      Operation operation, int status, Map<String, List<String>> headers, byte[] body) {
    JsonCodec<?> codec = operation.responseBody();
    if (codec == null) {
      return null;
    }
    Decoded<?> decoded = Json.decodeResponse(codec, body);
    if (!decoded.decodable()) {
      throw ApiException.undecodable(operation, status, headers, body, decoded.violations());
    }
    return (T) decoded.value();
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
