package io.customersession.stub.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** The code under test of the suite, which keeps its connections as an application does. */
final class Shop {
  static final String PATH = "/v2/customer_sessions/";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Shop() {}

  /** Sends a cart, closes the session and reads it. */
  static void pay(String url, String order) throws IOException, InterruptedException {
    call(url, order, Payload.session(), "open");
    call(url, order, change("closed"), "closed");
    call(url, order, null, "closed");
  }

  /** Reads a closed session, cancels it and reads it again. */
  static void cancel(String url, String order) throws IOException, InterruptedException {
    call(url, order, null, "closed");
    call(url, order, change("cancelled"), "cancelled");
    call(url, order, null, "cancelled");
  }

  private static String change(String state) {
    return "{\"customerSession\":{\"state\":\"%s\"},\"responseContent\":[\"customerSession\"]}"
        .formatted(state);
  }

  private static void call(String url, String order, @Nullable String body, String state)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + PATH + order))
            .header("Authorization", "ApiKey-v1 bench");
    if (body != null) {
      request.header("Content-Type", "application/json");
      request.PUT(HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || !response.body().contains("\"state\":\"" + state + "\"")) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
  }
}
