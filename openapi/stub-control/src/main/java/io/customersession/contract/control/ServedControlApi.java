package io.customersession.contract.control;

import io.customersession.contract.stub.control.ControlApiProvider;
import io.customersession.contract.stub.control.ControlSettings;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.world.StubWorld;
import java.util.function.Function;

/** Serves the operations of the document of the control API. A service loader creates it. */
public final class ServedControlApi implements ControlApiProvider {
  /** Creates a provider, as a service loader does. */
  public ServedControlApi() {}

  @Override
  public <W extends StubWorld> Function<StubRequest, StubResponse> create(
      ControlSettings<W> settings) {
    return new ControlPipeline<>(settings)::handle;
  }
}
