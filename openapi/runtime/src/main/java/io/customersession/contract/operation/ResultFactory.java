package io.customersession.contract.operation;

/** Creates the results of one operation: the constructor of a generated class. */
@FunctionalInterface
public interface ResultFactory {
  /** Creates a result. */
  OperationResult<?> create(ResponseState state);
}
