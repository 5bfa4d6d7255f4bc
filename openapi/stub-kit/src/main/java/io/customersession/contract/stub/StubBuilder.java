package io.customersession.contract.stub;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.JournalListener;
import io.customersession.contract.stub.journal.JournalMemory;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingValues;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.Severity;
import io.customersession.contract.stub.world.WorldDefaults;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Collects the settings of a stub. Each setter belongs to a {@link Setting}, which says what is
 * allowed; a wrong value is an {@link IllegalArgumentException} that names the setting and its
 * rule.
 *
 * @param <B> the type of the builder itself
 */
public abstract class StubBuilder<B extends StubBuilder<B>> {
  private SettingValues values = SettingValues.DEFAULTS;
  private Clock clock = Clock.systemUTC();
  private final List<JournalListener> listeners = new ArrayList<>();

  /** Creates a builder with all defaults. */
  protected StubBuilder() {}

  /** Returns this builder. */
  protected abstract B self();

  /** Returns all settings that this stub has, in the order of its documentation. */
  public abstract List<Setting<?>> settings();

  /** Sets a setting. */
  public <T> B set(Setting<T> setting, T value) {
    values = values.with(setting, value);
    return self();
  }

  /**
   * Sets a setting from a text; a list gets more elements.
   *
   * @param source the source of the text, for errors, such as the name of an option
   */
  public B set(Setting<?> setting, String source, String text) {
    values = values.parsed(setting, source, text);
    return self();
  }

  /**
   * Sets the settings whose environment variables are set, such as {@code STUB_PORT}.
   *
   * @param environment such as {@link System#getenv()}
   */
  public B environment(Map<String, String> environment) {
    values = values.withEnvironment(settings(), environment);
    return self();
  }

  /** Adds an element to a setting that is a list. */
  protected final <T> B add(Setting<List<T>> setting, T element) {
    values = values.plus(setting, element);
    return self();
  }

  /**
   * Sets the name or address to listen on. Default: 127.0.0.1. On any other interface than the
   * loopback one, the control API needs a token.
   */
  public B host(String host) {
    return set(KitSettings.HOST, host);
  }

  /** Sets the TCP port, 0 to 65,535. Default: 0, any free port. */
  public B port(int port) {
    return set(KitSettings.PORT, port);
  }

  /**
   * Sets whether requests are refused for what is otherwise ignored and recorded, such as unknown
   * and read-only properties. Default: false.
   */
  public B strict(boolean strict) {
    return set(KitSettings.STRICT, strict);
  }

  /** Sets the severity of a rule of the contract. Default: {@link ContractRule#severity}. */
  public B severity(ContractRule rule, Severity severity) {
    return add(KitSettings.SEVERITY, rule.key() + "=" + severity.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Adds a violation that callers are known to cause: <code>expectedViolation("unknown-property",
   * "/customerSession/cartItems/&#42;/masterId")</code>. It is counted apart from other violations
   * and fails no test.
   *
   * @param rule the key of a rule of the contract
   * @param location as in {@link ExpectedViolation}
   */
  public B expectedViolation(String rule, String location) {
    return add(KitSettings.EXPECTED_VIOLATION, ExpectedViolation.of(rule, location));
  }

  /**
   * Sets whether texts in requests that contain {@code stub-fault-} inject faults, such as the id
   * {@code cart-7-stub-fault-status-503}. Default: true.
   */
  public B magicValues(boolean magicValues) {
    return set(KitSettings.MAGIC_VALUES, magicValues);
  }

  /**
   * Sets whether the stub can be controlled over HTTP, under {@code /__stub}. It needs {@code
   * contract-stub-control} on the class path. Default: true.
   */
  public B controlApi(boolean controlApi) {
    return set(KitSettings.CONTROL_API, controlApi);
  }

  /**
   * Sets the token that requests to the control API must carry. If omitted, none is needed on a
   * loopback interface, and a random one elsewhere.
   *
   * @param controlToken 8 to 200 letters, digits or any of {@code . _ ~ -}
   */
  public B controlToken(String controlToken) {
    return set(KitSettings.CONTROL_TOKEN, "controlToken", controlToken);
  }

  /**
   * Adds a name by which the control API may be called, as in the Host header without a port, such
   * as {@code stub.test}. Default: the names of the loopback interface only, so that no web page
   * can reach it by a name that its owner points at this machine. A stub with a control token does
   * not look at the name.
   */
  public B controlHost(String controlHost) {
    return add(KitSettings.CONTROL_HOST, controlHost);
  }

  /**
   * Sets which web pages may call the stub from a browser: origins such as {@code
   * http://localhost:5173}, {@code null} for pages without one, or {@code *} for all pages.
   * Default: none. Origins that are named may use the control API as well.
   */
  public B cors(String... origins) {
    return set(KitSettings.CORS, List.of(origins));
  }

  /** Sets the maximum number of worlds at a time, at least 1. Default: 1,000. */
  public B maxWorlds(int maxWorlds) {
    return set(KitSettings.MAX_WORLDS, maxWorlds);
  }

  /**
   * Sets the approximate maximum memory of everything that the stub stores, in all worlds together:
   * a quarter is for journals, which drop the oldest, and the rest for registered state, snapshots
   * and fault rules. What does not fit is refused with 507. Default: half of the maximum heap.
   *
   * @param maxMemory in bytes, at least 1,000,000
   */
  public B maxMemory(long maxMemory) {
    return set(KitSettings.MAX_MEMORY, maxMemory);
  }

  /** Sets the maximum number of exchanges in the journal of a world. Default: 10,000. */
  public B maxExchanges(int maxExchanges) {
    return set(KitSettings.MAX_EXCHANGES, maxExchanges);
  }

  /**
   * Sets the maximum size of the exchanges in the journal of a world together, in bytes. The newest
   * exchange is kept, however large. Default: 32 MiB.
   */
  public B maxExchangeBytes(long maxExchangeBytes) {
    return set(KitSettings.MAX_EXCHANGE_BYTES, maxExchangeBytes);
  }

  /** Sets the maximum number of violations that a world keeps. Default: 10,000. */
  public B maxViolations(int maxViolations) {
    return set(KitSettings.MAX_VIOLATIONS, maxViolations);
  }

  /**
   * Sets the maximum size of a request body in bytes; a larger one is refused with 413. Default: 2
   * MiB.
   */
  public B maxBodySize(int maxBodySize) {
    return set(KitSettings.MAX_BODY_SIZE, maxBodySize);
  }

  /**
   * Sets the maximum number of threads that handle requests, at least 1; further requests wait.
   * Default: 10,000.
   */
  public B maxThreads(int maxThreads) {
    return set(KitSettings.MAX_THREADS, maxThreads);
  }

  /**
   * Sets the maximum time for a request to arrive in full, and for a client to read nothing of a
   * response, before the connection is closed. Default: 10 s.
   */
  public B requestTimeout(Duration requestTimeout) {
    return set(KitSettings.REQUEST_TIMEOUT, requestTimeout);
  }

  /** Sets the maximum time for requests in flight when the stub is closed. Default: 5 s. */
  public B stopTimeout(Duration stopTimeout) {
    return set(KitSettings.STOP_TIMEOUT, stopTimeout);
  }

  /** Sets the source of the time. Default: the system's clock. */
  public B clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return self();
  }

  /**
   * Adds what receives every exchange that a journal records, in all worlds, such as a log.
   * Default: none.
   */
  public B journalListener(JournalListener listener) {
    listeners.add(Objects.requireNonNull(listener, "journalListener"));
    return self();
  }

  /** Returns the value of a setting. */
  protected final <T> T get(Setting<T> setting) {
    return values.get(setting);
  }

  /** Returns the values of all settings. */
  protected final SettingValues values() {
    return values;
  }

  /** Returns who may use the control API, as far as it is set. */
  protected final ControlAccess controlAccess() {
    return ControlAccess.of(values);
  }

  /** Returns the settings of the host. */
  protected final HostSettings hostSettings() {
    return new HostSettings(
        get(KitSettings.HOST),
        get(KitSettings.PORT),
        get(KitSettings.MAX_THREADS),
        get(KitSettings.REQUEST_TIMEOUT),
        get(KitSettings.STOP_TIMEOUT));
  }

  /** Returns the settings that new worlds start with. */
  protected final WorldDefaults worldDefaults(List<? extends Operation> operations) {
    long maxMemory = get(KitSettings.MAX_MEMORY);
    long stateMemory = MemoryBudget.stateBytes(maxMemory);
    Severities severities = Severities.defaults();
    for (String choice : get(KitSettings.SEVERITY)) {
      severities = severities.with(choice);
    }
    return new WorldDefaults(
        operations,
        severities,
        List.copyOf(get(KitSettings.EXPECTED_VIOLATION)),
        new Journal.Limits(
            get(KitSettings.MAX_EXCHANGES),
            get(KitSettings.MAX_EXCHANGE_BYTES),
            get(KitSettings.MAX_VIOLATIONS)),
        get(KitSettings.MAGIC_VALUES),
        clock,
        new MemoryBudget(stateMemory),
        new JournalMemory(maxMemory - stateMemory),
        JournalListener.all(listeners));
  }
}
