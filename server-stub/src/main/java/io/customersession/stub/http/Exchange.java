package io.customersession.stub.http;

import io.customersession.stub.journal.ContractViolation;
import io.customersession.stub.journal.ViolationLog;
import io.customersession.stub.runtime.Operation;
import io.customersession.stub.runtime.Violation;
import io.customersession.stub.session.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that was let in: what it calls, for whom, and with which values. */
public final class Exchange implements Call {
  private final Operation operation;
  private final long application;
  private final String path;
  private final Map<String, Object> parameters;
  private final @Nullable Object body;
  private final ViolationLog log;

  Exchange(
      Operation operation,
      long application,
      String path,
      Map<String, Object> parameters,
      @Nullable Object body,
      ViolationLog log) {
    this.operation = operation;
    this.application = application;
    this.path = path;
    this.parameters = parameters;
    this.body = body;
    this.log = log;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public long application() {
    return application;
  }

  @Override
  public void note(Violation violation) {
    log.add(Refusals.recorded(operation, operation.method(), path, violation, false));
  }

  /**
   * Returns the parameters' values by their names; an absent parameter without a default is not in
   * it.
   */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** Returns the body, or null if the operation has none. */
  public @Nullable Object body() {
    return body;
  }

  String path() {
    return path;
  }

  void record(ContractViolation violation) {
    log.add(violation);
  }
}
