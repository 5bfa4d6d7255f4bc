package io.customersession.stub.host.jersey;

import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.host.HttpListener;
import io.customersession.contract.stub.host.JdkServer;
import io.customersession.stub.host.Host;
import io.customersession.stub.http.ApiPipeline;
import java.io.IOException;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Serves the application with Jersey, on the JDK's HTTP server. */
public final class JerseyHost implements Host {
  /**
   * Jersey warns that every resource that is registered as an object is not a provider, and uses it
   * nevertheless. The field keeps the logger, and with it the filter, from being collected.
   */
  private static final Logger PROVIDERS =
      Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

  static {
    Filter before = PROVIDERS.getFilter();
    String resources = ApiPipeline.class.getPackageName() + ".";
    PROVIDERS.setFilter(
        entry ->
            !String.valueOf(entry.getMessage()).contains(resources)
                && (before == null || before.isLoggable(entry)));
  }

  @Override
  public HttpListener start(HostSettings settings, ApiPipeline pipeline) throws IOException {
    ResourceConfig config =
        ResourceConfig.forApplication(new StubApplication(pipeline))
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .property(CommonProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
            .property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL");
    return JdkServer.start(settings, new JerseyHandler(new ApplicationHandler(config)));
  }
}
