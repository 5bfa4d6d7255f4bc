package io.customersession.stub.host;

import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Gate;
import java.io.IOException;
import java.util.List;

/**
 * Serves resources over HTTP. Hosts differ in how a request finds its resource method; what is let
 * in and what is answered is decided by the {@link Gate}, the same for all of them.
 */
public interface Host {
  /**
   * Starts to serve.
   *
   * @param resources objects that implement the generated interfaces
   * @throws IOException if the address cannot be bound
   */
  HttpListener start(HostSettings settings, Gate gate, CallScope scope, List<Object> resources)
      throws IOException;
}
