package io.customersession.stub;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.admin.AdminFront;
import io.customersession.stub.http.ApiPipeline;
import io.customersession.stub.world.World;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stub without a server: it handles requests that reach it by any other way. Safe for use by
 * several threads.
 */
public final class StubEngine {
  private final Worlds<World> worlds;
  private final ApiPipeline pipeline;
  private final @Nullable String controlToken;

  StubEngine(StubSettings settings) {
    this.worlds =
        new Worlds<>(
            name -> new World(name, settings.worlds()),
            settings.worlds().defaults().memory(),
            settings.maxWorlds());
    this.pipeline =
        new ApiPipeline(
            settings.accounts(),
            settings.worlds().account(),
            worlds,
            settings.maxBodySize(),
            settings.worldPerKey(),
            settings.cors(),
            settings.adminApi()
                ? new AdminFront(
                        worlds,
                        settings.maxBodySize(),
                        settings.controlToken(),
                        settings.controlHosts(),
                        settings.cors())
                    ::handle
                : request -> null);
    this.controlToken = settings.adminApi() ? settings.controlToken() : null;
  }

  /** Carries out a request; whatever is wrong with it is told by the response. */
  public StubResponse handle(StubRequest request) {
    return pipeline.handle(request);
  }

  /** Returns the world for calls that name none. */
  public World world() {
    return worlds.main();
  }

  /**
   * Returns a world, which is made if there is none of that name. A call is for it if its header
   * {@value World#HEADER} names it.
   *
   * @param name 1 to 100 letters, digits, and {@code . _ : -}, the first a letter or digit
   * @throws IllegalArgumentException if that is no name
   */
  public World world(String name) {
    return worlds.enter(name);
  }

  /**
   * Returns the world of a key, which is made if it is not there; only a stub that gives each key a
   * world of its own sends calls to it.
   */
  public World worldOfKey(String key) {
    return worlds.enter(worlds.nameForKey(key));
  }

  /** Returns the token that requests to the control API must carry, or empty if they need none. */
  public Optional<String> controlToken() {
    return Optional.ofNullable(controlToken);
  }

  /** Returns all worlds. */
  public Worlds<World> worlds() {
    return worlds;
  }

  /** Returns what has been exchanged in the main world. */
  public Journal journal() {
    return world().journal();
  }

  /** Returns what requests did against the contract in the main world, oldest first. */
  public List<ContractViolation> violations() {
    return world().violations();
  }

  /** Makes the main world what it was in the beginning, and forgets all others. */
  public void reset() {
    worlds.reset();
  }

  ApiPipeline pipeline() {
    return pipeline;
  }
}
