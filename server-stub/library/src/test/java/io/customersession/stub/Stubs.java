package io.customersession.stub;

import io.customersession.stub.host.Host;
import io.customersession.stub.store.MemoryStore;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreLimits;
import java.util.function.Function;

/** Starts stubs for tests, on the host that the tests run on. */
public final class Stubs {
  /** The class of a host of another module. If empty, the default host. */
  private static final String HOST = System.getProperty("stub.host", "");

  private static volatile Function<StoreLimits, Store> stores = MemoryStore::new;

  private Stubs() {}

  /** Sets what creates the stores of stubs from now on; null for the default. */
  public static void useStores(Function<StoreLimits, Store> factory) {
    stores = factory == null ? MemoryStore::new : factory;
  }

  /** Starts a stub with defaults. */
  public static CustomerSessionStub start() {
    return builder().start();
  }

  /** Returns a builder of a stub on the host that the tests run on. */
  public static CustomerSessionStub.Builder builder() {
    CustomerSessionStub.Builder builder = CustomerSessionStub.builder().stores(stores);
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
