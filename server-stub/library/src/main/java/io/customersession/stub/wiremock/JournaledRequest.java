package io.customersession.stub.wiremock;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import io.customersession.contract.stub.http.StubRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as WireMock shows it.
 *
 * @param request what WireMock received
 */
record JournaledRequest(Request request) implements StubRequest {
  @Override
  public String method() {
    return request.getMethod().getName();
  }

  @Override
  public String rawPath() {
    String url = request.getUrl();
    int end = url.indexOf('?');
    return end < 0 ? url : url.substring(0, end);
  }

  @Override
  public @Nullable String rawQuery() {
    String url = request.getUrl();
    int start = url.indexOf('?');
    return start < 0 ? null : url.substring(start + 1);
  }

  @Override
  public List<String> header(String name) {
    return request.containsHeader(name) ? request.header(name).values() : List.of();
  }

  @Override
  public Map<String, List<String>> headers() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    HttpHeaders headers = request.getHeaders();
    if (headers != null) {
      for (HttpHeader header : headers.all()) {
        all.put(header.key(), header.values());
      }
    }
    return all;
  }

  @Override
  public InputStream body() {
    byte[] body = request.getBody();
    return new ByteArrayInputStream(body == null ? new byte[0] : body);
  }
}
