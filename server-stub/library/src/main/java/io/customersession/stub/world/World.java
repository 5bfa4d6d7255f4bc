package io.customersession.stub.world;

import io.customersession.contract.stub.world.StubWorld;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.MemorySessionStore;
import io.customersession.stub.session.ProfileService;
import io.customersession.stub.session.Records;
import io.customersession.stub.session.Seeding;
import io.customersession.stub.session.SessionList;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.session.SessionService;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, profiles, clock, faults and journal that no call to another world sees or changes. Safe
 * for use by several threads.
 */
public final class World extends StubWorld {
  private final WorldSettings settings;
  private final Records records;
  private final SessionService sessions;
  private final ProfileService profiles;
  private final SessionList list;
  private final Seeding seeding;
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
    this.records =
        new Records(
            new MemorySessionStore(),
            settings.maxSessions(),
            settings.maxProfiles(),
            settings.maxIdempotencyBytes(),
            settings.defaults().memory());
    this.sessions = new SessionService(records, settings.lifecycle(), settings.promotions());
    this.profiles = new ProfileService(records, sessions);
    this.list = new SessionList(records, settings.applications());
    this.seeding =
        new Seeding(
            records, settings.promotions(), settings.account(), settings.applications(), clock());
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

  /** Returns how this world behaves where the contract leaves a choice. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** Sets how this world behaves from the next call on. */
  public void behaviour(Behaviour other) {
    behaviour = Objects.requireNonNull(other, "behaviour");
  }

  /**
   * Puts sessions into this world, all of them or none. They are there as if a client had made the
   * calls that lead to their states, with all that follows from that for their profiles, and may
   * name what the account defines; transition rules that were added to the document's are not
   * asked.
   *
   * @throws IllegalArgumentException if one of them is a session that cannot be; the message says
   *     which, and why
   * @throws io.customersession.contract.stub.memory.StoreFullException if there is no place for all
   *     of them
   */
  public void seed(SessionSeed... seeds) {
    seed(List.of(seeds));
  }

  /** Like {@link #seed(SessionSeed...)}. */
  public void seed(List<SessionSeed> seeds) {
    seeding.sow(seeds);
  }

  /** Returns how many sessions there are. */
  public int sessionCount() {
    return records.sessions();
  }

  /** Takes a snapshot of all sessions, profiles and uses of codes. */
  public Records.Snapshot snapshot() {
    return records.snapshot();
  }

  /**
   * Makes all sessions, profiles and uses of codes what they were when a snapshot was taken.
   * Requests that began before are refused with 503 and leave nothing behind.
   *
   * @throws io.customersession.contract.stub.memory.StoreFullException if there is no memory for
   *     it; nothing changes then
   */
  public void restore(Records.Snapshot snapshot) {
    records.requireOutsideOfChange();
    synchronized (this) {
      records.restore(snapshot, this::endEpoch);
    }
  }

  @Override
  protected void resetState(Runnable rest) {
    records.reset(
        () -> {
          rest.run();
          behaviour = settings.behaviour();
        });
  }

  @Override
  protected void requireOutsideOfChange() {
    records.requireOutsideOfChange();
  }

  @Override
  protected void closeState() {
    records.close();
  }

  /** Returns what carries out the operations on sessions. */
  public SessionService sessions() {
    return sessions;
  }

  /** Returns what carries out the operations on profiles. */
  public ProfileService profiles() {
    return profiles;
  }

  /** Returns what carries out the operations of the management side. */
  public SessionList list() {
    return list;
  }
}
