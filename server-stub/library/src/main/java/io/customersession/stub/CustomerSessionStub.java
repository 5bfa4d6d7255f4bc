package io.customersession.stub;

import io.customersession.contract.stub.Stub;
import io.customersession.contract.stub.StubBuilder;
import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.host.HttpListener;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.account.ApplicationKey;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.FixturesFile;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.host.Host;
import io.customersession.stub.host.RouteHost;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.promotion.EffectRule;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import io.customersession.stub.store.Retention;
import io.customersession.stub.store.Stores;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stub of the customer session API on a port of this machine. It remembers sessions, takes the
 * moves that the document allows and refuses all others, until it is closed. Thread-safe.
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
    String root = listener.url(host);
    return isWhole() ? root : root + World.PATH + world.name();
  }

  /** Returns the TCP port that the stub listens on. */
  public int port() {
    return listener.port();
  }

  /**
   * Returns true if the stub accepts requests: until it is closed, or until an error such as an
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

  /** Completes requests in flight, stops, and closes the store. */
  @Override
  public void close() {
    if (isWhole()) {
      listener.close();
      engine.close();
    }
  }

  private boolean isWhole() {
    return world == engine.world();
  }

  /** Collects the settings of a stub. */
  public static final class Builder extends StubBuilder<Builder> {
    private Host servedBy = new RouteHost();
    private final List<TransitionRule> rules = new ArrayList<>();
    private final List<EffectRule> effectRules = new ArrayList<>();

    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public List<Setting<?>> settings() {
      return SessionSettings.all();
    }

    /**
     * Sets what serves the resources. Default: a {@link RouteHost}. The {@link
     * io.customersession.stub.host.jersey.JerseyHost} needs Jersey on the class path.
     */
    public Builder servedBy(Host host) {
      servedBy = Objects.requireNonNull(host, "servedBy");
      return this;
    }

    /**
     * Adds an API key, of visible ASCII characters, and the application that it belongs to, 1 or
     * more. As long as there is no key of either kind, any that is not empty is accepted, for
     * application 1. Beside fixtures with applications, the key is one more of an application
     * there.
     *
     * @throws IllegalArgumentException if that is not a key, or it belongs to another application
     */
    public Builder apiKey(String key, long application) {
      return add(SessionSettings.API_KEY, new ApplicationKey(key, application));
    }

    /**
     * Adds a management key, of visible ASCII characters, and an application whose sessions it may
     * read, 1 or more; added again, the key may read those of another application too. As soon as a
     * key of either kind is added, all others of both kinds are refused.
     *
     * @throws IllegalArgumentException if that is not a key or application
     */
    public Builder managementKey(String key, long application) {
      return add(SessionSettings.MANAGEMENT_KEY, new ApplicationKey(key, application));
    }

    /** Sets the configuration of the account. Default: an account without limits. */
    public Builder fixtures(Fixtures fixtures) {
      return set(SessionSettings.FIXTURES, fixtures);
    }

    /**
     * Sets the configuration of the account, from a file in YAML or JSON.
     *
     * @throws io.customersession.stub.account.InvalidFixturesException if it cannot be used; the
     *     message has every mistake with its line
     */
    public Builder fixtures(Path file) {
      return fixtures(FixturesFile.read(file));
    }

    /** Sets how a transition to the current state is handled. Default: it is refused. */
    public Builder repeatedMove(RepeatedMove repeatedMove) {
      return set(Behaviour.REPEATED_MOVE, repeatedMove);
    }

    /** Sets how concurrent changes of a session are handled. Default: one after the other. */
    public Builder parallelUpdates(ParallelUpdates parallelUpdates) {
      return set(Behaviour.PARALLEL_UPDATES, parallelUpdates);
    }

    /**
     * Sets which properties responses carry. Default: {@link ResponseVersion#AUTO}, those that the
     * caller's SDK knows.
     */
    public Builder responseVersion(ResponseVersion responseVersion) {
      return set(Behaviour.RESPONSE_VERSION, responseVersion);
    }

    /**
     * Sets where sessions and profiles are stored. Default: {@value Stores#MEMORY}. Everything else
     * outlives the stub and needs {@code customer-session-store-jdbc} on the class path.
     *
     * @param store {@code sqlite:FILE} for one process, or {@code
     *     postgresql://user:password@host:port/database} for several
     */
    public Builder store(String store) {
      return set(SessionSettings.STORE, store);
    }

    /**
     * Sets how long a request may wait for a database before it gets 503; the time that rules take
     * does not count. Default: 10 seconds.
     */
    public Builder storeTimeout(Duration storeTimeout) {
      return set(SessionSettings.STORE_TIMEOUT, storeTimeout);
    }

    /** Sets how long unchanged sessions and profiles are kept. Default: 0, which is forever. */
    public Builder retain(Duration retain) {
      return set(SessionSettings.RETAIN, new Retention(retain));
    }

    /**
     * Sets whether every key has a world of its own, so that tests with different keys do not see
     * each other. Default: false. It is the same for a key of whatever kind: a management key sees
     * the sessions of the API key with the same text. Its name does not reveal the key: {@link
     * CustomerSessionStub#worldOfKey} finds it, and lists of worlds name its application. A call
     * without a key, one with a signature for instance, is for the main world. A call that names
     * its world goes there in any case.
     */
    public Builder worldPerKey(boolean worldPerKey) {
      return set(SessionSettings.WORLD_PER_KEY, worldPerKey);
    }

    /**
     * Sets the maximum number of sessions in a world, at least 1; one more is refused with 507.
     * Default: 100,000.
     */
    public Builder maxSessions(int maxSessions) {
      return set(SessionSettings.MAX_SESSIONS, maxSessions);
    }

    /**
     * Sets the maximum number of profiles in a world, at least 1; one more is refused with 507.
     * Default: 100,000.
     */
    public Builder maxProfiles(int maxProfiles) {
      return set(SessionSettings.MAX_PROFILES, maxProfiles);
    }

    /**
     * Sets the maximum size, in bytes, of the responses that a world remembers for requests with an
     * {@code Idempotency-Key}. Beyond that the oldest are forgotten before their 24 hours are over,
     * which is logged once; the newest is kept, however large. Default: 32 MiB.
     */
    public Builder maxIdempotencyBytes(long maxIdempotencyBytes) {
      return set(SessionSettings.MAX_IDEMPOTENCY_BYTES, maxIdempotencyBytes);
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
     * @throws UncheckedIOException if it cannot listen, because the port is in use for instance, or
     *     cannot open the store
     * @throws IllegalArgumentException if an {@link #apiKey} is for an application that the
     *     fixtures do not have, or that they give to another one; or if nothing on the class path
     *     knows the {@link #store}
     */
    public CustomerSessionStub start() {
      StubSettings settings = settings(controlAccess().listeningOn(get(KitSettings.HOST)));
      try {
        return new CustomerSessionStub(settings);
      } catch (IOException e) {
        settings.worlds().stores().close();
        throw new UncheckedIOException(
            "cannot listen on %s:%s: %s"
                .formatted(get(KitSettings.HOST), get(KitSettings.PORT), e.getMessage()),
            e);
      } catch (RuntimeException e) {
        settings.worlds().stores().close();
        throw e;
      }
    }

    /**
     * Creates the stub without a server, for requests that arrive some other way.
     *
     * @throws IllegalArgumentException as {@link #start()} does
     */
    public StubEngine embed() {
      return new StubEngine(settings(controlAccess()));
    }

    private StubSettings settings(ControlAccess access) {
      return StubSettings.of(
          values(),
          servedBy,
          hostSettings(),
          worldDefaults(List.of(ApiOperation.values())),
          rules,
          effectRules,
          access);
    }
  }
}
