package io.customersession.stub.admin;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.session.WorldState;
import io.customersession.stub.world.World;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What admin calls name: worlds, and snapshots of them. */
final class Places {
  private static final int MOST_SNAPSHOTS = 100;

  private final Worlds<World> worlds;
  private final MemoryBudget.Account memory;
  private final Map<String, WorldState.Snapshot> snapshots = new TreeMap<>();

  Places(Worlds<World> worlds) {
    this.worlds = worlds;
    this.memory = worlds.memory().account();
  }

  Worlds<World> worlds() {
    return worlds;
  }

  /** Returns a world that is there. */
  World world(String name) {
    World world = worlds.find(name);
    if (world == null) {
      throw HttpError.of(404, "There is no world \"" + name + "\"");
    }
    return world;
  }

  /** Does something with a world, which is made if it is not there and that succeeds. */
  <T> T in(String name, Function<World, T> change) {
    return worlds.change(name, change);
  }

  synchronized Map<String, WorldState.Snapshot> snapshots() {
    return new TreeMap<>(snapshots);
  }

  synchronized WorldState.Snapshot snapshot(String name) {
    WorldState.Snapshot snapshot = snapshots.get(name);
    if (snapshot == null) {
      throw noSnapshot(name);
    }
    return snapshot;
  }

  synchronized void keep(String name, WorldState.Snapshot snapshot) {
    if (!snapshots.containsKey(name) && snapshots.size() >= MOST_SNAPSHOTS) {
      throw HttpError.of(507, "There are " + MOST_SNAPSHOTS + " snapshots already; delete some");
    }
    WorldState.Snapshot before = snapshots.get(name);
    memory.change(snapshot.weight() - (before == null ? 0 : before.weight()));
    snapshots.put(name, snapshot);
  }

  synchronized void delete(String name) {
    WorldState.Snapshot snapshot = snapshots.remove(name);
    if (snapshot == null) {
      throw noSnapshot(name);
    }
    memory.change(-snapshot.weight());
  }

  private static HttpError noSnapshot(String name) {
    return HttpError.of(404, "There is no snapshot \"" + name + "\"");
  }
}
