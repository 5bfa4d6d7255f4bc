package io.customersession.contract.stub;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.control.ControlApi;
import io.customersession.contract.stub.control.ControlExtension;
import io.customersession.contract.stub.host.HostSettings;
import io.customersession.contract.stub.host.JdkServer;
import io.customersession.contract.stub.host.ReceivedRequest;
import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.JournalMemory;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.Severity;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.WorldDefaults;
import io.customersession.contract.stub.world.Worlds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stub of the API of any document. It refuses what the document does not allow, records every
 * exchange and what it violates, and injects faults. Safe for use by several threads.
 *
 * <p>Each world has an API object of its own, created by the function that the builder gets, so the
 * state of the resources belongs to one world; a reset creates a new one. Requests choose a world
 * by the header {@value StubWorld#HEADER} or by a path that starts with {@value StubWorld#PATH},
 * and faults by the header {@code X-Stub-Fault}.
 *
 * <p>If {@code contract-stub-control} is on the class path, tests in any language control the stub
 * over HTTP, under {@value ControlApi#PREFIX}.
 *
 * <p>Requests are refused in this order: unknown path 404, wrong method 405, missing or wrong key
 * 401, too large a body 413, an operation that is known but not served 501, another media type than
 * JSON 415, then every violation of parameters and body at once as 400. An {@link
 * io.customersession.contract.state.IllegalTransition} that a resource throws is 409, an {@link
 * io.customersession.contract.stub.http.HttpError} has a status of its own, anything else is 500.
 */
public final class StubServer implements Stub {
  private final String host;
  private final @Nullable String controlToken;
  private final Worlds<ApiWorld> worlds;
  private final ApiWorld world;
  private final StubPipeline pipeline;
  private final JdkServer server;

  private StubServer(Builder settings) throws IOException {
    // The operations are those of the document, whatever world the API object is for.
    StubApi any = new ApiWorld(Worlds.MAIN, settings.defaults(List.of()), settings.api).api();
    WorldDefaults defaults = settings.defaults(any.operations());
    worlds =
        new Worlds<>(
            name -> new ApiWorld(name, defaults, settings.api),
            defaults.memory(),
            settings.maxWorlds);
    world = worlds.main();
    host = settings.host.contains(":") ? "[" + settings.host + "]" : settings.host;
    ControlAccess access = settings.access.listeningOn(settings.host);
    controlToken = access.enabled() ? access.token() : null;
    pipeline =
        new StubPipeline(
            any,
            worlds,
            new HashMap<>(settings.keys),
            settings.maxBodySize,
            settings.strict,
            access.steps(worlds, new ControlExtension<>() {}, settings.maxBodySize));
    HostSettings listening =
        new HostSettings(
            settings.host,
            settings.port,
            settings.maxThreads,
            settings.requestTimeout,
            settings.stopTimeout);
    server = JdkServer.start(listening, http -> pipeline.handle(new ReceivedRequest(http)));
  }

  private StubServer(StubServer whole, ApiWorld world) {
    this.host = whole.host;
    this.controlToken = whole.controlToken;
    this.worlds = whole.worlds;
    this.world = world;
    this.pipeline = whole.pipeline;
    this.server = whole.server;
  }

  /**
   * Returns a builder.
   *
   * @param api creates the API object of a world: the generated {@code Dispatcher} of new
   *     resources, such as {@code world -> Dispatcher.of(new OrdersResource())}
   */
  public static Builder builder(Function<ApiWorld, ? extends StubApi> api) {
    return new Builder(api);
  }

  @Override
  public String url() {
    String root = "http://" + host + ":" + port();
    return isWhole() ? root : root + StubWorld.PATH + world.name();
  }

  /**
   * Returns the token that requests to the control API must carry, as {@code ?token=...} or {@code
   * Authorization: Bearer ...}; empty if they need none, as on the loopback interface.
   */
  public Optional<String> controlToken() {
    return Optional.ofNullable(controlToken);
  }

  /** Returns the TCP port that the stub listens on. */
  public int port() {
    return server.port();
  }

  /** Returns true if the stub accepts requests: until it is closed, or an error ends its server. */
  public boolean isRunning() {
    return server.isListening();
  }

  @Override
  public ApiWorld world() {
    return world;
  }

  /**
   * Returns a world, which is created if there is none of that name.
   *
   * @param name 1 to 100 letters, digits, and {@code . _ : -}, the first a letter or digit
   * @throws IllegalArgumentException if that is not a name
   */
  public ApiWorld world(String name) {
    return worlds.enter(name);
  }

  @Override
  public Worlds<ApiWorld> worlds() {
    return worlds;
  }

  @Override
  public StubServer in(String name) {
    return new StubServer(this, world(name));
  }

  /** Returns the exchanges of this world. */
  public Journal journal() {
    return world.journal();
  }

  /** Returns what requests to this world violated, oldest first, without what was expected. */
  public List<ContractViolation> violations() {
    return world.violations();
  }

  @Override
  public void reset() {
    if (isWhole()) {
      worlds.reset();
    } else {
      world.reset();
    }
  }

  @Override
  public void close() {
    if (isWhole()) {
      server.close();
    }
  }

  /** Returns the names of the steps that a request goes through, in their order. */
  public List<String> steps() {
    return pipeline.steps();
  }

  private boolean isWhole() {
    return world == worlds.main();
  }

  /** Collects the settings of a stub. */
  public static final class Builder {
    private final Function<ApiWorld, ? extends StubApi> api;
    private final Map<String, String> keys = new HashMap<>();
    private final List<ExpectedViolation> expectedViolations = new ArrayList<>();
    private Severities severities = Severities.defaults();
    private Clock clock = Clock.systemUTC();
    private String host = "127.0.0.1";
    private ControlAccess access = ControlAccess.DEFAULT;
    private boolean strict;
    private boolean magicValues = true;
    private int port;
    private int maxBodySize = 2 << 20;
    private int maxThreads = HostSettings.DEFAULT_MAX_THREADS;
    private int maxWorlds = 1_000;
    private long maxMemory = MemoryBudget.defaultBytes();
    private int maxExchanges = Journal.Limits.DEFAULT.exchanges();
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration stopTimeout = Duration.ofSeconds(5);

    private Builder(Function<ApiWorld, ? extends StubApi> api) {
      this.api = Objects.requireNonNull(api, "api");
    }

    /** Sets the name or address to listen on. Default: 127.0.0.1. */
    public Builder host(String host) {
      this.host = Objects.requireNonNull(host, "host");
      return this;
    }

    /** Sets the TCP port. Default: 0, any free port. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Sets the only key that a security scheme accepts. If omitted, any key is accepted.
     *
     * @param scheme a constant of the generated {@code SecuritySchemes}
     * @param key the key
     */
    public Builder key(SecurityScheme scheme, String key) {
      keys.put(scheme.name(), Objects.requireNonNull(key, "key"));
      return this;
    }

    /**
     * Sets whether requests are refused for what is otherwise ignored, such as unknown properties.
     * Default: false.
     */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /** Sets the severity of a rule of the contract. Default: {@link ContractRule#severity}. */
    public Builder severity(ContractRule rule, Severity severity) {
      severities = severities.with(rule, severity);
      return this;
    }

    /**
     * Adds a violation that callers are known to cause; it is counted apart and fails no test.
     *
     * @param rule the key of a rule, such as {@code unknown-property}
     * @param location as in {@link ExpectedViolation}
     * @throws IllegalArgumentException if there is no such rule, or the location is not a pattern
     */
    public Builder expectViolation(String rule, String location) {
      expectedViolations.add(ExpectedViolation.of(rule, location));
      return this;
    }

    /** Sets whether values in requests may ask for faults. Default: true. */
    public Builder magicValues(boolean magicValues) {
      this.magicValues = magicValues;
      return this;
    }

    /** Sets the source of the time. Default: the system's clock. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets the maximum size of a request body in bytes. Default: 2 MiB. */
    public Builder maxBodySize(int maxBodySize) {
      this.maxBodySize = maxBodySize;
      return this;
    }

    /**
     * Sets the maximum number of threads that handle requests; further requests wait. Default:
     * {@value HostSettings#DEFAULT_MAX_THREADS}.
     */
    public Builder maxThreads(int maxThreads) {
      this.maxThreads = maxThreads;
      return this;
    }

    /** Sets the maximum number of worlds at a time, at least 1. Default: 1,000. */
    public Builder maxWorlds(int maxWorlds) {
      this.maxWorlds = maxWorlds;
      return this;
    }

    /** Sets the maximum number of exchanges that the journal of a world keeps. Default: 10,000. */
    public Builder maxExchanges(int maxExchanges) {
      this.maxExchanges = maxExchanges;
      return this;
    }

    /**
     * Sets about how many bytes everything that the stub stores may take in all worlds together: a
     * quarter is for journals, which forget the oldest, and the rest for {@linkplain
     * ApiWorld#register registered state}, snapshots and fault rules. If there is no memory left,
     * requests that add to the state are refused with 507. Default: half of the maximum heap.
     */
    public Builder maxMemory(long maxMemory) {
      this.maxMemory = maxMemory;
      return this;
    }

    /**
     * Sets whether tests can control the stub over HTTP, under {@value ControlApi#PREFIX}. It needs
     * {@code contract-stub-control} on the class path. Default: true.
     */
    public Builder controlApi(boolean controlApi) {
      access = access.withEnabled(controlApi);
      return this;
    }

    /**
     * Sets the token that requests to the control API must carry: 8 to 200 letters, digits or any
     * of {@code . _ ~ -}. Default: none on a loopback interface, and a random one elsewhere.
     */
    public Builder controlToken(String controlToken) {
      access = access.withToken(controlToken);
      return this;
    }

    /**
     * Adds a name by which the control API may be called, as in the Host header without a port.
     * Default: the names of the loopback interface. A stub with a token accepts any name.
     */
    public Builder controlHost(String controlHost) {
      access = access.withHost(Objects.requireNonNull(controlHost, "controlHost"));
      return this;
    }

    /**
     * Sets the web pages that may call the stub from a browser: origins such as {@code
     * http://localhost:5173}, or {@code *} for all pages. Default: none. Origins that are named may
     * use the control API as well.
     */
    public Builder cors(String... origins) {
      access = access.withCors(Cors.of(List.of(origins)));
      return this;
    }

    /**
     * Sets how long a request may take to arrive in full, and how long a client may take nothing of
     * a response, before the connection is cut. Default: 10 s.
     */
    public Builder requestTimeout(Duration requestTimeout) {
      this.requestTimeout = Objects.requireNonNull(requestTimeout, "requestTimeout");
      return this;
    }

    /** Sets how long requests in flight may take when the stub is closed. Default: 5 s. */
    public Builder stopTimeout(Duration stopTimeout) {
      this.stopTimeout = Objects.requireNonNull(stopTimeout, "stopTimeout");
      return this;
    }

    /**
     * Starts the stub.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     * @throws UncheckedIOException if it cannot listen on the port
     */
    public StubServer start() {
      try {
        return new StubServer(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private WorldDefaults defaults(List<? extends Operation> operations) {
      long stateMemory = MemoryBudget.stateBytes(maxMemory);
      Journal.Limits limits = Journal.Limits.DEFAULT;
      return new WorldDefaults(
          operations,
          severities,
          List.copyOf(expectedViolations),
          new Journal.Limits(maxExchanges, limits.bytes(), limits.violations()),
          magicValues,
          clock,
          new MemoryBudget(stateMemory),
          new JournalMemory(maxMemory - stateMemory));
    }
  }
}
