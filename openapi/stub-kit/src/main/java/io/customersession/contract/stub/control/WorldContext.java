package io.customersession.contract.stub.control;

import io.customersession.contract.stub.fault.FaultInjection;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.RequestContext;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.journal.Secrets;
import io.customersession.contract.stub.world.StubWorld;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The context of a request that belongs to a world and is recorded there.
 *
 * @param <W> the type of the worlds
 */
public class WorldContext<W extends StubWorld> extends RequestContext {
  private final Recording recording;
  private final WorldPath worldPath;
  private @Nullable ControlHeaders controlHeaders;
  private @Nullable String worldName;
  private @Nullable W world;
  private boolean isKnown;
  private boolean isProbe;
  private Map<String, String> crossOrigin = Map.of();
  private FaultInjection faults = FaultInjection.NONE;

  /**
   * Creates the context of a request of which nothing has been read.
   *
   * @param secrets what is masked wherever the request is shown
   */
  public WorldContext(StubRequest request, Secrets secrets) {
    super(request);
    worldPath = WorldPath.of(request.rawPath());
    path(worldPath.rest());
    recording =
        new Recording(secrets, request.method(), path(), request.rawQuery(), request.headers());
  }

  /** Returns a value that an earlier step has set. */
  protected static <T> T known(@Nullable T value, String name) {
    return Objects.requireNonNull(value, () -> "the request has not got to its " + name);
  }

  /** Returns the record of the exchange. */
  public Recording recording() {
    return recording;
  }

  /** Returns the raw path, split into the world that it may name and the path of the API. */
  public WorldPath worldPath() {
    return worldPath;
  }

  /** Returns the control headers. */
  public ControlHeaders controlHeaders() {
    return known(controlHeaders, "control headers");
  }

  void controlHeaders(ControlHeaders headers) {
    controlHeaders = headers;
  }

  /** Returns the name of the world of the request, or null if it names none. */
  public @Nullable String worldName() {
    return worldName;
  }

  void worldName(@Nullable String name) {
    worldName = name;
  }

  /** Returns the world of the request. */
  public W world() {
    return known(world, "world");
  }

  /** Sets the world. A world that a later step finds replaces it. */
  void world(W found) {
    world = found;
    recording.epoch(found.epoch());
    if (controlHeaders != null) {
      recording.severities(controlHeaders.severities(found.severities()));
      recording.expected(controlHeaders.expected(found.expectedViolations()));
    }
  }

  /** Returns true if the request names a world that does not exist. */
  public boolean namesUnknownWorld() {
    return worldName != null && !isKnown;
  }

  /** Returns true if the request needs a key and names a world that has to be entered first. */
  public boolean isForUnknownWorld() {
    return namesUnknownWorld() && !security().isEmpty();
  }

  void isKnown(boolean known) {
    isKnown = known;
  }

  /** Returns true if a platform or a browser has sent the request on its own. */
  boolean isProbe() {
    return isProbe;
  }

  void isProbe(boolean probe) {
    isProbe = probe;
  }

  /** Returns true if the request is for the API, so that it is recorded in a world. */
  public boolean isForTheApi() {
    return world != null;
  }

  /** Returns the headers that let the web page which sent the request read its response. */
  public Map<String, String> crossOrigin() {
    return crossOrigin;
  }

  void crossOrigin(Map<String, String> headers) {
    crossOrigin = headers;
    recording.responseHeaders(headers);
  }

  /** Returns how the response is sent. */
  public Delivery delivery() {
    return faults.delivery();
  }

  /** Returns the faults of the request. */
  public FaultInjection faults() {
    return faults;
  }

  void faults(FaultInjection injected) {
    faults = injected;
  }
}
