package io.customersession.stub.store;

import java.util.function.Function;

/**
 * A store that runs each unit of work twice: the first run fails at its end, and leaves nothing.
 */
public final class Rerunning implements Store {
  private final Store store;

  /** Creates a store on another one. */
  public Rerunning(Store store) {
    this.store = store;
  }

  private static final class Discarded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Discarded(Object result) {
      super("discarded: " + (result == null ? "nothing" : result.getClass().getSimpleName()));
    }
  }

  @Override
  public <T> T execute(UnitScope scope, Function<UnitOfWork, T> work) {
    try {
      store.execute(scope, unit -> discarded(unit, work));
    } catch (Discarded expected) {
      // The second run is the one that counts.
    }
    return store.execute(scope, work);
  }

  @Override
  public <T> T executeAlone(Function<UnitOfWork, T> work) {
    try {
      store.executeAlone(unit -> discarded(unit, work));
    } catch (Discarded expected) {
      // The second run is the one that counts.
    }
    return store.executeAlone(work);
  }

  private static <T> T discarded(UnitOfWork unit, Function<UnitOfWork, T> work) {
    throw new Discarded(work.apply(unit));
  }

  @Override
  public <T> T read(Function<StoreView, T> reading) {
    store.read(reading);
    return store.read(reading);
  }

  @Override
  public int sessions() {
    return store.sessions();
  }

  @Override
  public StoreSnapshot snapshot() {
    return store.snapshot();
  }

  @Override
  public void restore(StoreSnapshot snapshot, Runnable begin) {
    store.restore(snapshot, begin);
  }

  @Override
  public void reset(Runnable rest) {
    store.reset(rest);
  }

  @Override
  public boolean isInUnit() {
    return store.isInUnit();
  }

  @Override
  public void close() {
    store.close();
  }
}
