package io.customersession.contract.stub.world;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.time.StubClock;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.ViolationReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * State, clock, faults and journal that no request to another world sees or changes. Subclasses add
 * the state of their API. Thread-safe.
 */
public abstract class StubWorld {
  /** The request header that names the world of a request. */
  public static final String HEADER = "X-Stub-World";

  /**
   * The prefix of paths that name a world: a base URL that ends with it and the name of a world
   * needs no header.
   */
  public static final String PATH = "/__world/";

  private static final int WEIGHT = 10_000;

  /** Names of settings where they are stored. */
  private static final String CLOCK = "clock";

  private static final String SEVERITIES = "severities";
  private static final String MAGIC_VALUES = "magicValues";
  private static final String EXPECTED = "expectedViolations";
  private static final JsonCodec<List<String>> TEXTS = Codecs.list("#", Codecs.string("#"));

  private final String name;
  private final WorldDefaults defaults;
  private final MemoryBudget.Account own;
  private final MemoryBudget.Account plans;
  private final StubClock clock;
  private final Journal journal;
  private final FaultPlan faults;
  private volatile Epoch epoch = new Epoch();
  private volatile Severities severities;
  private volatile List<ExpectedViolation> expectedViolations;
  private final SettingsCopy copy = new SettingsCopy(this);

  /**
   * Creates a world.
   *
   * @param name the name
   * @param defaults the settings that it starts with
   */
  protected StubWorld(String name, WorldDefaults defaults) {
    this.name = name;
    this.defaults = defaults;
    this.clock = new StubClock(defaults.clock(), this::changeSettings);
    this.own = defaults.memory().account();
    this.plans = defaults.memory().account();
    own.change(WEIGHT);
    this.journal = new Journal(name, defaults.journal(), defaults.journals(), defaults.listener());
    this.faults =
        new FaultPlan(defaults.operations(), defaults.magicValues(), plans, this::changeSettings);
    this.severities = defaults.severities();
    this.expectedViolations = defaults.expectedViolations();
  }

  /** Returns the name. */
  public final String name() {
    return name;
  }

  /** Returns the clock of this world. */
  public final StubClock clock() {
    return clock;
  }

  /** Returns the journal of the exchanges. */
  public final Journal journal() {
    return journal;
  }

  /** Returns the faults that are injected into requests. */
  public final FaultPlan faults() {
    return faults;
  }

  /**
   * Returns the violations of requests, oldest first: the reasons of refusals, and what was
   * accepted but ignored. Only the newest are kept, and expected ones are excluded.
   */
  public final List<ContractViolation> violations() {
    return journal.violations();
  }

  /** Returns the report of violations, the most severe first. */
  public final ViolationReport report() {
    return journal.report(expectedViolations);
  }

  /** Returns the severities of the rules of the contract in this world. */
  public final Severities severities() {
    return severities;
  }

  /** Sets the severities of the rules of the contract in this world, from the next request on. */
  public final void severities(Severities other) {
    Objects.requireNonNull(other, "severities");
    changeSettings(() -> severities = other);
  }

  /** Returns the violations that are expected in this world. */
  public final List<ExpectedViolation> expectedViolations() {
    return expectedViolations;
  }

  /** Sets the violations that are expected in this world, from the next request on. */
  public final void expectedViolations(List<ExpectedViolation> others) {
    List<ExpectedViolation> copied = List.copyOf(others);
    changeSettings(() -> expectedViolations = copied);
  }

  /**
   * Reads the clock and the settings where they are {@linkplain #storedSettings stored}, unless
   * they were read a moment ago. Each request with a valid key does so before it is checked.
   */
  public final void refreshSettings() {
    copy.refresh();
  }

  /**
   * Changes settings, and stores them where they are {@linkplain #storedSettings stored}. Returns
   * when the change is in effect in all processes.
   *
   * @param change changes settings of this world, on the calling thread; it runs again if another
   *     process has changed them in the meantime
   * @throws IllegalStateException if they are stored, and the current thread changes this world
   * @throws io.customersession.contract.stub.http.HttpError with status 503 if they cannot be
   *     stored; nothing changes then
   */
  public final void changeSettings(Runnable change) {
    copy.change(change);
  }

  /** Returns where the clock and the settings are stored, or null if they end with the process. */
  protected @Nullable StoredSettings storedSettings() {
    return null;
  }

  /**
   * Returns the current settings as texts, by name. Subclasses add their own.
   *
   * @see #settings(Map)
   */
  protected Map<String, String> settings() {
    Map<String, String> texts = new HashMap<>();
    texts.put(CLOCK, clock.text());
    texts.put(SEVERITIES, severities.text());
    texts.put(MAGIC_VALUES, Boolean.toString(faults.magicValues()));
    List<String> expected = new ArrayList<>();
    for (ExpectedViolation each : expectedViolations) {
      expected.add(each.rule().key());
      expected.add(each.location());
    }
    texts.put(EXPECTED, new String(Json.encode(TEXTS, expected), StandardCharsets.UTF_8));
    return texts;
  }

  /**
   * Sets all settings as {@link #settings()} returned them, or none. Subclasses set their own, too.
   *
   * @param texts all of them; names that are unknown are ignored
   * @throws IllegalArgumentException if one of them cannot be read, as it may be if a newer stub
   *     has written it
   */
  protected void settings(Map<String, String> texts) {
    Severities storedSeverities = Severities.parse(Objects.requireNonNull(texts.get(SEVERITIES)));
    List<String> pairs =
        Json.decodeResponse(
                TEXTS, Objects.requireNonNull(texts.get(EXPECTED)).getBytes(StandardCharsets.UTF_8))
            .value();
    List<ExpectedViolation> expected = new ArrayList<>();
    for (int i = 0; pairs != null && i + 1 < pairs.size(); i += 2) {
      expected.add(ExpectedViolation.of(pairs.get(i), pairs.get(i + 1)));
    }
    clock.restore(Objects.requireNonNull(texts.get(CLOCK)));
    severities = storedSeverities;
    faults.magicValues(Boolean.parseBoolean(texts.get(MAGIC_VALUES)));
    expectedViolations = List.copyOf(expected);
  }

  /** Returns the current epoch. */
  public final Epoch epoch() {
    return epoch;
  }

  /**
   * Returns the world to its initial condition: empty, and with the settings of the stub. Requests
   * that began before the reset ended get 503 and change nothing.
   */
  public final void reset() {
    requireOutsideOfChange();
    copy.reset(
        () -> {
          endEpoch();
          resetState(
              () -> {
                // Otherwise, requests that began while this waited for changes would be kept in
                // part.
                endEpoch();
                clock.reset();
                severities = defaults.severities();
                expectedViolations = defaults.expectedViolations();
                faults.reset();
                journal.clear();
              });
        });
  }

  /**
   * Takes a snapshot of the state of the API.
   *
   * @throws UnsupportedOperationException if the API has no state that can be saved
   */
  public StateSnapshot snapshot() {
    throw cannotBeSaved();
  }

  /**
   * Replaces the state of the API with a snapshot. Clock, settings, faults and journal are kept.
   * Requests that began before get 503.
   *
   * @param snapshot a snapshot of any world of the same stub
   * @throws UnsupportedOperationException if the API has no state that can be saved
   * @throws io.customersession.contract.stub.memory.StoreFullException if there is not enough
   *     memory; nothing changes then
   */
  public void restore(StateSnapshot snapshot) {
    throw cannotBeSaved();
  }

  private static UnsupportedOperationException cannotBeSaved() {
    return new UnsupportedOperationException(
        "The state of this stub cannot be saved, because none of its resources is registered as a"
            + " StoredState");
  }

  /**
   * Resets the state of the API, and deletes stored settings.
   *
   * @param rest resets everything else; must run while no request can change the state
   */
  protected abstract void resetState(Runnable rest);

  /**
   * Refuses a reset from within a request that changes this world, which would wait for itself.
   * Does nothing by default.
   *
   * @throws IllegalStateException if the current thread changes this world
   */
  protected void requireOutsideOfChange() {}

  /** Releases the memory of the API's state. Does nothing by default. */
  protected void closeState() {}

  /**
   * Deletes the API's state, because the world is deleted, and releases its memory. By default,
   * only {@linkplain #closeState() releases} it, which is enough for state in memory.
   */
  protected void deleteState() {
    closeState();
  }

  /** Lets a new epoch begin. */
  protected final void endEpoch() {
    Epoch before = epoch;
    epoch = new Epoch();
    before.end();
  }

  /** Releases the memory of a world that nobody has entered. State that outlives it stays. */
  final void close() {
    close(this::closeState);
  }

  /**
   * Deletes the world and releases its memory. Requests in progress get 503, and new ones cannot
   * begin.
   */
  final void delete() {
    close(this::deleteState);
  }

  private void close(Runnable state) {
    epoch.end();
    own.close();
    try {
      state.run();
    } finally {
      plans.close();
      journal.close();
    }
  }
}
