package io.customersession.stub.guard;

import io.customersession.contract.stub.http.StubRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A request given to an engine without a socket in between. One with a query is sent with a
 * management key.
 */
record EngineRequest(
    String method, String path, String query, byte[] bytes, Map<String, List<String>> headers)
    implements StubRequest {
  EngineRequest(String method, String path, byte[] bytes) {
    this(method, path, null, bytes);
  }

  EngineRequest(String method, String path, String query, byte[] bytes) {
    this(
        method,
        path,
        query,
        bytes,
        Map.of(
            "Authorization",
            List.of(query == null ? "ApiKey-v1 key" : "ManagementKey-v1 key"),
            "Content-Type",
            List.of("application/json"),
            "Content-Length",
            List.of(Integer.toString(bytes.length))));
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String rawQuery() {
    return query;
  }

  @Override
  public List<String> header(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return List.of();
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(bytes);
  }
}
