package io.customersession.stub.host.routes;

import io.customersession.stub.host.Host;
import io.customersession.stub.host.HostSettings;
import io.customersession.stub.host.HttpListener;
import io.customersession.stub.host.JdkServer;
import io.customersession.stub.host.ReceivedRequest;
import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Engine;
import io.customersession.stub.http.Gate;
import java.io.IOException;
import java.util.List;

/**
 * Serves by the generated routes, on the JDK's HTTP server: no reflection, no scanning, no other
 * library.
 */
public final class RouteHost implements Host {
  @Override
  public HttpListener start(
      HostSettings settings, Gate gate, CallScope scope, List<Object> resources)
      throws IOException {
    Engine engine = new Engine(gate, scope, resources);
    return JdkServer.start(settings, http -> engine.answer(new ReceivedRequest(http)));
  }
}
