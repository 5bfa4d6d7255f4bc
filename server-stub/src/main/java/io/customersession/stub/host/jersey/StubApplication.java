package io.customersession.stub.host.jersey;

import io.customersession.stub.http.CallScope;
import io.customersession.stub.http.Gate;
import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stub as a portable Jakarta REST application: the resources, and filters that leave every
 * decision to the {@link Gate}.
 */
public final class StubApplication extends Application {
  private final Set<Object> singletons = new LinkedHashSet<>();

  /** Makes an application of resources. */
  public StubApplication(Gate gate, CallScope scope, List<Object> resources) {
    singletons.addAll(resources);
    singletons.add(new AdmissionFilter(gate, scope));
    singletons.add(new DecodedBody());
    singletons.add(new ThrownAnswer(gate, scope));
    singletons.add(new AnswerFilter(gate, scope));
    singletons.add(new TimeParameters());
  }

  @Override
  @SuppressWarnings(
      "deprecation") // the only portable way to hand over objects that are made with arguments
  public Set<Object> getSingletons() {
    return singletons;
  }
}
