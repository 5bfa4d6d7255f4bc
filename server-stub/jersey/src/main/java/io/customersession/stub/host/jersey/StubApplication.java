package io.customersession.stub.host.jersey;

import io.customersession.stub.http.ApiPipeline;
import io.customersession.stub.http.Resources;
import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The stub as a portable Jakarta REST application: the resources, and filters that leave every
 * decision to the {@link ApiPipeline}.
 */
public final class StubApplication extends Application {
  private final Set<Object> singletons = new LinkedHashSet<>();

  /** Creates an application whose requests go through a pipeline. */
  public StubApplication(ApiPipeline pipeline) {
    RequestScope scope = new RequestScope();
    singletons.addAll(Resources.of(scope::call));
    singletons.add(new RequestFilter(pipeline, scope));
    singletons.add(new DecodedBody());
    singletons.add(new ErrorMapper(pipeline, scope));
    singletons.add(new ResponseFilter(pipeline, scope));
    singletons.add(new TimeParameters());
  }

  @Override
  @SuppressWarnings(
      "deprecation") // the only portable way to hand over objects that are made with arguments
  public Set<Object> getSingletons() {
    return singletons;
  }
}
