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
import java.util.concurrent.atomic.AtomicReference;

/** A generated stub without a resource: its default handlers behind a socket. */
final class DefaultStub implements AutoCloseable {
  private final StubServer server;
  private final ClassLoader classes;
  private final AtomicReference<EntityHandlers> entities;
  private final HttpClient http = HttpClient.newHttpClient();

  private DefaultStub(
      StubServer server, ClassLoader classes, AtomicReference<EntityHandlers> entities) {
    this.server = server;
    this.classes = classes;
    this.entities = entities;
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
      AtomicReference<EntityHandlers> entities = new AtomicReference<>();
      StubServer server =
          StubServer.builder(world -> api(handlers, world, entities, rules)).start();
      return new DefaultStub(server, handlers.getClassLoader(), entities);
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static StubApi api(
      Class<?> handlers,
      ApiWorld world,
      AtomicReference<EntityHandlers> created,
      EntityRule... rules) {
    try {
      EntityHandlers entities =
          (EntityHandlers) handlers.getMethod("of", ApiWorld.class).invoke(null, world);
      for (EntityRule rule : rules) {
        entities = entities.withRule(rule);
      }
      created.set(entities);
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

  /** Returns the handlers of the world that was created last. */
  EntityHandlers entities() {
    return entities.get();
  }

  /** Returns a constant of a generated class. */
  Object constant(String className, String name) throws ReflectiveOperationException {
    return classes.loadClass(Generated.BASE + "." + className).getField(name).get(null);
  }

  /** Sends a request and returns status and body, such as {@code 200 {"id":1}}. */
  String send(String method, String path, String body) throws Exception {
    return send(method, path, body, "application/json");
  }

  /** Sends a request with a body of a media type. */
  String send(String method, String path, String body, String type) throws Exception {
    HttpResponse<String> response = exchange(method, path, body, type);
    String declared = response.headers().firstValue("Content-Type").orElse("");
    return response.statusCode()
        + (declared.contains("problem") ? " (problem)" : "")
        + (response.body().isEmpty() ? "" : " " + response.body());
  }

  /** Sends a request and returns the whole response. */
  HttpResponse<String> exchange(String method, String path, String body, String type)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer any")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
  }
}
