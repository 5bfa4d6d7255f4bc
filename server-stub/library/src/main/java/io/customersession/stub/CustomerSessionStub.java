package io.customersession.stub;

import io.customersession.contract.stub.Stub;
import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.host.HttpListener;
import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.JournalMemory;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.Severity;
import io.customersession.contract.stub.world.WorldDefaults;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.account.AccountValidator;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Authenticator;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.FixturesFile;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.host.Host;
import io.customersession.stub.host.RouteHost;
import io.customersession.stub.lifecycle.Lifecycle;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.promotion.EffectRule;
import io.customersession.stub.promotion.PromotionEngine;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import io.customersession.stub.world.World;
import io.customersession.stub.world.WorldSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A stub of the customer session API on a port of this machine. It remembers sessions, takes the
 * moves that the document allows and refuses all others, until it is closed. Safe for use by
 * several threads.
 */
public final class CustomerSessionStub implements Stub {
  private final String host;
  private final StubEngine engine;
  private final World world;
  private final HttpListener listener;

  private CustomerSessionStub(StubSettings settings) throws IOException {
    this.host = settings.host().host();
    this.engine = new StubEngine(settings);
    this.world = engine.world();
    this.listener = settings.servedBy().start(settings.host(), engine.pipeline());
  }

  private CustomerSessionStub(CustomerSessionStub whole, World world) {
    this.host = whole.host;
    this.engine = whole.engine;
    this.world = world;
    this.listener = whole.listener;
  }

  /**
   * Starts a stub with all settings as they are, on a free port of 127.0.0.1.
   *
   * @throws UncheckedIOException if it cannot listen
   */
  public static CustomerSessionStub start() {
    return builder().start();
  }

  /** Returns a builder for a stub with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the base URL for clients, without a slash at the end. */
  @Override
  public String url() {
    String root = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    return isWhole() ? root : root + World.PATH + world.name();
  }

  /** Returns the TCP port that the stub listens on. */
  public int port() {
    return listener.port();
  }

  /**
   * Returns whether the stub accepts requests: until it is closed, or until an error such as an
   * exhausted heap ends its server. Clients are refused as soon as there is memory to close the
   * port, and the log has the reason.
   */
  public boolean isRunning() {
    return listener.isListening();
  }

  /**
   * Returns a view of this stub for one of its worlds, with its URL, journal and violations.
   * Closing the view does nothing; closing the stub closes it too.
   *
   * @param name as in {@link #world(String)}
   */
  @Override
  public CustomerSessionStub in(String name) {
    return new CustomerSessionStub(this, engine.world(name));
  }

  /** Returns the world for calls to the URL that name none. */
  @Override
  public World world() {
    return world;
  }

  /**
   * Returns the world with a name and creates it if it does not exist. A call addresses it with the
   * header {@value World#HEADER}.
   *
   * @param name 1 to 100 letters, digits, and {@code . _ : -}, the first a letter or digit
   * @throws IllegalArgumentException if the name is not valid
   */
  public World world(String name) {
    return engine.world(name);
  }

  /**
   * Returns the world of a key and creates it if it does not exist. Calls reach it only with {@link
   * Builder#worldPerKey}.
   */
  public World worldOfKey(String key) {
    return engine.worldOfKey(key);
  }

  /**
   * Returns the token that requests to the control API must carry, as {@code ?token=...} or {@code
   * Authorization: Bearer ...}; empty if they need none, as on the loopback interface.
   */
  public Optional<String> controlToken() {
    return engine.controlToken();
  }

  /** Returns all worlds. */
  @Override
  public Worlds<World> worlds() {
    return engine.worlds();
  }

  /** Returns the journal of this world. */
  public Journal journal() {
    return world.journal();
  }

  /**
   * Returns the contract violations in this world, oldest first: of refused requests, and of
   * accepted requests that were partly ignored or dangerous. Only the newest are kept; expected
   * violations are not included.
   */
  public List<ContractViolation> violations() {
    return world.violations();
  }

  /** Resets this world to its initial state; resetting the main world drops all others as well. */
  @Override
  public void reset() {
    if (isWhole()) {
      engine.reset();
    } else {
      world.reset();
    }
  }

  /** Completes requests in flight and stops. */
  @Override
  public void close() {
    if (isWhole()) {
      listener.close();
    }
  }

  private boolean isWhole() {
    return world == engine.world();
  }

  /** Collects the settings of a stub. */
  public static final class Builder {
    private static final long MIN_MEMORY = 1_000_000;

    private Host servedBy = new RouteHost();
    private String host = "127.0.0.1";
    private int port;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration stopTimeout = Duration.ofSeconds(5);
    private final Map<String, Long> apiKeys = new LinkedHashMap<>();
    private final Map<String, Set<Long>> managementKeys = new LinkedHashMap<>();
    private Fixtures fixtures = Fixtures.NONE;
    private int maxBodySize = 2 << 20;
    private int maxViolations = Journal.Limits.DEFAULT.violations();
    private int maxExchanges = Journal.Limits.DEFAULT.exchanges();
    private long maxExchangeBytes = Journal.Limits.DEFAULT.bytes();
    private int maxWorlds = 1_000;
    private boolean worldPerKey;
    private long maxIdempotencyBytes = 32L << 20;
    private int maxSessions = 100_000;
    private int maxProfiles = 100_000;
    private long maxMemory = MemoryBudget.defaultBytes();
    private Behaviour behaviour = Behaviour.defaults();
    private Severities severities = Severities.defaults();
    private final List<ExpectedViolation> expectedViolations = new ArrayList<>();
    private boolean magicValues = true;
    private ControlAccess access = ControlAccess.DEFAULT;
    private Clock clock = Clock.systemUTC();
    private final List<TransitionRule> rules = new ArrayList<>();
    private final List<EffectRule> effectRules = new ArrayList<>();

    private Builder() {}

    /**
     * Sets the host that serves the resources. Default: {@link RouteHost}. {@link
     * io.customersession.stub.host.jersey.JerseyHost} needs Jersey on the class path.
     */
    public Builder servedBy(Host other) {
      servedBy = Objects.requireNonNull(other, "servedBy");
      return this;
    }

    /** Sets the name or address to listen on. Default: 127.0.0.1. */
    public Builder host(String name) {
      host = Objects.requireNonNull(name, "host");
      return this;
    }

    /** Sets the TCP port, 0 to 65535. Default: 0, a free port. */
    public Builder port(int number) {
      port = inRange("port", number, 0, 65_535);
      return this;
    }

    /**
     * Adds an API key, of visible ASCII characters, and the application that it belongs to, 1 or
     * more. If no key of either kind is set, any key that is not empty is accepted, for application
     * 1. With fixtures that define applications, the key is an additional one of an application
     * there.
     *
     * @throws IllegalArgumentException if the key is not valid or belongs to another application
     */
    public Builder apiKey(String key, long application) {
      if (!Application.isKey(key)) {
        throw new IllegalArgumentException("apiKey must be of visible ASCII characters");
      }
      if (application < 1) {
        throw new IllegalArgumentException(
            "the application of an apiKey must be 1 or more, not " + application);
      }
      Long owner = apiKeys.putIfAbsent(key, application);
      if (owner != null && owner != application) {
        throw new IllegalArgumentException(
            "the apiKey of application " + application + " belongs to " + owner + " already");
      }
      return this;
    }

    /**
     * Adds a management key, of visible ASCII characters, and an application whose sessions it may
     * read, 1 or more; added again, the key may read those of another application too. As soon as a
     * key of either kind is added, all others of both kinds are refused.
     *
     * @throws IllegalArgumentException if that is not a key or application
     */
    public Builder managementKey(String key, long application) {
      if (!Application.isKey(key)) {
        throw new IllegalArgumentException("managementKey must be of visible ASCII characters");
      }
      if (application < 1) {
        throw new IllegalArgumentException(
            "the application of a managementKey must be 1 or more, not " + application);
      }
      managementKeys.computeIfAbsent(key, unused -> new LinkedHashSet<>()).add(application);
      return this;
    }

    /** Sets the fixtures of the account. If omitted, the account has no restrictions. */
    public Builder fixtures(Fixtures account) {
      fixtures = Objects.requireNonNull(account, "fixtures");
      return this;
    }

    /**
     * Sets the fixtures of the account from a file in YAML or JSON.
     *
     * @throws io.customersession.stub.account.InvalidFixturesException if it cannot be used; the
     *     message has every mistake with its line
     */
    public Builder fixtures(Path file) {
      return fixtures(FixturesFile.read(file));
    }

    /**
     * Sets whether unknown and read-only properties are refused. Default: false, which records and
     * ignores them.
     */
    public Builder strict(boolean refuse) {
      behaviour = behaviour.withStrict(refuse);
      return this;
    }

    /** Sets how a transition to the current state is handled. Default: refuse. */
    public Builder repeatedMove(RepeatedMove reaction) {
      behaviour = behaviour.withRepeatedMove(reaction);
      return this;
    }

    /** Sets how concurrent changes of one session are handled. Default: serialize. */
    public Builder parallelUpdates(ParallelUpdates reaction) {
      behaviour = behaviour.withParallelUpdates(reaction);
      return this;
    }

    /**
     * Sets which properties responses carry. Default: {@link ResponseVersion#AUTO}, those that the
     * caller's SDK knows.
     */
    public Builder responseVersion(ResponseVersion responseVersion) {
      behaviour = behaviour.withResponseVersion(responseVersion);
      return this;
    }

    /**
     * Sets the maximum number of sessions in a world, at least 1; more are refused with 507.
     * Default: 100,000.
     */
    public Builder maxSessions(int max) {
      maxSessions = inRange("maxSessions", max, 1, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets the maximum size of a request's body in bytes; a larger one is refused with 413.
     * Default: 2 MiB.
     */
    public Builder maxBodySize(int bytes) {
      maxBodySize = inRange("maxBodySize", bytes, 0, Integer.MAX_VALUE - 1);
      return this;
    }

    /**
     * Sets the maximum number of profiles in a world, at least 1; more are refused with 507.
     * Default: 100,000.
     */
    public Builder maxProfiles(int max) {
      maxProfiles = inRange("maxProfiles", max, 1, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets the approximate maximum size in bytes of the responses that a world remembers for
     * requests with an {@code Idempotency-Key}, at least 0. Beyond it the oldest are evicted before
     * their 24 hours are over, which is logged once; the newest is always kept. Default: 32 MiB.
     */
    public Builder maxIdempotencyBytes(long max) {
      if (max < 0) {
        throw new IllegalArgumentException("maxIdempotencyBytes must not be negative");
      }
      maxIdempotencyBytes = max;
      return this;
    }

    /**
     * Sets the approximate maximum memory in bytes of everything that the stub stores, in all
     * worlds together: a quarter is for journals, which evict the oldest exchanges, and the rest
     * for sessions, profiles, snapshots and fault rules. Requests that exceed it are refused with
     * 507, and so is a session or profile of more than a sixteenth of that rest. Default: half of
     * the largest heap.
     *
     * @param bytes 1,000,000 or more
     */
    public Builder maxMemory(long bytes) {
      if (bytes < MIN_MEMORY) {
        throw new IllegalArgumentException(
            "maxMemory must be at least " + MIN_MEMORY + ", not " + bytes);
      }
      maxMemory = bytes;
      return this;
    }

    /**
     * Sets the maximum number of worlds at a time, at least 1; a call for another one is refused
     * with 507. Default: 1,000.
     */
    public Builder maxWorlds(int max) {
      maxWorlds = inRange("maxWorlds", max, 1, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets whether every key has a world of its own, so that tests with different keys do not see
     * each other; otherwise they share the main world. Keys of both kinds share a namespace: a
     * management key sees the sessions of the API key with the same text. Its name does not reveal
     * the key: {@link CustomerSessionStub#worldOfKey} finds it, and lists of worlds name its
     * application. A call without a key, one with a signature for instance, is for the main world.
     * A call that names its world goes there in any case.
     */
    public Builder worldPerKey(boolean separate) {
      worldPerKey = separate;
      return this;
    }

    /** Sets the maximum number of exchanges in a world's journal, at least 0. Default: 10,000. */
    public Builder maxExchanges(int max) {
      maxExchanges = inRange("maxExchanges", max, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets the maximum size in bytes of the exchanges in a world's journal, at least 0. The newest
     * exchange is always kept. Default: 32 MiB.
     */
    public Builder maxExchangeBytes(long max) {
      if (max < 0) {
        throw new IllegalArgumentException("maxExchangeBytes must not be negative");
      }
      maxExchangeBytes = max;
      return this;
    }

    /** Sets the severity of a rule of the contract. Default: that of {@link ContractRule}. */
    public Builder severity(ContractRule rule, Severity severity) {
      severities = severities.with(rule, severity);
      return this;
    }

    /**
     * Adds a violation that callers are known to cause: {@code expectViolation("unknown-property",
     * "/customerSession/cartItems/&#42;/masterId")}. It is counted apart from other violations and
     * fails no test.
     *
     * @param rule the key of a rule of the contract
     * @param location as in {@link ExpectedViolation}
     * @throws IllegalArgumentException if there is no such rule, or the location is not a pattern
     */
    public Builder expectViolation(String rule, String location) {
      expectedViolations.add(ExpectedViolation.of(rule, location));
      return this;
    }

    /** Sets the maximum number of violations that a world keeps, at least 0. Default: 10,000. */
    public Builder maxViolations(int max) {
      maxViolations = inRange("maxViolations", max, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets the timeout for receiving a request and for sending a response to a client that does not
     * read; the connection is closed then. Default: 10 s.
     */
    public Builder requestTimeout(Duration timeout) {
      requestTimeout = positive("requestTimeout", timeout);
      return this;
    }

    /** Sets the timeout for requests in flight when the stub is closed. Default: 5 s. */
    public Builder stopTimeout(Duration timeout) {
      stopTimeout = positive("stopTimeout", timeout);
      return this;
    }

    /**
     * Sets whether texts in requests that contain {@code stub-fault-} request a fault, such as the
     * session id {@code cart-7-stub-fault-status-503}. Default: true.
     */
    public Builder magicValues(boolean on) {
      magicValues = on;
      return this;
    }

    /** Sets whether tests can control the stub over HTTP, under {@code /__stub}. Default: true. */
    public Builder controlApi(boolean enabled) {
      access = access.withEnabled(enabled);
      return this;
    }

    /**
     * Sets the token that requests to the control API must carry. If omitted, none is needed on a
     * loopback interface, and a random one elsewhere; {@link CustomerSessionStub#controlToken}
     * returns it.
     *
     * @throws IllegalArgumentException if it has other characters than letters, digits and {@code .
     *     _ ~ -}, or fewer than 8
     */
    public Builder controlToken(String token) {
      access = access.withToken(token);
      return this;
    }

    /**
     * Adds a name by which the control API may be called, as in the Host header without a port,
     * such as {@code stub.test}. Default: the names of the loopback interface only, so that no web
     * page can reach it by a name that its owner points at this machine. A stub with a control
     * token does not look at the name.
     */
    public Builder controlHost(String name) {
      access = access.withHost(Objects.requireNonNull(name, "controlHost"));
      return this;
    }

    /**
     * Sets which web pages may call the stub from a browser: origins such as {@code
     * http://localhost:5173}, {@code null} for pages without one, or {@code *} for all pages.
     * Default: none. Origins that are named may use the control API as well.
     *
     * @throws IllegalArgumentException if a text is not an origin
     */
    public Builder cors(String... origins) {
      access = access.withCors(Cors.of(List.of(origins)));
      return this;
    }

    /** Sets the clock of the stub. Default: the system clock. */
    public Builder clock(Clock source) {
      clock = Objects.requireNonNull(source, "clock");
      return this;
    }

    /**
     * Adds a rule; rules are asked in the order they were added, before those that a ServiceLoader
     * finds.
     */
    public Builder transitionRule(TransitionRule rule) {
      rules.add(Objects.requireNonNull(rule, "transitionRule"));
      return this;
    }

    /**
     * Adds a rule that decides what calls cause; rules are asked in the order they were added,
     * before those that a ServiceLoader finds.
     */
    public Builder effectRule(EffectRule rule) {
      effectRules.add(Objects.requireNonNull(rule, "effectRule"));
      return this;
    }

    /**
     * Starts the stub.
     *
     * @throws UncheckedIOException if it cannot listen, because the port is in use for instance
     * @throws IllegalArgumentException if an {@link #apiKey} is for an application that the
     *     fixtures do not have, or that they give to another one
     */
    public CustomerSessionStub start() {
      WarmUp.once();
      try {
        return new CustomerSessionStub(settings(access.listeningOn(host)));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
      }
    }

    /**
     * Creates the stub without a server, for requests that arrive some other way.
     *
     * @throws IllegalArgumentException as {@link #start()} does
     */
    public StubEngine embed() {
      return new StubEngine(settings(access));
    }

    /** Makes the stub without a server and without the rules that a ServiceLoader finds. */
    StubEngine embedAlone() {
      return new StubEngine(settings(rules, effectRules, access));
    }

    private StubSettings settings(ControlAccess control) {
      List<TransitionRule> all = new ArrayList<>(rules);
      ServiceLoader.load(TransitionRule.class).forEach(all::add);
      List<EffectRule> effects = new ArrayList<>(effectRules);
      ServiceLoader.load(EffectRule.class).forEach(effects::add);
      return settings(all, effects, control);
    }

    private StubSettings settings(
        List<TransitionRule> all, List<EffectRule> effects, ControlAccess control) {
      Authenticator accounts = new Authenticator(fixtures, apiKeys, managementKeys);
      long stateMemory = MemoryBudget.stateBytes(maxMemory);
      return new StubSettings(
          servedBy,
          new HostSettings(
              host, port, HostSettings.DEFAULT_MAX_THREADS, requestTimeout, stopTimeout),
          accounts,
          new WorldSettings(
              new Lifecycle(all),
              new PromotionEngine(fixtures, effects, maxMemory),
              behaviour,
              maxSessions,
              maxProfiles,
              maxIdempotencyBytes,
              accounts::knows,
              new AccountValidator(fixtures),
              new WorldDefaults(
                  List.of(ApiOperation.values()),
                  severities,
                  Stream.concat(fixtures.expectedViolations().stream(), expectedViolations.stream())
                      .distinct()
                      .toList(),
                  new Journal.Limits(maxExchanges, maxExchangeBytes, maxViolations),
                  magicValues,
                  clock,
                  new MemoryBudget(stateMemory),
                  new JournalMemory(maxMemory - stateMemory))),
          maxWorlds,
          worldPerKey,
          maxBodySize,
          control);
    }

    private static int inRange(String name, int value, int min, int max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            name + " must be between " + min + " and " + max + ", not " + value);
      }
      return value;
    }

    private static Duration positive(String name, Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(name + " must be positive, not " + duration);
      }
      return duration;
    }
  }
}
