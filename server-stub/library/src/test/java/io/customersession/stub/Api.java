package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.session.ResponseVersion;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks real HTTP to a stub. Every exchange with a declared operation is also judged by a
 * validator that knows nothing but the document.
 */
final class Api {
  /** A response; the body is empty text if there is none. */
  record Response(int status, Map<String, String> headers, String body) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    JsonObject session() {
      JsonObject json = json();
      return json.has("customerSession")
          ? json.getAsJsonObject("customerSession")
          : json.has("session") ? json.getAsJsonObject("session") : json;
    }

    String message() {
      return json().get("message").getAsString();
    }

    JsonArray errors() {
      return json().getAsJsonArray("errors");
    }

    /** Returns where each error entry points to: its pointer, parameter or line. */
    java.util.List<String> places() {
      return errors().asList().stream()
          .map(entry -> entry.getAsJsonObject().getAsJsonObject("source"))
          .map(source -> source.entrySet().iterator().next().getValue().getAsString())
          .toList();
    }

    Response expect(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final CustomerSessionStub stub;
  private final String url;
  private final Map<String, String> headers = new LinkedHashMap<>();

  Api(CustomerSessionStub stub) {
    this.stub = stub;
    this.url = stub.url();
    headers.put("Authorization", "ApiKey-v1 test");
  }

  /** Sends a header with every request from now on; null sends it no more. */
  Api header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  Api asManager() {
    return header("Authorization", "ManagementKey-v1 manager");
  }

  /** Returns the version of the API whose properties the stub has to send. */
  private ApiVersion responseVersion() {
    Matcher byHeader =
        Pattern.compile("response-version=(auto|latest|[0-9]{2}\\.[0-9]{2})(?![^,])")
            .matcher(headers.getOrDefault("X-Stub-Behaviour", ""));
    ResponseVersion setting =
        byHeader.find()
            ? ResponseVersion.of(byHeader.group(1))
            : world().behaviour().responseVersion();
    Matcher strict =
        Pattern.compile("OpenAPI-Generator/(26\\.[0-9]{2})/java")
            .matcher(headers.getOrDefault("User-Agent", ""));
    ApiVersion automatic = strict.matches() ? ApiVersion.of(strict.group(1)) : ApiVersion.LATEST;
    return setting.fixed() == null ? automatic : setting.fixed();
  }

  private World world() {
    World named = stub.worlds().find(headers.getOrDefault(World.HEADER, Worlds.MAIN));
    return named == null ? stub.world() : named;
  }

  static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Response putV1(String id, String body) {
    return send("PUT", "/v1/customer_sessions/" + segment(id), body);
  }

  Response putV2(String id, String sessionBody) {
    return send(
        "PUT", "/v2/customer_sessions/" + segment(id), "{\"customerSession\":" + sessionBody + "}");
  }

  Response getV1(String id) {
    return send("GET", "/v1/customer_sessions/" + segment(id), null);
  }

  Response getV2(String id) {
    return send("GET", "/v2/customer_sessions/" + segment(id), null);
  }

  Response returnItems(String id, String lines) {
    return send(
        "POST",
        "/v2/customer_sessions/" + segment(id) + "/returns",
        "{\"return\":{\"returnedCartItems\":" + lines + "}}");
  }

  Response reopen(String id) {
    return send("PUT", "/v2/customer_sessions/" + segment(id) + "/reopen", null);
  }

  Response send(String method, String pathAndQuery, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + pathAndQuery));
    headers.forEach(request::header);
    if (body != null) {
      if (!headers.containsKey("Content-Type")) {
        request.header("Content-Type", "application/json");
      }
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    } else {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    try {
      HttpResponse<String> received =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> firstValues = new LinkedHashMap<>();
      received.headers().map().forEach((name, values) -> firstValues.put(name, values.get(0)));
      Response response = new Response(received.statusCode(), firstValues, received.body());
      SecondOpinion.judge(method, pathAndQuery, headers, body, response);
      assertThat(stub.violations())
          .as("what the stub finds wrong in its own responses")
          .noneMatch(violation -> violation.kind() == ContractRule.RESPONSE);
      SdkTolerance.judge(method, pathAndQuery, response, responseVersion());
      return response;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
