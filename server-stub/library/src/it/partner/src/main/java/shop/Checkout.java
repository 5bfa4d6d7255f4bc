package shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends the changes of a cart to the customer session API. */
public final class Checkout {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String api;
  private final String key;
  private final Duration patience;

  /**
   * Makes a checkout.
   *
   * @param api the base URL, without a slash at the end
   * @param key the API key
   * @param patience how long to wait for a response
   */
  public Checkout(String api, String key, Duration patience) {
    this.api = api;
    this.key = key;
    this.patience = patience;
  }

  /** Saves a cart with a number of pieces of one item. */
  public HttpResponse<String> fill(String order, String sku, int quantity) {
    return update(
        order,
        """
        {"cartItems": [{"name": "Tea", "sku": "%s", "quantity": %d, "price": 4.9}]}"""
            .formatted(sku, quantity));
  }

  /** Closes the order's session, because the customer has paid. */
  public HttpResponse<String> pay(String order) {
    return update(order, "{\"state\": \"closed\"}");
  }

  /** Cancels the order's session. */
  public HttpResponse<String> cancel(String order) {
    return update(order, "{\"state\": \"cancelled\"}");
  }

  /** Sends a change of the order's session as it is. */
  public HttpResponse<String> update(String order, String session) {
    return send(
        request(order)
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"customerSession\": "
                        + session
                        + ", \"responseContent\": [\"customerSession\"]}")));
  }

  /** Looks at the order's session. */
  public HttpResponse<String> look(String order) {
    return send(request(order).GET());
  }

  private HttpRequest.Builder request(String order) {
    return HttpRequest.newBuilder(URI.create(api + "/v2/customer_sessions/" + order))
        .timeout(patience)
        .header("Authorization", "ApiKey-v1 " + key);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LostResponseException("interrupted", e);
    } catch (IOException e) {
      throw new LostResponseException(String.valueOf(e.getMessage()), e);
    }
  }
}
