package io.customersession.stub.control;

import com.google.gson.JsonParser;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.control.api.Dispatcher;
import io.customersession.stub.control.api.SessionsApi;
import io.customersession.stub.control.model.ReturnedUnits;
import io.customersession.stub.control.model.Seed;
import io.customersession.stub.control.model.Seeded;
import io.customersession.stub.control.model.Seeds;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.world.World;
import java.util.List;

/** Sessions that tests put into a world. */
final class SessionsResource implements SessionsApi {
  private final Worlds<World> worlds;

  SessionsResource(Worlds<World> worlds) {
    this.worlds = worlds;
  }

  /**
   * Returns what calls the operations of a request. A caller that names the interface itself would
   * load it when the stub starts.
   */
  static Dispatcher dispatcher(Worlds<World> worlds) {
    return Dispatcher.of(new SessionsResource(worlds));
  }

  @Override
  public Seeded seedSessions(String world, Seeds seeds) {
    List<SessionSeed> seeded = seeds.getSessions().stream().map(SessionsResource::seed).toList();
    return worlds.change(
        world,
        found -> {
          found.seed(seeded);
          return Seeded.builder().sessions(found.sessionCount()).build();
        });
  }

  private static SessionSeed seed(Seed seed) {
    SessionSeed seeded = SessionSeed.of(seed.getId());
    if (seed.getApplication() != null) {
      seeded = seeded.application(seed.getApplication());
    }
    if (seed.getState() != null) {
      seeded = seeded.state(seed.getState());
    }
    if (seed.getSession() != null) {
      seeded = seeded.content(session(seed));
    }
    if (seed.getReturned() != null) {
      for (ReturnedUnits units : seed.getReturned()) {
        seeded = seeded.returned(units.getPosition(), units.getQuantity());
      }
    }
    if (seed.getCreated() != null) {
      seeded = seeded.created(seed.getCreated());
    }
    return seed.getUpdated() == null ? seeded : seeded.updated(seed.getUpdated());
  }

  /** Returns a session as JSON, which the codec of the document of the API reads and checks. */
  private static String session(Seed seed) {
    return JsonParser.parseString(Seed.Codec.INSTANCE.toText(seed))
        .getAsJsonObject()
        .get("session")
        .toString();
  }
}
