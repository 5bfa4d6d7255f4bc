package io.customersession.stub.http;

import io.customersession.stub.account.Caller;
import io.customersession.stub.journal.ContractRule;
import io.customersession.stub.journal.Recording;
import io.customersession.stub.runtime.ApiVersion;
import io.customersession.stub.runtime.Model;
import io.customersession.stub.runtime.Operation;
import io.customersession.stub.runtime.Violation;
import io.customersession.stub.session.Behaviour;
import io.customersession.stub.session.Call;
import io.customersession.stub.session.KeyedRequest;
import io.customersession.stub.time.Epoch;
import io.customersession.stub.world.World;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that was let in: what it calls, for whom, in which world, and with which values. */
public final class Exchange implements Call {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final String DRY = "dry";

  private final Operation operation;
  private final Caller caller;
  private final World world;
  private final Behaviour behaviour;
  private final ApiVersion responseVersion;
  private final OffsetDateTime now;
  private final Map<String, Object> parameters;
  private final @Nullable Object body;
  private final Recording recording;
  private final Disturbance disturbance;
  private byte @Nullable [] encoded;

  Exchange(
      Operation operation,
      Caller caller,
      World world,
      Behaviour behaviour,
      ApiVersion responseVersion,
      OffsetDateTime now,
      Map<String, Object> parameters,
      @Nullable Object body,
      Recording recording,
      Disturbance disturbance) {
    this.operation = operation;
    this.caller = caller;
    this.world = world;
    this.behaviour = behaviour;
    this.responseVersion = responseVersion;
    this.now = now;
    this.parameters = parameters;
    this.body = body;
    this.recording = recording;
    this.disturbance = disturbance;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public long application() {
    return caller.application();
  }

  @Override
  public boolean manages(long application) {
    return caller.manages(application);
  }

  @Override
  public Behaviour behaviour() {
    return behaviour;
  }

  @Override
  public OffsetDateTime now() {
    return now;
  }

  @Override
  public Epoch epoch() {
    return recording.epoch();
  }

  @Override
  public @Nullable KeyedRequest keyed() {
    return parameters.get(IDEMPOTENCY_KEY) instanceof String key
        ? new KeyedRequest(
            key,
            RequestFingerprint.of(operation, parameters, recording.body()),
            Boolean.TRUE.equals(parameters.get(DRY)))
        : null;
  }

  @Override
  public byte[] encode(Model response) {
    if (encoded == null) {
      encoded = Gate.encode(this, response);
    }
    return encoded;
  }

  @Override
  public void note(Violation violation) {
    Findings.add(recording, operation, violation, false);
  }

  @Override
  public void warn(
      ContractRule rule, String pointer, String details, String documented, String rightForm) {
    recording.add(rule, "Dangerous", pointer, details, documented, rightForm, false);
  }

  /** Returns the world that the call is for. */
  public World world() {
    return world;
  }

  /**
   * Returns the parameters' values by their names; an absent parameter without a default is not in
   * it.
   */
  public Map<String, Object> parameters() {
    return parameters;
  }

  /** Returns the body, or null if the operation has none. */
  public @Nullable Object body() {
    return body;
  }

  /** Returns how the answer is sent. */
  public Delivery delivery() {
    return disturbance.delivery();
  }

  /** Returns the version of the API whose properties the response carries. */
  ApiVersion responseVersion() {
    return responseVersion;
  }

  Recording recording() {
    return recording;
  }

  Disturbance disturbance() {
    return disturbance;
  }
}
