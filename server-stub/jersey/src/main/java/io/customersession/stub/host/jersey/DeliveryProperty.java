package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.http.Delivery;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * Passes the delivery of a response by a request property, because Jakarta REST has no API for it.
 * A foreign container can delay a response but always sends it completely; a call whose connection
 * would be closed before it is handled gets 503.
 */
final class DeliveryProperty {
  /**
   * The request property with the delivery of the response. A host that supports it sets it first.
   */
  static final String DELIVERY = "io.customersession.stub.delivery";

  private DeliveryProperty() {}

  /**
   * Passes the delivery of the response to the host, or applies its delay if the host does not
   * support it.
   */
  static void deliver(ContainerRequestContext request, Delivery delivery) {
    if (request.getProperty(DELIVERY) != null) {
      request.setProperty(DELIVERY, delivery);
      return;
    }
    try {
      Thread.sleep(delivery.delay().toMillis());
    } catch (InterruptedException e) {
      // The container is about to stop; it decides what becomes of the response.
      Thread.currentThread().interrupt();
    }
  }
}
