package io.customersession.codegen;

import io.customersession.contract.stub.ApiWorld;
import io.customersession.contract.stub.StubApi;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.stub.entity.EntityHandlers;
import io.customersession.contract.stub.entity.EntityRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** A generated stub without a resource: its default handlers behind a socket. */
final class DefaultStub implements AutoCloseable {
  private final StubServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private DefaultStub(StubServer server) {
    this.server = server;
  }

  /** Generates, compiles and starts the stub of a document, with rules. */
  static DefaultStub of(String document, Path directory, EntityRule... rules) {
    try {
      Class<?> handlers =
          Generated.from(
                  "contract-server-stub",
                  document,
                  Generated.BASE,
                  directory,
                  Map.of("defaultHandlers", "true"))
              .compile(17)
              .loadClass(Generated.BASE + ".api.DefaultHandlers");
      return new DefaultStub(StubServer.builder(world -> api(handlers, world, rules)).start());
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static StubApi api(Class<?> handlers, ApiWorld world, EntityRule... rules) {
    try {
      EntityHandlers entities =
          (EntityHandlers) handlers.getMethod("of", ApiWorld.class).invoke(null, world);
      for (EntityRule rule : rules) {
        entities = entities.withRule(rule);
      }
      return (StubApi)
          handlers
              .getMethod("dispatcher", EntityHandlers.class, Object[].class)
              .invoke(null, entities, new Object[0]);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the generated handlers", e);
    }
  }

  StubServer server() {
    return server;
  }

  /** Sends a request and returns status and body, such as {@code 200 {"id":1}}. */
  String send(String method, String path, String body) throws Exception {
    return send(method, path, body, "application/json");
  }

  /** Sends a request with a body of a media type. */
  String send(String method, String path, String body, String type) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer any")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String declared = response.headers().firstValue("Content-Type").orElse("");
    return response.statusCode()
        + (declared.contains("problem") ? " (problem)" : "")
        + (response.body().isEmpty() ? "" : " " + response.body());
  }

  @Override
  public void close() {
    server.close();
  }
}
