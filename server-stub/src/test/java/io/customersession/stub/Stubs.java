package io.customersession.stub;

import io.customersession.stub.host.jersey.JerseyHost;

/** Starts stubs for tests, on the host that this run of the suite is for. */
public final class Stubs {
  private static final boolean JERSEY = Boolean.getBoolean("stub.jersey");

  private Stubs() {}

  /** Starts a stub with defaults. */
  public static CustomerSessionStub start() {
    return builder().start();
  }

  /** Returns a builder of a stub on the host of this run. */
  public static CustomerSessionStub.Builder builder() {
    CustomerSessionStub.Builder builder = CustomerSessionStub.builder();
    return JERSEY ? builder.servedBy(new JerseyHost()) : builder;
  }
}
