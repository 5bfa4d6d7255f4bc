package io.customersession.stub;

import io.customersession.stub.host.Host;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.util.function.Function;

/** Starts stubs for tests, on the host that the tests run on. */
public final class Stubs {
  /** The class of a host of another module. If empty, the default host. */
  private static final String HOST = System.getProperty("stub.host", "");

  private Stubs() {}

  /**
   * Sets what opens the stores of stubs from now on, however they are started, unless they have a
   * location of their own.
   *
   * @param others opens the stores of a stub with its options
   */
  public static void useStores(Function<StoreOptions, Stores> others) {
    StubSettings.storeOpener =
        (location, options) ->
            location.equals(Stores.MEMORY) ? others.apply(options) : Stores.at(location, options);
  }

  /** Ends what {@link #useStores} began. */
  public static void useMemory() {
    StubSettings.storeOpener = Stores::at;
  }

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
      return Class.forName(HOST).asSubclass(Host.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("stub.host is not a host: " + HOST, e);
    }
  }
}
