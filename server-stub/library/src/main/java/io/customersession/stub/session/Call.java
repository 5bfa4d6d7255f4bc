package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One call of an operation, as far as it matters to what the call does. */
public interface Call {
  /** Returns the operation called. */
  Operation operation();

  /** Returns the application that the caller's key belongs to. */
  long application();

  /** Returns whether the caller's key is for the management of an application. */
  boolean manages(long application);

  /** Returns how the stub behaves in this call. */
  Behaviour behaviour();

  /** Returns the time of the call, as responses show it; the same each time it is asked for. */
  OffsetDateTime now();

  /** Returns the epoch of the world in which the call began. */
  Epoch epoch();

  /** Returns what identifies the request, or null if it has no idempotency key. */
  @Nullable KeyedRequest keyed();

  /**
   * Encodes the response to this call. It is encoded once, before anything is stored, so that a
   * response that cannot be encoded changes nothing.
   *
   * @return the body that is sent, the same bytes each time
   */
  byte[] encode(Model response);

  /** Records something that the call is not refused for, but that its sender should know. */
  void note(Violation violation);

  /**
   * Records something that the contract allows, but that its sender may not have meant.
   *
   * @param pointer where the request asks for it
   * @param documented where the document tells of it
   * @param rightForm what to send instead
   */
  void warn(ContractRule rule, String pointer, String details, String documented, String rightForm);
}
