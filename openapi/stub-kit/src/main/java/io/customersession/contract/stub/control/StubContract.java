package io.customersession.contract.stub.control;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import java.net.URL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stub knows of the API that it stands in for. Immutable.
 *
 * @param stub the simple name of the class that starts such a stub
 * @param operations the operations in the order of the document
 * @param stateMachines the state machines of the document, as far as the stub knows them
 * @param document the document, or null if it is not on the class path
 */
public record StubContract(
    String stub,
    List<? extends Operation> operations,
    List<StateMachine> stateMachines,
    @Nullable URL document) {
  /** Creates a contract; the lists are copied. */
  public StubContract {
    operations = List.copyOf(operations);
    stateMachines = List.copyOf(stateMachines);
  }

  /**
   * A state machine. Immutable.
   *
   * @param name the name of the schema of its states
   * @param transitions the transitions; those that create a resource come first
   */
  public record StateMachine(String name, List<? extends Transition<?>> transitions) {
    /** Creates a state machine; the list is copied. */
    public StateMachine {
      transitions = List.copyOf(transitions);
    }
  }
}
