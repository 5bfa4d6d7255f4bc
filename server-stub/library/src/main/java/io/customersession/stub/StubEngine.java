package io.customersession.stub;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.stub.control.SessionControl;
import io.customersession.stub.http.ApiPipeline;
import io.customersession.stub.store.Stores;
import io.customersession.stub.world.World;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stub without a server: it handles requests that arrive some other way. Thread-safe. */
public final class StubEngine {
  private final Worlds<World> worlds;
  private final ApiPipeline pipeline;
  private final Stores stores;
  private final @Nullable String controlToken;

  StubEngine(StubSettings settings) {
    this.stores = settings.worlds().stores();
    this.worlds =
        new Worlds<>(
            name -> new World(name, settings.worlds()),
            settings.worlds().defaults().memory(),
            settings.maxWorlds(),
            stores::worlds);
    this.pipeline =
        new ApiPipeline(
            settings.accounts(),
            settings.worlds().account(),
            worlds,
            settings.maxBodySize(),
            settings.worldPerKey(),
            settings.access().steps(worlds, new SessionControl(), settings.maxBodySize()));
    this.controlToken = settings.access().enabled() ? settings.access().token() : null;
  }

  /** Carries out a request; the response reports any error. */
  public StubResponse handle(StubRequest request) {
    return pipeline.handle(request);
  }

  /** Returns the main world, which calls without a world name address. */
  public World world() {
    return worlds.main();
  }

  /**
   * Returns the world with a name and creates it if it does not exist. A call addresses it with the
   * header {@value World#HEADER}.
   *
   * @param name 1 to 100 letters, digits, and {@code . _ : -}, the first a letter or digit
   * @throws IllegalArgumentException if the name is not valid
   */
  public World world(String name) {
    return worlds.enter(name);
  }

  /**
   * Returns the world of a key and creates it if it does not exist. Calls reach it only if each key
   * has its own world.
   */
  public World worldOfKey(String key) {
    return worlds.enter(worlds.nameForKey(key));
  }

  /**
   * Returns the token that requests to the control API must carry, or empty if none is required.
   */
  public Optional<String> controlToken() {
    return Optional.ofNullable(controlToken);
  }

  /** Returns all worlds. */
  public Worlds<World> worlds() {
    return worlds;
  }

  /** Returns the journal of the main world. */
  public Journal journal() {
    return world().journal();
  }

  /** Returns the contract violations in the main world, oldest first. */
  public List<ContractViolation> violations() {
    return world().violations();
  }

  /** Resets the main world to its initial state and drops all others. */
  public void reset() {
    worlds.reset();
  }

  /**
   * Releases what the store uses, such as connections to a database; later requests may fail. A
   * store in memory uses nothing.
   */
  public void close() {
    stores.close();
  }

  ApiPipeline pipeline() {
    return pipeline;
  }
}
