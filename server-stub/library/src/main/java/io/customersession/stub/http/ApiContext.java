package io.customersession.stub.http;

import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.json.Model;
import io.customersession.contract.stub.control.WorldContext;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.journal.Secrets;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.account.Principal;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.KeyedRequest;
import io.customersession.stub.session.OperationContext;
import io.customersession.stub.world.World;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The context of one request in the {@link ApiPipeline}. */
public final class ApiContext extends WorldContext<World> implements OperationContext {
  private static final Secrets SECRETS = Secrets.of(List.of(ApiOperation.values()));

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String DRY = "dry";

  private @Nullable Principal caller;
  private @Nullable Behaviour behaviour;
  private ApiVersion responseVersion = ApiVersion.LATEST;
  private @Nullable OffsetDateTime now;
  private @Nullable Model response;
  private byte @Nullable [] encoded;

  /** Creates the context of a request of which nothing has been read. */
  public ApiContext(StubRequest request) {
    super(request, SECRETS);
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
    return recording().epoch();
  }

  @Override
  public @Nullable KeyedRequest keyed() {
    return parameters().get(IDEMPOTENCY_KEY) instanceof String key
        ? new KeyedRequest(
            key,
            RequestFingerprint.of(operation(), parameters(), recording().body()),
            Boolean.TRUE.equals(parameters().get(DRY)))
        : null;
  }

  /** Encodes each response once: a unit of work that runs again makes another one. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public byte[] encode(Model model) {
    if (encoded == null || model != response) {
      encoded = ApiPipeline.encode(this, model);
      response = model;
    }
    return encoded;
  }

  @Override
  public void states(@Nullable SessionState before, SessionState after) {
    recording().states(before == null ? null : before.value(), after.value());
  }

  @Override
  public void note(Violation violation) {
    SessionViolations.RECORDER.add(recording(), operation(), violation, false);
  }

  @Override
  public void warn(
      ContractRule rule, String pointer, String details, String documented, String rightForm) {
    recording().add(rule, "Dangerous", pointer, details, documented, rightForm, false);
  }

  Principal caller() {
    return known(caller, "key");
  }

  void caller(Principal authenticated) {
    caller = authenticated;
    recording().application(authenticated.application());
  }

  void behaviour(Behaviour chosen) {
    behaviour = chosen;
  }

  void now(OffsetDateTime time) {
    now = time;
  }

  /** Sets the time of the request to that of its world, unless a control header has set it. */
  void nowUnlessSet(Clock clock) {
    if (now == null) {
      now = Moment.now(clock);
    }
  }

  /** Returns the version of the API whose properties the response carries. */
  ApiVersion responseVersion() {
    return responseVersion;
  }

  void responseVersion(ApiVersion version) {
    responseVersion = version;
  }
}
