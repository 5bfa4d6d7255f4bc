package io.customersession.stub.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;

/** An application that calls the API at the URL that its environment has when it starts. */
@SpringBootConfiguration
class Shop {
  @Bean
  Checkout checkout(
      @Value("${customer-session.client.base-url}") String url,
      @Value("${customer-session.client.api-key}") String key) {
    return new Checkout(url, key);
  }

  /** Sends sessions. */
  record Checkout(String url, String key) {
    /** Stores a session, and returns the status of the response. */
    int put(String session, String content) {
      return send(session, "PUT", "{\"customerSession\":" + content + "}");
    }

    /** Reads a session, and returns the status of the response. */
    int get(String session) {
      return send(session, "GET", "");
    }

    private int send(String session, String method, String body) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v2/customer_sessions/" + session))
              .header("Authorization", "ApiKey-v1 " + key)
              .header("Content-Type", "application/json")
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build();
      try {
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
