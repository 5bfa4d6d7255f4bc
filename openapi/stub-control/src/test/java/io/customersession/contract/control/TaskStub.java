package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonParser;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.stub.StubServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import tasks.api.Dispatcher;

/** A stub of the tasks, with a client of its control API. */
final class TaskStub implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final StubServer server;
  private final ApiClient client;

  private TaskStub(StubServer server) {
    this.server = server;
    client = ApiClient.builder().baseUrl(server.url()).build();
  }

  static TaskStub start() {
    return start(builder -> builder);
  }

  static TaskStub start(UnaryOperator<StubServer.Builder> settings) {
    return new TaskStub(
        settings
            .apply(StubServer.builder(world -> Dispatcher.of(world.register(new TasksResource()))))
            .start());
  }

  /** Starts a stub that does not register its state. */
  static TaskStub withoutStoredState() {
    return new TaskStub(StubServer.builder(world -> Dispatcher.of(new TasksResource())).start());
  }

  StubServer server() {
    return server;
  }

  ApiClient client() {
    return client;
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request to the API in a world and expects a status. */
  HttpResponse<String> api(int status, String world, String method, String path, String body) {
    HttpResponse<String> response = send(method, path, body, "X-Stub-World", world);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response;
  }

  void put(String world, String task) {
    api(200, world, "PUT", "/tasks/" + task, "{\"title\":\"Write\"}");
  }

  static String message(String body) {
    return JsonParser.parseString(body).getAsJsonObject().get("message").getAsString();
  }

  /** Expects that a call of the client gets an error. */
  static void refused(int status, String message, Runnable call) {
    ApiException error = catchThrowableOfType(ApiException.class, call::run);
    assertThat(error.status()).isEqualTo(status);
    assertThat(message(error.bodyText())).isEqualTo(message);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
