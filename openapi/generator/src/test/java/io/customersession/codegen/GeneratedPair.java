package io.customersession.codegen;

import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.StubApi;
import io.customersession.contract.stub.StubServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The generated client and the generated stub of a document whose operations all have the tag Main
 * and no response body. The stub keeps the arguments of the last call.
 */
final class GeneratedPair implements AutoCloseable {
  private final ClassLoader classes;
  private final StubServer server;
  private final List<Object> received = new ArrayList<>();
  private String called = "";

  private GeneratedPair(
      String document, Path directory, UnaryOperator<StubServer.Builder> settings) {
    Generated.from("contract-client", document, "pair.client", directory);
    Generated both = Generated.from("contract-server-stub", document, "pair.stub", directory);
    try {
      classes = both.compile(17);
      Object resource =
          Proxy.newProxyInstance(
              classes, new Class<?>[] {load("pair.stub.api.MainApi")}, this::handle);
      StubApi api =
          (StubApi)
              load("pair.stub.api.Dispatcher")
                  .getConstructor(List.class)
                  .newInstance(List.of(resource));
      server = settings.apply(StubServer.builder(world -> api)).start();
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  static GeneratedPair of(String document, Path directory) {
    return new GeneratedPair(document, directory, builder -> builder);
  }

  static GeneratedPair of(
      String document, Path directory, UnaryOperator<StubServer.Builder> settings) {
    return new GeneratedPair(document, directory, settings);
  }

  private Object handle(Object proxy, Method method, Object[] arguments) {
    called = method.getName();
    received.clear();
    received.addAll(arguments == null ? List.of() : Arrays.asList(arguments));
    return null;
  }

  /** Returns the arguments of the last call that the stub handled, and forgets them. */
  List<Object> received() {
    List<Object> all = new ArrayList<>(received);
    received.clear();
    return all;
  }

  /** Returns the name of the last method that the stub called. */
  String called() {
    return called;
  }

  Class<?> load(String name) throws ClassNotFoundException {
    return classes.loadClass(name);
  }

  /** Returns an operation of the client, or of the stub. */
  Operation operation(String side, String id) throws ReflectiveOperationException {
    return (Operation)
        ((Optional<?>)
                load("pair." + side + ".api.ApiOperation")
                    .getMethod("of", String.class)
                    .invoke(null, id))
            .orElseThrow();
  }

  ApiClient.Builder client() {
    return ApiClient.builder().baseUrl(server.url());
  }

  StubServer server() {
    return server;
  }

  /** Returns a call as the generated client makes it. */
  ApiCall<?> call(String operationId, Object... arguments) throws Exception {
    try (ApiClient client = client().build()) {
      return (ApiCall<?>) invoke(client, operationId + "Call", arguments);
    }
  }

  /** Sends a call by a method of the generated client. */
  void send(ApiClient client, String operationId, Object... arguments) throws Exception {
    invoke(client, operationId, arguments);
  }

  void send(String operationId, Object... arguments) throws Exception {
    try (ApiClient client = client().build()) {
      invoke(client, operationId, arguments);
    }
  }

  private Object invoke(ApiClient client, String method, Object... arguments) throws Exception {
    Class<?> type = load("pair.client.api.MainApi");
    Method found =
        Stream.of(type.getMethods())
            .filter(
                each ->
                    each.getName().equals(method) && each.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow();
    try {
      return found.invoke(type.getConstructor(ApiClient.class).newInstance(client), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Sends a request as written, and returns the status, with the body if that is an error. */
  String get(String target, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() < 300
        ? Integer.toString(response.statusCode())
        : response.statusCode() + " " + response.body();
  }

  /** Sends JSON as written, and returns the status and the body of the response. */
  String put(String target, String body) throws Exception {
    return send("PUT", target, "application/json", body);
  }

  /** Sends a body as written, and returns the status and the body of the response. */
  String send(String method, String target, String contentType, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + target))
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  @Override
  public void close() {
    server.close();
  }
}
