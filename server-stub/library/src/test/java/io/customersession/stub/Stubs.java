package io.customersession.stub;

import io.customersession.stub.host.Host;

/** Starts stubs for tests, on the host that the tests run on. */
public final class Stubs {
  /** The class of a host of another module. If empty, the default host. */
  private static final String HOST = System.getProperty("stub.host", "");

  private Stubs() {}

  /** Starts a stub with defaults. */
  public static CustomerSessionStub start() {
    return builder().start();
  }

  /** Returns a builder of a stub on the host that the tests run on. */
  public static CustomerSessionStub.Builder builder() {
    CustomerSessionStub.Builder builder = CustomerSessionStub.builder();
    return HOST.isEmpty() ? builder : builder.servedBy(host());
  }

  /** Returns the simple name of the host's class. */
  public static String hostName() {
    return HOST.isEmpty() ? "default" : host().getClass().getSimpleName();
  }

  private static Host host() {
    try {
      return (Host) Class.forName(HOST).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("stub.host is not a host: " + HOST, e);
    }
  }
}
