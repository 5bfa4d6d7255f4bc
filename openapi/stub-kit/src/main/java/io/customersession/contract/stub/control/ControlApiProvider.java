package io.customersession.contract.stub.control;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.world.StubWorld;
import java.util.function.Function;

/**
 * Creates the control API of a stub. A {@link java.util.ServiceLoader} finds the implementation in
 * the artifact {@code contract-stub-control}.
 */
public interface ControlApiProvider {
  /** Returns what handles the requests to the control API of a stub. */
  <W extends StubWorld> Function<StubRequest, StubResponse> create(ControlSettings<W> settings);
}
