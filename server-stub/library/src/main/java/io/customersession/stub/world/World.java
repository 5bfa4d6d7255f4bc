package io.customersession.stub.world;

import io.customersession.stub.fault.FaultPlan;
import io.customersession.stub.journal.ContractViolation;
import io.customersession.stub.journal.ExpectedViolation;
import io.customersession.stub.journal.Journal;
import io.customersession.stub.journal.Severities;
import io.customersession.stub.journal.ViolationReport;
import io.customersession.stub.memory.MemoryBudget;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.MemorySessionStore;
import io.customersession.stub.session.ProfileService;
import io.customersession.stub.session.Records;
import io.customersession.stub.session.Seeding;
import io.customersession.stub.session.SessionList;
import io.customersession.stub.session.SessionSeed;
import io.customersession.stub.session.SessionService;
import io.customersession.stub.time.Epoch;
import io.customersession.stub.time.StubClock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, profiles, clock, faults and journal that no call to another world sees or changes. Safe
 * for use by several threads.
 */
public final class World {
  /** The request header that names the world which a call is for. */
  public static final String HEADER = "X-Stub-World";

  /**
   * What stands before the name of a world in a path, and that before the path of the API: a base
   * URL with both needs no header.
   */
  public static final String PATH = "/__world/";

  private static final int WEIGHT = 10_000;

  private final String name;
  private final WorldSettings settings;
  private final MemoryBudget.Account own;
  private final MemoryBudget.Account plans;
  private final StubClock clock;
  private final Records records;
  private final Journal journal;
  private final FaultPlan faults;
  private final SessionService sessions;
  private final ProfileService profiles;
  private final SessionList list;
  private final Seeding seeding;
  private volatile @Nullable Long application;
  private volatile Epoch epoch = new Epoch();
  private volatile Behaviour behaviour;
  private volatile Severities severities;
  private volatile List<ExpectedViolation> expectedViolations;

  World(String name, WorldSettings settings) {
    this.name = name;
    this.settings = settings;
    this.clock = new StubClock(settings.clock());
    this.own = settings.memory().account();
    this.plans = settings.memory().account();
    own.change(WEIGHT);
    this.records =
        new Records(
            new MemorySessionStore(),
            settings.maxSessions(),
            settings.maxProfiles(),
            settings.maxIdempotencyBytes(),
            settings.memory());
    this.journal = new Journal(settings.journal(), settings.journals());
    this.faults = new FaultPlan(settings.magicValues(), plans);
    this.sessions = new SessionService(records, settings.lifecycle(), settings.promotions());
    this.profiles = new ProfileService(records, sessions);
    this.list = new SessionList(records, settings.applications());
    this.seeding =
        new Seeding(
            records, settings.promotions(), settings.account(), settings.applications(), clock);
    this.behaviour = settings.behaviour();
    this.severities = settings.severities();
    this.expectedViolations = settings.expectedViolations();
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the application whose key this world is for, or null if it is not for a key. */
  public @Nullable Long application() {
    return application;
  }

  void application(long id) {
    application = id;
  }

  /** Returns the clock of this world. */
  public StubClock clock() {
    return clock;
  }

  /** Returns what has been exchanged. */
  public Journal journal() {
    return journal;
  }

  /** Returns what goes wrong on purpose. */
  public FaultPlan faults() {
    return faults;
  }

  /**
   * Returns what requests did against the contract, oldest first: what they were refused for, and
   * what was accepted, but ignored. Only the newest are kept; expected ones are not among them.
   */
  public List<ContractViolation> violations() {
    return journal.violations();
  }

  /** Returns what requests did against the contract, in order of how much it matters. */
  public ViolationReport report() {
    return journal.report(expectedViolations);
  }

  /** Returns how this world behaves where the contract leaves a choice. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** Sets how this world behaves from the next call on. */
  public void behaviour(Behaviour other) {
    behaviour = Objects.requireNonNull(other, "behaviour");
  }

  /** Returns how much each rule of the contract matters in this world. */
  public Severities severities() {
    return severities;
  }

  /** Sets how much each rule of the contract matters in this world from the next call on. */
  public void severities(Severities other) {
    severities = Objects.requireNonNull(other, "severities");
  }

  /** Returns which violations are expected in this world. */
  public List<ExpectedViolation> expectedViolations() {
    return expectedViolations;
  }

  /** Sets which violations are expected in this world from the next call on. */
  public void expectedViolations(List<ExpectedViolation> others) {
    expectedViolations = List.copyOf(others);
  }

  /**
   * Puts sessions into this world, all of them or none. They are there as if a client had made the
   * calls that lead to their states, with all that follows from that for their profiles, and may
   * name what the account defines; transition rules that were added to the document's are not
   * asked.
   *
   * @throws IllegalArgumentException if one of them is a session that cannot be; the message says
   *     which, and why
   * @throws io.customersession.stub.account.StoreFullException if there is no place for all of them
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
   * @throws io.customersession.stub.account.StoreFullException if there is no memory for it;
   *     nothing changes then
   */
  public void restore(Records.Snapshot snapshot) {
    records.requireOutsideOfChange();
    synchronized (this) {
      records.restore(snapshot, this::endEpoch);
    }
  }

  /** Returns the epoch that a call begins in. */
  public Epoch epoch() {
    return epoch;
  }

  /**
   * Makes the world what it was in the beginning: empty, and with the stub's settings. Requests
   * that began before it has ended are refused with 503 and leave nothing behind.
   */
  public void reset() {
    records.requireOutsideOfChange();
    synchronized (this) {
      endEpoch();
      records.reset(
          () -> {
            // Of what began while this waited for changes, part would be kept and part forgotten.
            endEpoch();
            clock.reset();
            behaviour = settings.behaviour();
            severities = settings.severities();
            expectedViolations = settings.expectedViolations();
            faults.reset();
            journal.clear();
          });
    }
  }

  /** Lets a new epoch begin. */
  private void endEpoch() {
    Epoch before = epoch;
    epoch = new Epoch();
    before.end();
  }

  /**
   * Releases the memory of a world that is forgotten. Requests in progress are refused with 503,
   * and none can begin any more.
   */
  void close() {
    epoch.end();
    own.close();
    records.close();
    plans.close();
    journal.close();
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
