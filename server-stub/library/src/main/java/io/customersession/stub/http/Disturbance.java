package io.customersession.stub.http;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.fault.Fault;
import io.customersession.stub.fault.FiredFaults;
import io.customersession.stub.journal.Recording;
import io.customersession.stub.session.ConflictException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the faults of a call into answers and the way they are sent.
 *
 * @param faults what happens to the call
 */
record Disturbance(FiredFaults faults) {
  static final Disturbance NONE = new Disturbance(FiredFaults.NONE);

  private static final int UNAVAILABLE = 503;

  /** Returns what is answered instead of carrying the call out, or null if it is carried out. */
  @Nullable StubResponse instead(Operation operation, Recording recording) {
    Fault fault = faults.fault();
    if (fault instanceof Fault.Status status) {
      HttpError error =
          HttpError.of(status.code(), "The stub was told to answer with " + status.code());
      return Refusals.answer(
          operation,
          recording,
          status.retryAfter() == null
              ? error
              : error.withHeader("Retry-After", String.valueOf(status.retryAfter().toSeconds())));
    }
    if (fault instanceof Fault.Conflict) {
      return Refusals.answer(
          operation,
          recording,
          operation == ApiOperation.UPDATE_CUSTOMER_PROFILE_V2
              ? ConflictException.ofProfile()
              : ConflictException.ofSession());
    }
    if (fault instanceof Fault.Drop) {
      // Where a connection cannot be cut, this is the nearest that can be sent.
      return Refusals.answer(
          operation,
          recording,
          HttpError.of(UNAVAILABLE, "The stub was told to cut the connection")
              .withHeader("Connection", "close"));
    }
    return null;
  }

  /** Returns the answer as the faults leave it, with the way it is sent. */
  StubResponse of(StubResponse answer) {
    if (faults.description() == null) {
      return answer;
    }
    byte[] body = answer.body();
    if (faults.fault() instanceof Fault.Malformed) {
      // Half of a JSON value is none.
      body = Arrays.copyOf(body, body.length / 2);
    }
    return new StubResponse(answer.status(), answer.headers(), body, delivery());
  }

  /** Returns how answers of this call are sent. */
  Delivery delivery() {
    return new Delivery(faults.delay(), manner());
  }

  /** Returns whether the connection is cut before the call is carried out. */
  boolean isDropped() {
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
