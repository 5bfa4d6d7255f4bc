package io.customersession.stub.http;

import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.json.Model;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.RequestContext;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.account.Caller;
import io.customersession.stub.journal.ContractRule;
import io.customersession.stub.journal.Recording;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.Call;
import io.customersession.stub.session.KeyedRequest;
import io.customersession.stub.time.Epoch;
import io.customersession.stub.world.World;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known about one request to the API on its way through the {@link ApiPipeline}. */
public final class ApiContext extends RequestContext implements Call {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String DRY = "dry";

  private final Recording recording;
  private final WorldPath worldPath;
  private Map<String, String> crossOrigin = Map.of();
  private @Nullable Controls controls;
  private @Nullable String worldName;
  private @Nullable World world;
  private boolean worldIsKnown;
  private @Nullable Caller caller;
  private @Nullable Behaviour behaviour;
  private ApiVersion responseVersion = ApiVersion.LATEST;
  private @Nullable OffsetDateTime now;
  private Disturbance disturbance = Disturbance.NONE;
  private byte @Nullable [] encoded;

  /** Creates the context of a request of which nothing has been read. */
  public ApiContext(StubRequest request) {
    super(request);
    worldPath = WorldPath.of(request.rawPath());
    path(worldPath.rest());
    recording = new Recording(request.method(), path(), request.rawQuery(), request.headers());
  }

  private static <T> T known(@Nullable T value, String name) {
    return Objects.requireNonNull(value, () -> "the request has not got to its " + name);
  }

  @Override
  public long application() {
    return caller().application();
  }

  @Override
  public boolean manages(long application) {
    return caller().manages(application);
  }

  @Override
  public Behaviour behaviour() {
    return known(behaviour, "settings");
  }

  @Override
  public OffsetDateTime now() {
    return known(now, "time");
  }

  @Override
  public Epoch epoch() {
    return recording.epoch();
  }

  @Override
  public @Nullable KeyedRequest keyed() {
    return parameters().get(IDEMPOTENCY_KEY) instanceof String key
        ? new KeyedRequest(
            key,
            RequestFingerprint.of(operation(), parameters(), recording.body()),
            Boolean.TRUE.equals(parameters().get(DRY)))
        : null;
  }

  @Override
  public byte[] encode(Model response) {
    if (encoded == null) {
      encoded = ApiPipeline.encode(this, response);
    }
    return encoded;
  }

  @Override
  public void note(Violation violation) {
    Findings.add(recording, operation(), violation, false);
  }

  @Override
  public void warn(
      ContractRule rule, String pointer, String details, String documented, String rightForm) {
    recording.add(rule, "Dangerous", pointer, details, documented, rightForm, false);
  }

  /** Returns the path as sent, with the world that it may name. */
  WorldPath worldPath() {
    return worldPath;
  }

  /** Returns headers for browsers. */
  Map<String, String> crossOrigin() {
    return crossOrigin;
  }

  void crossOrigin(Map<String, String> headers) {
    crossOrigin = headers;
    recording.responseHeaders(headers);
  }

  Controls controls() {
    return known(controls, "control headers");
  }

  void controls(Controls read) {
    controls = read;
  }

  /** Returns the name of the world that the request is for, or null if it names none. */
  @Nullable String worldName() {
    return worldName;
  }

  void worldName(@Nullable String name) {
    worldName = name;
  }

  /** Returns the world that the call is for. */
  public World world() {
    return known(world, "world");
  }

  /** Sets the world; one that is only found out later replaces it. */
  void world(World found) {
    world = found;
    recording.epoch(found.epoch());
    if (controls != null) {
      recording.severities(controls.severities(found.severities()));
      recording.expected(controls.expected(found.expectedViolations()));
    }
  }

  /** Returns true if the request is for a world that has to be entered first. */
  boolean isForUnknownWorld() {
    return worldName != null && !worldIsKnown && !security().isEmpty();
  }

  void worldIsKnown(boolean known) {
    worldIsKnown = known;
  }

  Caller caller() {
    return known(caller, "key");
  }

  void caller(Caller authenticated) {
    caller = authenticated;
    recording.application(authenticated.application());
  }

  void behaviour(Behaviour chosen) {
    behaviour = chosen;
  }

  void now(OffsetDateTime time) {
    now = time;
  }

  /** Returns how the response is sent. */
  public Delivery delivery() {
    return disturbance.delivery();
  }

  /** Returns the version of the API whose properties the response carries. */
  ApiVersion responseVersion() {
    return responseVersion;
  }

  void responseVersion(ApiVersion version) {
    responseVersion = version;
  }

  Recording recording() {
    return recording;
  }

  Disturbance disturbance() {
    return disturbance;
  }

  void disturbance(Disturbance faults) {
    disturbance = faults;
  }

  /** Returns true if the request is for the API, so that it is recorded in a world. */
  boolean isForTheApi() {
    return world != null;
  }
}
