package io.customersession.stub.http;

import java.util.List;
import java.util.function.Supplier;

/** The objects that implement the generated interfaces. They hold no rules and no state. */
public final class Resources {
  private Resources() {}

  /**
   * Returns one object for each interface.
   *
   * @param call returns the context of the request that is being handled
   */
  public static List<Object> of(Supplier<ApiContext> call) {
    return List.of(
        new CustomerSessionsResource(call),
        new CustomerProfilesResource(call),
        new ApplicationsResource(call),
        new StatusResource());
  }
}
