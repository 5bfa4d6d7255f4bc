package io.customersession.stub.host;

import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.host.HttpListener;
import io.customersession.stub.http.ApiPipeline;
import java.io.IOException;

/**
 * Serves resources over HTTP. Hosts differ in how a request finds its resource method; what is let
 * in and what the response is is decided by the {@link ApiPipeline}, the same for all of them.
 */
public interface Host {
  /**
   * Starts to serve.
   *
   * @param pipeline the way of every request
   * @throws IOException if the address cannot be bound
   */
  HttpListener start(HostSettings settings, ApiPipeline pipeline) throws IOException;
}
