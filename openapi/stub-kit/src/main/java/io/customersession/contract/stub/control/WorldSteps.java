package io.customersession.contract.stub.control;

import io.customersession.contract.stub.fault.FaultCall;
import io.customersession.contract.stub.fault.FaultInjection;
import io.customersession.contract.stub.fault.FiredFaults;
import io.customersession.contract.stub.http.BodyReader;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.Router;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.Recording;
import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;
import io.customersession.contract.violation.Violation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a pipeline whose requests belong to worlds. Only a request with a valid key creates a
 * world. One that is refused before, or needs no key, is for the world that it names if that
 * exists, and else for the main world.
 *
 * @param <W> the type of the worlds
 */
public final class WorldSteps<W extends StubWorld> {
  private final Worlds<W> worlds;
  private final List<String> headers;
  private final ViolationRecorder violations;

  /**
   * Creates the steps.
   *
   * @param worlds the worlds of the stub
   * @param headers the names of all control headers of the stub
   * @param violations records what requests violate
   */
  public WorldSteps(Worlds<W> worlds, List<String> headers, ViolationRecorder violations) {
    this.worlds = worlds;
    this.headers = List.copyOf(headers);
    this.violations = violations;
  }

  /** Looks the operation up, without refusing anything yet. */
  public void findOperation(WorldContext<W> context, Router router) {
    context.world(worlds.main());
    RequestSteps.find(context, router);
    context.isProbe(Probes.isProbe(context));
  }

  /**
   * Reads the control headers.
   *
   * @throws HttpError with status 400 if one of them is unknown or malformed
   */
  public void readControlHeaders(WorldContext<W> context) {
    context.controlHeaders(ControlHeaders.of(context.request(), headers));
  }

  /**
   * Finds the world that the path or a header names.
   *
   * @param otherwise returns the name of the world of a request that names none, or null for the
   *     main world
   * @throws HttpError with status 400 if path and header name different worlds
   */
  public void findWorld(
      WorldContext<W> context, Function<StubRequest, @Nullable String> otherwise) {
    String path = context.worldPath().world();
    String header = context.controlHeaders().world();
    if (path != null && header != null && !path.equals(header)) {
      throw HttpError.of(400, "The path and " + StubWorld.HEADER + " name different worlds");
    }
    String name =
        path != null ? path : header != null ? header : otherwise.apply(context.request());
    W known = name == null ? null : worlds.find(name);
    context.worldName(name);
    context.isKnown(known != null);
    context.world(known == null ? context.world() : known);
  }

  /**
   * Reads the settings of the world, which another process may have changed. Requests that are
   * refused before do not need them.
   *
   * @throws HttpError with status 503 if they cannot be read
   */
  public void refreshSettings(WorldContext<W> context) {
    context.world().refreshSettings();
  }

  /**
   * Refuses an unknown path and a method that the path does not have.
   *
   * @throws HttpError with status 404 or 405
   */
  public void requireOperation(WorldContext<W> context) {
    RequestSteps.requireOperation(context, violations::nearestPath);
    context.recording().operation(Objects.requireNonNull(context.operationId()));
  }

  /**
   * Enters the world that the request names, which is created if there is none.
   *
   * @throws HttpError with status 400 if that is not a name
   */
  public void enterWorld(WorldContext<W> context) {
    try {
      context.world(worlds.enter(Objects.requireNonNull(context.worldName())));
      context.isKnown(true);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(
          400,
          (context.worldPath().world() != null ? StubWorld.PATH : StubWorld.HEADER)
              + ": "
              + e.getMessage());
    }
  }

  /**
   * Reads the body to its end.
   *
   * @param maxBodySize the maximum size in bytes
   * @throws HttpError with status 413 if it is larger
   */
  public void readBody(WorldContext<W> context, int maxBodySize) {
    RequestSteps.readBody(context, maxBodySize);
    context.recording().body(context.bytes());
  }

  /**
   * Checks what the headers say about the body, if the operation has one.
   *
   * @throws HttpError with status 415 if its media type is not declared
   */
  public void checkMediaType(WorldContext<W> context) {
    RequestSteps.checkMediaType(context);
    if (context.operation().definition().request() != null
        && context.bytes().length > 0
        && !BodyReader.hasType(context.request())) {
      violations.addMissingMediaType(context.recording(), context.operation());
    }
  }

  /**
   * Refuses a request that breaks the document, and records everything else that it violates.
   *
   * @param strict true if every violation refuses the request
   * @param more violations that always refuse the request
   * @throws InvalidRequestException with the violations that refuse it
   */
  public void check(WorldContext<W> context, boolean strict, List<Violation> more) {
    Recording recording = context.recording();
    violations.addOfHead(recording, context.operation(), context.request());
    List<Violation> all = context.violations().all();
    if (!context.violations().acceptable() || !more.isEmpty() || (strict && !all.isEmpty())) {
      if (!strict) {
        // They are not among the reasons, but their sender should know of them all the same.
        all.stream()
            .filter(violation -> !violation.rule().refuses())
            .forEach(noted -> violations.add(recording, context.operation(), noted, true));
      }
      throw new InvalidRequestException(
          Stream.concat(
                  all.stream().filter(violation -> strict || violation.rule().refuses()),
                  more.stream())
              .toList());
    }
    for (Violation noted : all) {
      violations.add(recording, context.operation(), noted, false);
    }
  }

  /**
   * Selects the faults of the request, and ends it if one of them replaces its handling.
   *
   * @param conflict creates the error of a parallel update
   * @throws HttpError with status 400 if the request asks for a fault that does not apply to it, or
   *     with the status of the fault
   */
  public void injectFaults(WorldContext<W> context, Supplier<? extends RuntimeException> conflict) {
    Recording recording = context.recording();
    FaultCall call =
        new FaultCall(
            context.operation(),
            recording.resourceId(),
            context.request().method(),
            recording.path(),
            context.request().rawQuery(),
            context.bytes(),
            context.controlHeaders().faults());
    FiredFaults fired;
    try {
      fired = context.world().faults().fire(call);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(
          400, (call.requested() == null ? "" : ControlHeaders.FAULT + ": ") + e.getMessage());
    }
    if (fired.description() != null) {
      recording.fault(fired.description());
    }
    context.faults(new FaultInjection(fired));
    context.faults().requireHandled(conflict);
  }

  /**
   * Applies the faults to a response and records it. What is not for the API is not recorded, and
   * neither are probes: requests for the health of the API, and for {@code /favicon.ico}.
   *
   * @param formerEpoch returns the response to a request that began before its world was reset
   */
  public StubResponse record(
      WorldContext<W> context, StubResponse response, Supplier<StubResponse> formerEpoch) {
    if (!context.isForTheApi()) {
      return response.with(context.crossOrigin());
    }
    Recording recording = context.recording();
    Journal journal = context.world().journal();
    StubResponse sent = context.faults().apply(response.with(recording.responseHeaders()));
    if (context.isProbe()) {
      return sent;
    }
    boolean recorded =
        context.faults().isDropped()
            ? journal.add(recording, 0, Map.of(), new byte[0])
            : journal.add(recording, sent.status(), sent.headers(), sent.body());
    if (recorded) {
      return sent;
    }
    if (sent.stream() != null) {
      sent.stream().close();
    }
    return formerEpoch.get().with(recording.responseHeaders());
  }
}
