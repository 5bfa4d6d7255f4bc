package io.customersession.contract.control;

import io.customersession.contract.control.api.SnapshotsApi;
import io.customersession.contract.control.model.Restore;
import io.customersession.contract.control.model.Snapshot;
import io.customersession.contract.control.model.SnapshotList;
import io.customersession.contract.control.model.SnapshotRequest;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.StubWorld;

/** Saved states of worlds. */
final class SnapshotsResource<W extends StubWorld> implements SnapshotsApi {
  private final Domain<W> domain;
  private final Snapshots snapshots;

  SnapshotsResource(Domain<W> domain, Snapshots snapshots) {
    this.domain = domain;
    this.snapshots = snapshots;
  }

  @Override
  public void restoreSnapshot(String world, Restore restore) {
    StateSnapshot snapshot = snapshots.get(restore.getSnapshot());
    domain.change(
        world,
        found -> {
          found.restore(snapshot);
          return found;
        });
  }

  @Override
  public SnapshotList listSnapshots() {
    return SnapshotList.builder()
        .snapshots(
            snapshots.all().entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .toList())
        .build();
  }

  @Override
  public Snapshot takeSnapshot(String name, SnapshotRequest snapshotRequest) {
    StateSnapshot taken = domain.world(snapshotRequest.getWorld()).snapshot();
    snapshots.put(name, taken);
    return view(name, taken);
  }

  @Override
  public void deleteSnapshot(String name) {
    snapshots.delete(name);
  }

  private Snapshot view(String name, StateSnapshot snapshot) {
    Snapshot.Builder view = Snapshot.builder().name(name);
    domain.extension().members(snapshot).forEach(view::additionalProperty);
    return view.build();
  }
}
