package io.customersession.stub.host;

import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.host.HttpListener;
import io.customersession.contract.stub.host.JdkServer;
import io.customersession.contract.stub.host.ReceivedRequest;
import io.customersession.stub.http.ApiPipeline;
import java.io.IOException;

/**
 * Serves by the generated routes, on the JDK's HTTP server: no reflection, no scanning, no other
 * library.
 */
public final class RouteHost implements Host {
  @Override
  public HttpListener start(HostSettings settings, ApiPipeline pipeline) throws IOException {
    return JdkServer.start(settings, http -> pipeline.handle(new ReceivedRequest(http)));
  }
}
