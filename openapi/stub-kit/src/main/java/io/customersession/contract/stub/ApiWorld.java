package io.customersession.contract.stub;

import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.WorldDefaults;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A world of a {@link StubServer}: an API object of its own, whose state no other world sees. A
 * reset creates a new one.
 */
public final class ApiWorld extends StubWorld {
  private final Function<ApiWorld, ? extends StubApi> factory;
  private volatile @Nullable StubApi api;

  ApiWorld(String name, WorldDefaults defaults, Function<ApiWorld, ? extends StubApi> factory) {
    super(name, defaults);
    this.factory = factory;
    api = factory.apply(this);
  }

  StubApi api() {
    return Objects.requireNonNull(api, "api");
  }

  @Override
  protected void resetState(Runnable rest) {
    // What began before changes the former object, which nobody reads any more.
    api = factory.apply(this);
    rest.run();
  }
}
