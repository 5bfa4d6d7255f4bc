package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.time.Epoch;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.violation.Violation;
import io.customersession.stub.model.SessionState;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the notes and warnings of a unit of work, which may run more than once, to the end. */
final class DeferredNotes implements OperationContext {
  private final OperationContext call;
  private List<Runnable> notes = List.of();

  DeferredNotes(OperationContext call) {
    this.call = call;
  }

  /** Discards what an earlier run of the work has recorded. */
  void clear() {
    notes = List.of();
  }

  /** Records what the last run of the work has recorded. */
  void report() {
    notes.forEach(Runnable::run);
  }

  private void add(Runnable note) {
    if (notes.isEmpty()) {
      notes = new ArrayList<>();
    }
    notes.add(note);
  }

  @Override
  public void states(@Nullable SessionState before, SessionState after) {
    add(() -> call.states(before, after));
  }

  @Override
  public void note(Violation violation) {
    add(() -> call.note(violation));
  }

  @Override
  public void warn(
      ContractRule rule, String pointer, String details, String documented, String rightForm) {
    add(() -> call.warn(rule, pointer, details, documented, rightForm));
  }

  @Override
  public Operation operation() {
    return call.operation();
  }

  @Override
  public long application() {
    return call.application();
  }

  @Override
  public boolean manages(long application) {
    return call.manages(application);
  }

  @Override
  public Behaviour behaviour() {
    return call.behaviour();
  }

  @Override
  public OffsetDateTime now() {
    return call.now();
  }

  @Override
  public Epoch epoch() {
    return call.epoch();
  }

  @Override
  public @Nullable KeyedRequest keyed() {
    return call.keyed();
  }

  @Override
  public byte[] encode(Model response) {
    return call.encode(response);
  }
}
