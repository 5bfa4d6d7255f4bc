package io.customersession.stub;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls a stub without a server in between, for tests that call it a hundred thousand times. */
record Embedded(StubEngine engine, String key) {
  JsonObject put(String path, String body) {
    return send("PUT", path, body);
  }

  JsonObject post(String path, String body) {
    return send("POST", path, body);
  }

  JsonObject get(String path) {
    return send("GET", path, "");
  }

  private JsonObject send(String method, String path, String body) {
    StubResponse response = engine.handle(new Request(method, path, key, body));
    String text = new String(response.body(), StandardCharsets.UTF_8);
    SdkTolerance.judgeInTurn(
        method,
        path,
        new Api.Response(response.status(), Map.of("content-type", response.contentType()), text),
        ApiVersion.LATEST);
    if (response.status() != 200) {
      throw new AssertionError(response.status() + " " + text + " for " + body);
    }
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private record Request(String method, String path, String key, String text)
      implements StubRequest {
    @Override
    public String rawPath() {
      return path.replaceFirst("\\?.*", "");
    }

    @Override
    public String rawQuery() {
      int mark = path.indexOf('?');
      return mark < 0 ? null : path.substring(mark + 1);
    }

    @Override
    public List<String> header(String name) {
      return headers().entrySet().stream()
          .filter(
              header ->
                  header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(List.of());
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of(
          "Authorization",
          List.of("ApiKey-v1 " + key),
          "Content-Type",
          List.of("application/json"));
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
