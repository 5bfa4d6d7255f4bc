package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.http.Delivery;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * Takes the way a response is sent past Jakarta REST, which has no words for it. In a container
 * that is not ours a response can be late, but is always sent whole; a call whose connection would
 * be cut before it is carried out gets 503.
 */
final class Deliveries {
  /**
   * The property of a request that says how its response is sent. A host that can send responses
   * that way sets it before.
   */
  static final String DELIVERY = "io.customersession.stub.delivery";

  private Deliveries() {}

  /** Tells the host how to send the response, or does what a filter can do. */
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
