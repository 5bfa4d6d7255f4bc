package io.customersession.contract.stub.fault;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
  private static final int BEGINNING_BYTES = 64 * 1024;

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
    if (!(faults.fault() instanceof Fault.Malformed)) {
      return response.with(body, delivery());
    }
    // Half of a JSON value is not JSON, and half of a file is mostly not such a file.
    StubResponse half = response.with(Arrays.copyOf(body, body.length / 2), delivery());
    BinaryData stream = response.stream();
    return stream == null ? half : half.streaming(half(stream));
  }

  /** Returns half of the octets; if their number is not known, half of the first of them. */
  private static BinaryData half(BinaryData stream) {
    if (stream.length() >= 0) {
      return stream.slice(0, stream.length() / 2);
    }
    try (stream;
        InputStream in = stream.open()) {
      byte[] beginning = in.readNBytes(BEGINNING_BYTES);
      return BinaryData.of(Arrays.copyOf(beginning, beginning.length / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
