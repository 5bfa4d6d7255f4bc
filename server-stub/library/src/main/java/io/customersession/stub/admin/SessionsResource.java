package io.customersession.stub.admin;

import com.google.gson.JsonParser;
import io.customersession.stub.admin.api.SessionsApi;
import io.customersession.stub.admin.model.Restore;
import io.customersession.stub.admin.model.ReturnedUnits;
import io.customersession.stub.admin.model.Seed;
import io.customersession.stub.admin.model.Seeded;
import io.customersession.stub.admin.model.Seeds;
import io.customersession.stub.admin.model.Snapshot;
import io.customersession.stub.admin.model.SnapshotList;
import io.customersession.stub.admin.model.SnapshotRequest;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.session.WorldState;
import java.util.List;

/** Sessions put into a world, and snapshots of all that is in it. */
final class SessionsResource implements SessionsApi {
  private final Places places;

  SessionsResource(Places places) {
    this.places = places;
  }

  @Override
  public Seeded seedSessions(String world, Seeds seeds) {
    List<SessionSeed> sown = seeds.getSessions().stream().map(SessionsResource::seed).toList();
    return places.in(
        world,
        found -> {
          found.seed(sown);
          return Seeded.builder().sessions(found.sessionCount()).build();
        });
  }

  @Override
  public void restoreSnapshot(String world, Restore restore) {
    WorldState.Snapshot snapshot = places.snapshot(restore.getSnapshot());
    places.in(
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
            places.snapshots().entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .toList())
        .build();
  }

  @Override
  public Snapshot takeSnapshot(String name, SnapshotRequest snapshotRequest) {
    WorldState.Snapshot taken = places.world(snapshotRequest.getWorld()).snapshot();
    places.keep(name, taken);
    return view(name, taken);
  }

  @Override
  public void deleteSnapshot(String name) {
    places.delete(name);
  }

  private static Snapshot view(String name, WorldState.Snapshot snapshot) {
    return Snapshot.builder().name(name).sessions(snapshot.sessions()).build();
  }

  private static SessionSeed seed(Seed seed) {
    SessionSeed sown = SessionSeed.of(seed.getId());
    if (seed.getApplication() != null) {
      sown = sown.application(seed.getApplication());
    }
    if (seed.getState() != null) {
      sown = sown.state(SessionState.valueOf(seed.getState().name()));
    }
    if (seed.getSession() != null) {
      sown = sown.content(session(seed));
    }
    if (seed.getReturned() != null) {
      for (ReturnedUnits units : seed.getReturned()) {
        sown = sown.returned(units.getPosition(), units.getQuantity());
      }
    }
    if (seed.getCreated() != null) {
      sown = sown.created(seed.getCreated());
    }
    return seed.getUpdated() == null ? sown : sown.updated(seed.getUpdated());
  }

  /** Writes a session again, for the codec of the API's document to read and check. */
  private static String session(Seed seed) {
    return JsonParser.parseString(Seed.Codec.INSTANCE.toText(seed))
        .getAsJsonObject()
        .get("session")
        .toString();
  }
}
