package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.session;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Operations of which one reads in a unit and writes in the next, so that updates get lost. */
@Param(name = "session", gen = IntGen.class, conf = "1:2")
public class LostUpdateOperations {
  private final StoreOperations operations = new StoreOperations();

  /** Creates operations on an empty store. */
  public LostUpdateOperations() {}

  private <T> T change(int session, Function<UnitOfWork, T> work) {
    return operations.change(session, work);
  }

  /** Creates a session, or counts an update of it; returns its number of updates. */
  @Operation
  public int update(@Param(name = "session") int session) {
    String id = StoreOperations.id(session);
    int before =
        change(
            session,
            unit -> {
              Session known = unit.session(key(id));
              return known == null ? 0 : known.facts().getUpdateCount();
            });
    // Otherwise other threads of a machine with one core would hardly run in between.
    LockSupport.parkNanos(100_000);
    return change(
        session,
        unit -> {
          unit.put(session(session, id, "", before + 1));
          return before + 1;
        });
  }
}
