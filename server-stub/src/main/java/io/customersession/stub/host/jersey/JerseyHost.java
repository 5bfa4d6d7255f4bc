package io.customersession.stub.host.jersey;

import com.sun.net.httpserver.HttpHandler;
import io.customersession.stub.host.Host;
import io.customersession.stub.host.HostSettings;
import io.customersession.stub.host.HttpListener;
import io.customersession.stub.host.JdkServer;
import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Gate;
import java.io.IOException;
import java.util.List;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Serves the application with Jersey, on the JDK's HTTP server. */
public final class JerseyHost implements Host {
  @Override
  public HttpListener start(
      HostSettings settings, Gate gate, CallScope scope, List<Object> resources)
      throws IOException {
    ResourceConfig config =
        ResourceConfig.forApplication(new StubApplication(gate, scope, resources))
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
            .property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL");
    HttpHandler handler = ContainerFactory.createContainer(HttpHandler.class, config);
    return JdkServer.start(settings, handler);
  }
}
