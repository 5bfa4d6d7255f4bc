package io.customersession.stub.http;

import io.customersession.stub.api.Dispatcher;
import java.util.List;
import java.util.function.Supplier;

/** The objects that implement the generated interfaces. They hold no rules and no state. */
public final class Resources {
  private Resources() {}

  /**
   * Returns what calls them. A new tag in the document is an argument that is missing here, at its
   * place in the alphabet; add the same object to {@link #of}, which containers use.
   */
  static Dispatcher dispatcher(Supplier<ApiContext> call) {
    return Dispatcher.of(
        new ApplicationsResource(call),
        new CustomerProfilesResource(call),
        new CustomerSessionsResource(call),
        new StatusResource());
  }

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
