package io.customersession.contract.stub.fault;

import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubResponse;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Applies the faults of one request to its response.
 *
 * @param faults the faults of the request
 */
public record FaultInjection(FiredFaults faults) {
  /** No fault. */
  public static final FaultInjection NONE = new FaultInjection(FiredFaults.NONE);

  private static final int UNAVAILABLE = 503;

  /**
   * Ends the request if a fault replaces its handling.
   *
   * @param conflict creates the error of a parallel update
   * @throws HttpError if the request is to fail, or its connection is to be closed before it is
   *     handled
   */
  public void requireHandled(Supplier<? extends RuntimeException> conflict) {
    Fault fault = faults.fault();
    if (fault instanceof Fault.Status status) {
      HttpError error = HttpError.of(status.code(), "Injected fault: status " + status.code());
      throw status.retryAfter() == null
          ? error
          : error.withHeader("Retry-After", String.valueOf(status.retryAfter().toSeconds()));
    }
    if (fault instanceof Fault.Conflict) {
      throw conflict.get();
    }
    if (fault instanceof Fault.Drop) {
      // Where a connection cannot be cut, this is the nearest that can be sent.
      throw HttpError.of(UNAVAILABLE, "Injected fault: drop").withHeader("Connection", "close");
    }
  }

  /** Returns a response with the faults applied, and how it is sent. */
  public StubResponse apply(StubResponse response) {
    if (faults.description() == null) {
      return response;
    }
    byte[] body = response.body();
    if (faults.fault() instanceof Fault.Malformed) {
      // Half of a JSON value is not JSON.
      body = Arrays.copyOf(body, body.length / 2);
    }
    return response.with(body, delivery());
  }

  /** Returns how the response is sent. */
  public Delivery delivery() {
    return new Delivery(faults.delay(), manner());
  }

  /** Returns true if the connection is closed before the request is handled. */
  public boolean isDropped() {
    return faults.fault() instanceof Fault.Drop;
  }

  private Delivery.Manner manner() {
    Fault fault = faults.fault();
    if (fault instanceof Fault.Drop || fault instanceof Fault.DropAfter) {
      return Delivery.Manner.DROPPED;
    }
    return fault instanceof Fault.Truncate ? Delivery.Manner.TRUNCATED : Delivery.Manner.WHOLE;
  }
}
