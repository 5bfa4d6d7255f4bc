package io.customersession.stub.host.jersey;

import com.sun.net.httpserver.HttpExchange;
import io.customersession.contract.stub.host.JdkServer;
import io.customersession.contract.stub.host.ReceivedRequest;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.stub.http.ApiPipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;

/**
 * Hands exchanges of the JDK's server to Jersey. Jersey's own container for this server drops
 * connections with a Host header that is no URI host, such as one with an underscore, and warns of
 * every HEAD request and every sender that was cut off.
 */
final class JerseyHandler implements JdkServer.Responder {
  // No resource asks under which name it was called.
  private static final String BASE = "http://stub";

  private final ApplicationHandler application;

  JerseyHandler(ApplicationHandler application) {
    this.application = application;
  }

  @Override
  public StubResponse handle(HttpExchange http) throws IOException {
    ReceivedRequest received = new ReceivedRequest(http);
    String query = received.rawQuery();
    ContainerRequest request =
        new ContainerRequest(
            URI.create(BASE + "/"),
            // The pipeline decides by the target as sent, and then puts the right path here.
            URI.create(BASE + "/" + (query == null ? "" : "?" + query)),
            received.method(),
            null,
            new MapPropertiesDelegate(),
            application.getConfiguration());
    request.getHeaders().putAll(http.getRequestHeaders());
    // Every response is JSON, whatever a client says it likes.
    request.getHeaders().remove("Accept");
    request.getHeaders().putSingle("Accept", StubResponse.CONTENT_TYPE);
    request.setEntityStream(received.body());
    request.setProperty(DeliveryProperty.DELIVERY, Delivery.AT_ONCE);
    request.setProperty(RequestFilter.RECEIVED, received);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      ContainerResponse response = application.apply(request, body).get();
      Object delivery = request.getProperty(DeliveryProperty.DELIVERY);
      return response(response, body.toByteArray(), (Delivery) delivery);
    } catch (ExecutionException e) {
      return ApiPipeline.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static StubResponse response(ContainerResponse response, byte[] body, Delivery delivery) {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .getStringHeaders()
        .forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return new StubResponse(response.getStatus(), headers, body, delivery);
  }
}
