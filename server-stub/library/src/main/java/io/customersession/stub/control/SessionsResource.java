package io.customersession.stub.control;

import com.google.gson.JsonParser;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.control.api.Dispatcher;
import io.customersession.stub.control.api.SessionsApi;
import io.customersession.stub.control.model.ReturnedUnits;
import io.customersession.stub.control.model.Seed;
import io.customersession.stub.control.model.Seeded;
import io.customersession.stub.control.model.Seeds;
import io.customersession.stub.control.model.SessionList;
import io.customersession.stub.control.model.SessionSummary;
import io.customersession.stub.control.model.StoredSession;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.NewCustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.SessionQuery;
import io.customersession.stub.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sessions of a world, and those that tests put into it. */
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

  @Override
  public SessionList listSessions(
      String world,
      Long application,
      Integer skip,
      Integer max,
      @Nullable String id,
      @Nullable String state,
      @Nullable Long cursor) {
    SessionQuery query =
        new SessionQuery(
            max,
            skip,
            null,
            state(state),
            null,
            null,
            null,
            null,
            id,
            null,
            /* partialMatch= */ true,
            cursor);
    List<Session> found = worlds.existing(world).list().newestFirst(application, query);
    boolean more = found.size() > max;
    return SessionList.builder()
        .more(more)
        .next(more ? found.get(max - 1).facts().getId() : null)
        .sessions(found.stream().limit(max).map(SessionsResource::summary).toList())
        .build();
  }

  @Override
  public StoredSession getSession(String world, String session, Long application) {
    Session found = worlds.existing(world).list().find(new SessionKey(application, session));
    if (found == null) {
      throw HttpError.of(404, "The session \"" + session + "\" does not exist");
    }
    return StoredSession.builder()
        .summary(summary(found))
        .session(tree(CustomerSessionV2.Codec.INSTANCE.toBytes(found.facts())))
        .seed(seed(SessionSeed.like(found.facts())))
        .build();
  }

  private static @Nullable SessionState state(@Nullable String text) {
    SessionState state = text == null ? null : SessionState.of(text);
    if (state == null && text != null) {
      throw new IllegalArgumentException(
          "state must be one of " + Arrays.toString(SessionState.values()));
    }
    return state;
  }

  private static SessionSummary summary(Session session) {
    CustomerSessionV2 facts = session.facts();
    return SessionSummary.builder()
        .id(facts.getIntegrationId())
        .number(facts.getId())
        .profile(session.profileId().isEmpty() ? null : session.profileId())
        .state(session.state().value())
        .created(facts.getCreated())
        .updated(facts.getUpdated())
        .total(facts.getTotal())
        .build();
  }

  private static Seed seed(SessionSeed seed) {
    List<ReturnedUnits> returned =
        seed.returned().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                units ->
                    ReturnedUnits.builder()
                        .position(units.getKey())
                        .quantity(units.getValue())
                        .build())
            .toList();
    return Seed.builder()
        .id(seed.id())
        .application(seed.application())
        .state(seed.state().value())
        .session(tree(NewCustomerSessionV2.Codec.INSTANCE.toBytes(seed.content())))
        .returned(returned.isEmpty() ? null : returned)
        .created(seed.created())
        .updated(seed.updated())
        .build();
  }

  /** Returns an object that another codec has written, for one that no schema describes. */
  private static Map<String, Object> tree(byte[] json) {
    return Objects.requireNonNull(
        Json.decodeResponse(Codecs.map("#", Codecs.any("#")), json).value());
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
