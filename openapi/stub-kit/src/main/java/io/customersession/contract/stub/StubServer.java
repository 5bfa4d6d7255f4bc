package io.customersession.contract.stub;

import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.control.ControlApi;
import io.customersession.contract.stub.control.ControlExtension;
import io.customersession.contract.stub.control.StubContract;
import io.customersession.contract.stub.host.JdkServer;
import io.customersession.contract.stub.host.ReceivedRequest;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.WorldDefaults;
import io.customersession.contract.stub.world.Worlds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stub of the API of any document. It refuses what the document does not allow, records every
 * exchange and what it violates, and injects faults. Thread-safe.
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
 * 401, too large a body 413, an operation that is known but not served 501, an undeclared media
 * type 415, then every violation of parameters and body at once as 400. An {@link
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
    StubApi any = new ApiWorld(Worlds.MAIN, settings.worldDefaults(List.of()), settings.api).api();
    WorldDefaults defaults = settings.worldDefaults(any.operations());
    worlds =
        new Worlds<>(
            name -> new ApiWorld(name, defaults, settings.api),
            defaults.memory(),
            settings.get(KitSettings.MAX_WORLDS));
    world = worlds.main();
    host = settings.get(KitSettings.HOST);
    ControlAccess access = settings.controlAccess().listeningOn(host);
    controlToken = access.enabled() ? access.token() : null;
    int maxBodySize = settings.get(KitSettings.MAX_BODY_SIZE);
    pipeline =
        new StubPipeline(
            any,
            worlds,
            settings.credentialCheck(),
            maxBodySize,
            settings.get(KitSettings.STRICT),
            access.steps(worlds, new Extension(any), maxBodySize));
    server =
        JdkServer.start(
            settings.hostSettings(), http -> pipeline.handle(new ReceivedRequest(http)));
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
    String root = server.url(host);
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

  /** Adds the operations of the API to the control API. */
  private record Extension(StubApi api) implements ControlExtension<ApiWorld> {
    @Override
    public StubContract contract() {
      return new StubContract(StubServer.class.getSimpleName(), api.operations(), List.of(), null);
    }
  }

  private boolean isWhole() {
    return world == worlds.main();
  }

  /** Collects the settings of a stub. */
  public static final class Builder extends StubBuilder<Builder> {
    private final Function<ApiWorld, ? extends StubApi> api;
    private final Map<String, String> keys = new HashMap<>();
    private @Nullable CredentialCheck credentialCheck;

    private Builder(Function<ApiWorld, ? extends StubApi> api) {
      this.api = Objects.requireNonNull(api, "api");
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public List<Setting<?>> settings() {
      return KitSettings.all();
    }

    /**
     * Sets the only key that a security scheme accepts. If omitted, any key is accepted.
     *
     * @param scheme a constant of the generated {@code SecuritySchemes}
     * @param key the key; for HTTP Basic, see {@link SecurityScheme#basicKey}
     */
    public Builder key(SecurityScheme scheme, String key) {
      keys.put(scheme.name(), Objects.requireNonNull(key, "key"));
      return this;
    }

    /** Sets what decides about each credential, in place of the keys. Default: the keys decide. */
    public Builder credentialCheck(CredentialCheck check) {
      credentialCheck = Objects.requireNonNull(check, "check");
      return this;
    }

    private CredentialCheck credentialCheck() {
      if (credentialCheck != null) {
        return credentialCheck;
      }
      Map<String, String> accepted = new HashMap<>(keys);
      return (operationId, scheme, credential) ->
          credential.equals(accepted.getOrDefault(scheme.name(), credential));
    }

    /**
     * Starts the stub.
     *
     * @throws UncheckedIOException if it cannot listen on the port
     */
    public StubServer start() {
      try {
        return new StubServer(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
