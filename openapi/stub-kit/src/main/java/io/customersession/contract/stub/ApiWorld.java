package io.customersession.contract.stub;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.StoredState;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.WorldDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A world of a {@link StubServer}: an API object of its own, whose state no other world sees. A
 * reset creates a new one.
 */
public final class ApiWorld extends StubWorld {
  /** Methods whose requests do not add to the state. */
  private static final Set<String> ADDS_NOTHING = Set.of("GET", "HEAD", "DELETE");

  private final Function<ApiWorld, ? extends StubApi> factory;
  private final MemoryBudget.Account memory;
  private final List<StoredState<?>> registered = new ArrayList<>();
  private volatile @Nullable Content content;

  ApiWorld(String name, WorldDefaults defaults, Function<ApiWorld, ? extends StubApi> factory) {
    super(name, defaults);
    this.factory = factory;
    memory = defaults.memory().account();
    content = create();
  }

  /**
   * Registers the state of a resource, for snapshots and for the memory limit, and returns it. To
   * be called by the function that creates the API object of this world: {@code world ->
   * Dispatcher.of(world.register(new OrdersResource()))}.
   */
  public <T extends StoredState<?>> T register(T state) {
    synchronized (registered) {
      registered.add(Objects.requireNonNull(state, "state"));
    }
    return state;
  }

  StubApi api() {
    return content().api();
  }

  @SuppressWarnings("ReferenceEquality") // whether the content was replaced meanwhile
  @Nullable Object call(
      Operation operation, Map<String, Object> parameters, @Nullable Object body) {
    Content here = content();
    if (here.states().isEmpty()) {
      return here.api().call(operation, parameters, body);
    }
    if (!ADDS_NOTHING.contains(operation.method())) {
      memory.requireMemory();
    }
    try {
      return here.api().call(operation, parameters, body);
    } finally {
      if (here == content) {
        memory.force(here.weight());
      }
    }
  }

  @Override
  public StateSnapshot snapshot() {
    Content here = content();
    if (here.states().isEmpty()) {
      return super.snapshot();
    }
    long weight = here.weight();
    return new Snapshot(here.states().stream().<Object>map(StoredState::snapshot).toList(), weight);
  }

  @Override
  public void restore(StateSnapshot snapshot) {
    if (!(snapshot instanceof Snapshot saved)) {
      throw new IllegalArgumentException("the snapshot is of a world of another stub");
    }
    synchronized (this) {
      Content restored = create();
      restored.restore(saved);
      memory.set(saved.weight());
      endEpoch();
      content = restored;
    }
  }

  @Override
  protected void resetState(Runnable rest) {
    // What began before changes the former content, which nobody reads any more.
    content = create();
    memory.force(0);
    rest.run();
  }

  @Override
  protected void closeState() {
    memory.close();
  }

  private Content create() {
    synchronized (registered) {
      registered.clear();
      StubApi api = factory.apply(this);
      return new Content(api, List.copyOf(registered));
    }
  }

  private Content content() {
    return Objects.requireNonNull(content, "content");
  }

  private record Snapshot(List<Object> states, long weight) implements StateSnapshot {}

  private record Content(StubApi api, List<StoredState<?>> states) {
    long weight() {
      return states.stream().mapToLong(StoredState::weight).sum();
    }

    void restore(Snapshot snapshot) {
      if (states.size() != snapshot.states().size()) {
        throw new IllegalArgumentException("the snapshot is of a world of another stub");
      }
      for (int i = 0; i < states.size(); i++) {
        restore(states.get(i), snapshot.states().get(i));
      }
    }

    @SuppressWarnings("unchecked") // the function registers the same states in the same order
    private static <S> void restore(StoredState<S> state, Object snapshot) {
      state.restore((S) snapshot);
    }
  }
}
