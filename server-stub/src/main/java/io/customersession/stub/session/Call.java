package io.customersession.stub.session;

import io.customersession.stub.runtime.Operation;
import io.customersession.stub.runtime.Violation;

/** One call of an operation, as far as it matters to what the call does. */
public interface Call {
  /** Returns the operation called. */
  Operation operation();

  /** Returns the application that the caller's key belongs to. */
  long application();

  /** Records something that the call is not refused for, but that its sender should know. */
  void note(Violation violation);
}
