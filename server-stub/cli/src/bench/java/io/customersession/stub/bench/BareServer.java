package io.customersession.stub.bench;

import io.customersession.contract.json.Json;
import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.host.JdkServer;
import io.customersession.contract.stub.host.JdkServer.Responder;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.IntegrationStateV2;
import io.customersession.stub.model.SessionWithEffects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the machine allows: the same HTTP server and the same codecs, reading and checking the same
 * request and writing the same response, but no path, no key, no session and no journal.
 */
final class BareServer {
  private BareServer() {}

  public static void main(String[] args) throws IOException {
    IntegrationStateV2 put =
        decoded(IntegrationStateV2.Codec.INSTANCE, response("PUT", Payload.session()));
    SessionWithEffects get = decoded(SessionWithEffects.Codec.INSTANCE, response("GET", ""));
    Responder responder =
        http -> {
          byte[] sent = http.getRequestBody().readAllBytes();
          if (!http.getRequestMethod().equals("PUT")) {
            return new StubResponse(200, Map.of(), SessionWithEffects.Codec.INSTANCE.toBytes(get));
          }
          Violations violations = new Violations();
          Json.decodeRequest(IntegrationRequest.Codec.INSTANCE, sent, violations);
          if (!violations.acceptable()) {
            throw new IOException(violations.all().toString());
          }
          return new StubResponse(200, Map.of(), IntegrationStateV2.Codec.INSTANCE.toBytes(put));
        };
    JdkServer server =
        JdkServer.start(
            new HostSettings(
                "127.0.0.1",
                Integer.parseInt(args[0]),
                KitSettings.MAX_THREADS.defaultValue(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5)),
            responder);
    System.out.println("listening on http://127.0.0.1:" + server.port());
  }

  private static <T> T decoded(io.customersession.contract.json.JsonCodec<T> codec, byte[] bytes) {
    return Objects.requireNonNull(Json.decodeResponse(codec, bytes).value());
  }

  /** Returns the response of a real stub. */
  private static byte[] response(String method, String body) {
    var engine = CustomerSessionStub.builder().embed();
    if (method.equals("GET")) {
      engine.handle(new Request("PUT", Payload.session()));
    }
    StubResponse response = engine.handle(new Request(method, body));
    if (response.status() != 200) {
      throw new IllegalStateException(new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  private record Request(String method, String text) implements StubRequest {
    @Override
    public String rawPath() {
      return Payload.PATH;
    }

    @Override
    public @Nullable String rawQuery() {
      return null;
    }

    @Override
    public List<String> header(String name) {
      return headers().getOrDefault(name, List.of());
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of(
          "Authorization", List.of("ApiKey-v1 bench"), "Content-Type", List.of("application/json"));
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
