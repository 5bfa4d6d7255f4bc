package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.model.SessionState;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The part of a request that an operation depends on. */
public interface OperationContext {
  /** Returns the operation. */
  Operation operation();

  /** Returns the application that the caller's key belongs to. */
  long application();

  /** Returns true if the caller may manage an application. */
  boolean manages(long application);

  /** Returns the behavior of the stub in this call. */
  Behaviour behaviour();

  /**
   * Returns the time of the call, as responses show it. Every call of this method returns the same
   * time.
   */
  OffsetDateTime now();

  /** Returns the epoch of the world in which the call began. */
  Epoch epoch();

  /** Returns the idempotency key and fingerprint of the request, or null if it has no key. */
  @Nullable KeyedRequest keyed();

  /**
   * Encodes the response to this call. This happens before anything is stored, so that a response
   * that cannot be encoded changes nothing.
   *
   * @return the body of the response
   */
  byte[] encode(Model response);

  /**
   * Records the states of the session that the call has stored. Does nothing by default.
   *
   * @param before the state before the call, or null if the call created the session
   * @param after the state after it
   */
  default void states(@Nullable SessionState before, SessionState after) {}

  /** Records a violation that does not fail the request. */
  void note(Violation violation);

  /**
   * Records a warning: the contract allows the request, but its sender may not have meant it.
   *
   * @param pointer the location in the request
   * @param documented the location in the document
   * @param rightForm what to send instead
   */
  void warn(ContractRule rule, String pointer, String details, String documented, String rightForm);
}
