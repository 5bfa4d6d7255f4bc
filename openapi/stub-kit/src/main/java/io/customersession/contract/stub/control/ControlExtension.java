package io.customersession.contract.stub.control;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stub adds to the control API for its own domain. By default, it adds nothing.
 *
 * @param <W> the type of the worlds
 */
public interface ControlExtension<W extends StubWorld> {
  /** Returns the document to serve, with what the stub adds. If null, the one without additions. */
  default @Nullable URL document() {
    return null;
  }

  /** Returns the API that the stub stands in for. Default: one of which nothing is known. */
  default StubContract contract() {
    return new StubContract("StubServer", List.of(), List.of(), null);
  }

  /** Returns the settings of a world beyond those that every stub has. */
  default List<WorldSetting<? super W, ?>> settings() {
    return List.of();
  }

  /**
   * Returns the name of the property that has the id of the resource that a request is about, such
   * as {@code order}. Default: {@code resource}.
   */
  default String resourceProperty() {
    return "resource";
  }

  /** Returns further members of the view of a world, by their names; a null is omitted. */
  default Map<String, @Nullable Object> members(W world) {
    return Map.of();
  }

  /** Returns further members of the view of a snapshot, by their names. */
  default Map<String, @Nullable Object> members(StateSnapshot snapshot) {
    return Map.of();
  }

  /** Returns operations besides those that every stub has. */
  default List<? extends Operation> operations() {
    return List.of();
  }

  /**
   * Calls one of {@link #operations()}.
   *
   * @param worlds the worlds of the stub
   * @param parameters the values of its parameters by name, with defaults filled in
   * @param body the decoded request body, or null if there is none
   * @return the value of the response body, or null if there is none
   */
  default @Nullable Object call(
      Worlds<W> worlds,
      Operation operation,
      Map<String, Object> parameters,
      @Nullable Object body) {
    throw new IllegalArgumentException("no interface has the operation " + operation);
  }
}
