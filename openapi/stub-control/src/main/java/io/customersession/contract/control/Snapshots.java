package io.customersession.contract.control;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.world.StateSnapshot;
import java.util.Map;
import java.util.TreeMap;

/** The snapshots of a stub by their names. Thread-safe. */
final class Snapshots {
  private static final int MAX = 100;

  private final MemoryBudget.Account memory;
  private final Map<String, StateSnapshot> snapshots = new TreeMap<>();

  Snapshots(MemoryBudget memory) {
    this.memory = memory.account();
  }

  synchronized Map<String, StateSnapshot> all() {
    return new TreeMap<>(snapshots);
  }

  synchronized StateSnapshot get(String name) {
    StateSnapshot snapshot = snapshots.get(name);
    if (snapshot == null) {
      throw unknown(name);
    }
    return snapshot;
  }

  synchronized void put(String name, StateSnapshot snapshot) {
    StateSnapshot before = snapshots.get(name);
    if (before == null && snapshots.size() >= MAX) {
      throw HttpError.of(507, "There are " + MAX + " snapshots already; delete some");
    }
    memory.change(snapshot.weight() - (before == null ? 0 : before.weight()));
    snapshots.put(name, snapshot);
  }

  synchronized void delete(String name) {
    StateSnapshot snapshot = snapshots.remove(name);
    if (snapshot == null) {
      throw unknown(name);
    }
    memory.change(-snapshot.weight());
  }

  private static HttpError unknown(String name) {
    return HttpError.of(404, "There is no snapshot \"" + name + "\"");
  }
}
