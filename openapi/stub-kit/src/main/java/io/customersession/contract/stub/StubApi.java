package io.customersession.contract.stub;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.UnservedOperation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API that a stub serves: the operations that its document declares, and what implements them.
 * Generated code implements it as {@code Dispatcher}.
 */
public interface StubApi {
  /** Returns the operations that can be called, in the order of the document. */
  List<? extends Operation> operations();

  /** Returns the operations that are known but not served, in the order of the document. */
  List<UnservedOperation> unservedOperations();

  /**
   * Calls an operation.
   *
   * @param operation one of {@link #operations()}
   * @param parameters the values of its parameters by their keys, with defaults filled in
   * @param body the decoded request body, or null if there is none
   * @return the value of the response body, or null if there is none
   */
  @Nullable Object call(Operation operation, Map<String, Object> parameters, @Nullable Object body);
}
