package io.customersession.stub.world;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.StoredSettings;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ProfileService;
import io.customersession.stub.session.SessionQueries;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.session.SessionSeeder;
import io.customersession.stub.session.SessionService;
import io.customersession.stub.session.WorldState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions, profiles, clock, faults and journal that only calls to this world see and change.
 * Thread-safe.
 */
public final class World extends StubWorld {
  private final WorldSettings settings;
  private final WorldState worldState;
  private final SessionService sessions;
  private final ProfileService profiles;
  private final SessionQueries queries;
  private final SessionSeeder seeder;
  private volatile @Nullable Long application;
  private volatile Behaviour behaviour;

  /**
   * Creates a world without sessions.
   *
   * @param name the name
   * @param settings the settings that it starts with
   */
  public World(String name, WorldSettings settings) {
    super(name, settings.defaults());
    this.settings = settings;
    this.worldState = new WorldState(settings.stores().open(name, settings.limits()));
    this.sessions = new SessionService(worldState, settings.lifecycle(), settings.promotions());
    this.profiles = new ProfileService(worldState);
    this.queries = new SessionQueries(worldState, settings.applications());
    this.seeder =
        new SessionSeeder(
            worldState,
            settings.promotions(),
            settings.account(),
            settings.applications(),
            clock());
    this.behaviour = settings.behaviour();
  }

  /** Returns the application whose key this world is for, or null if it is not for a key. */
  public @Nullable Long application() {
    return application;
  }

  /** Sets the application whose key this world is for. */
  public void application(long id) {
    application = id;
  }

  /** Returns the behavior of this world where the contract leaves a choice. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** Sets the behavior of this world from the next call on. */
  public void behaviour(Behaviour other) {
    Objects.requireNonNull(other, "behaviour");
    changeSettings(() -> behaviour = other);
  }

  /**
   * Seeds this world with sessions, all of them or none. The result is as if a client had made the
   * calls that lead to their states, including effects on their profiles. Seeds may name what the
   * account defines. Transition rules that were added to those of the document are not applied.
   *
   * @throws IllegalArgumentException if a session cannot exist as described; the message names it
   *     and gives the reason
   * @throws io.customersession.contract.stub.memory.StoreFullException if they do not all fit
   */
  public void seed(SessionSeed... seeds) {
    seed(List.of(seeds));
  }

  /** Like {@link #seed(SessionSeed...)}. */
  public void seed(List<SessionSeed> seeds) {
    refreshSettings();
    seeder.seed(seeds);
  }

  /** Returns the number of sessions. */
  public int sessionCount() {
    return worldState.sessions();
  }

  /** Takes a snapshot of all sessions, profiles and redemption counters. */
  @Override
  public WorldState.Snapshot snapshot() {
    return worldState.snapshot();
  }

  /**
   * Restores all sessions, profiles and redemption counters from a snapshot. Requests that began
   * before are refused with 503 and leave nothing behind.
   *
   * @throws io.customersession.contract.stub.memory.StoreFullException if there is no memory for
   *     it; nothing changes then
   */
  @Override
  public void restore(StateSnapshot snapshot) {
    worldState.requireOutsideOfChange();
    synchronized (this) {
      worldState.restore((WorldState.Snapshot) snapshot, this::endEpoch);
    }
  }

  @Override
  protected void resetState(Runnable rest) {
    worldState.reset(
        () -> {
          rest.run();
          behaviour = settings.behaviour();
        });
  }

  @Override
  protected @Nullable StoredSettings storedSettings() {
    return worldState.settings();
  }

  @Override
  protected Map<String, String> settings() {
    Map<String, String> texts = super.settings();
    Behaviour.settings().forEach(setting -> texts.put(setting.property(), behaviour.text(setting)));
    return texts;
  }

  @Override
  protected void settings(Map<String, String> texts) {
    Behaviour stored = behaviour;
    for (Setting<?> setting : Behaviour.settings()) {
      String property = setting.property();
      stored = stored.with(setting, property, Objects.requireNonNull(texts.get(property)));
    }
    super.settings(texts);
    behaviour = stored;
  }

  @Override
  protected void requireOutsideOfChange() {
    worldState.requireOutsideOfChange();
  }

  @Override
  protected void closeState() {
    worldState.close();
  }

  @Override
  protected void deleteState() {
    worldState.delete();
  }

  /** Returns the operations on sessions. */
  public SessionService sessions() {
    return sessions;
  }

  /** Returns the operations on profiles. */
  public ProfileService profiles() {
    return profiles;
  }

  /** Returns the queries of the management API. */
  public SessionQueries list() {
    return queries;
  }
}
