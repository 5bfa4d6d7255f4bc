package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.contract.stub.world.StoredSettings;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.BusyException;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreSnapshot;
import io.customersession.stub.store.UnitOfWork;
import io.customersession.stub.store.UnitScope;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of a world. A request changes it by one unit of work, which handles the epoch of
 * the world and the idempotency key of the request as well.
 */
public final class WorldState {
  private static final String HEADER = "Idempotency-Key";

  private final Store store;

  /** The state at one point in time. Immutable; it can be restored into any world. */
  public static final class Snapshot implements StateSnapshot {
    private final StoreSnapshot content;

    private Snapshot(StoreSnapshot content) {
      this.content = content;
    }

    @Override
    public long weight() {
      return content.weight() + content.recordsWeight();
    }

    /** Returns the redemption counters that are not 0. */
    public Map<RedemptionCounters.Key, Integer> counters() {
      return content.counters();
    }

    /** Returns its number of sessions. */
    public int sessions() {
      return content.sessions().size();
    }

    /** Returns the complete content as text; equal content has equal text. */
    @Override
    public String toString() {
      return content.toString();
    }
  }

  /** Creates the state of a world on a store. */
  public WorldState(Store store) {
    this.store = store;
  }

  /** Returns the number of sessions. */
  public int sessions() {
    return store.sessions();
  }

  /** Takes a snapshot. */
  public Snapshot snapshot() {
    requireOutsideOfChange();
    return new Snapshot(store.snapshot());
  }

  /**
   * Restores a snapshot; later changes are lost.
   *
   * @param begin runs when it is certain that the snapshot fits, before anything changes
   * @throws io.customersession.contract.stub.memory.StoreFullException if it does not fit into
   *     memory; nothing changes then
   */
  public void restore(Snapshot snapshot, Runnable begin) {
    requireOutsideOfChange();
    store.restore(snapshot.content, begin);
  }

  /**
   * Deletes everything and restarts internal ids from 1.
   *
   * @param rest resets the related state elsewhere; no change overlaps with it
   */
  public void reset(Runnable rest) {
    requireOutsideOfChange();
    store.reset(rest);
  }

  /** Returns where clock and settings are stored, or null if they end with the process. */
  public @Nullable StoredSettings settings() {
    return store.settings();
  }

  /** Releases what the state uses; a state that outlives its stub stays. */
  public void close() {
    store.close();
  }

  /** Deletes a state whose world is deleted. */
  public void delete() {
    store.delete();
  }

  /**
   * Checks that the current thread is not inside a change, as a hand-written rule is: exclusive
   * work would wait for itself.
   *
   * @throws IllegalStateException if it is
   */
  public void requireOutsideOfChange() {
    if (store.isInUnit()) {
      throw new IllegalStateException(
          "A transition or effect rule must not reset, seed or restore the world that it runs in,"
              + " take a snapshot of it, or change a clock and settings that are stored");
    }
  }

  Store store() {
    return store;
  }

  /**
   * Runs the change of a session that a request asks for, once per idempotency key.
   *
   * @param waits true if the change waits for others of the same session
   * @param work returns the response; it may run more than once
   * @throws ConflictException if the change does not wait and there is another one
   * @throws EpochOverException if the call began before a reset or restore
   * @throws ReplayedResponse if the same request was completed before
   */
  <T extends Model> T change(
      OperationContext call,
      String id,
      boolean waits,
      BiFunction<UnitOfWork, OperationContext, T> work) {
    try {
      return change(
          call,
          new SessionKey(call.application(), id),
          waits,
          IdempotencyKey.Resource.SESSION,
          id,
          work);
    } catch (BusyException e) {
      throw ConflictException.ofSession();
    }
  }

  /**
   * Runs the change of a profile that a request asks for, once per idempotency key.
   *
   * @param work returns the response; it may run more than once
   * @throws EpochOverException if the call began before a reset or restore
   * @throws ReplayedResponse if the same request was completed before
   */
  <T extends Model> T changeProfile(
      OperationContext call, String id, BiFunction<UnitOfWork, OperationContext, T> work) {
    return change(call, null, true, IdempotencyKey.Resource.PROFILE, id, work);
  }

  private <T extends Model> T change(
      OperationContext call,
      @Nullable SessionKey session,
      boolean waits,
      IdempotencyKey.Resource resource,
      String id,
      BiFunction<UnitOfWork, OperationContext, T> work) {
    KeyedRequest request = call.keyed();
    IdempotencyKey key =
        request == null
            ? null
            : new IdempotencyKey(call.application(), resource, id, request.key());
    DeferredNotes notes = new DeferredNotes(call);
    try {
      return store.execute(
          new UnitScope(session, waits, key),
          unit -> {
            notes.clear();
            requireSameEpoch(call);
            Instant now = call.now().toInstant();
            if (key != null && request != null) {
              IdempotencyRecord known = unit.record(key);
              if (known != null && !known.isExpired(now)) {
                throw repeated(known, request, resource);
              }
            }
            T response = work.apply(unit, notes);
            byte[] body = call.encode(response);
            if (key != null && request != null && !request.dry()) {
              unit.put(key, new IdempotencyRecord(request.fingerprint(), body, now));
            }
            return response;
          });
    } finally {
      notes.report();
    }
  }

  /**
   * Runs changes that no other change overlaps with, all of them or none.
   *
   * @throws EpochOverException if the call began before a reset or restore
   */
  void changeAlone(OperationContext call, Consumer<UnitOfWork> work) {
    requireOutsideOfChange();
    store.executeAlone(
        unit -> {
          requireSameEpoch(call);
          work.accept(unit);
          return unit;
        });
  }

  /** Runs changes that no call asks for, all of them or none, in any time. */
  void seed(Consumer<UnitOfWork> work) {
    requireOutsideOfChange();
    store.executeOnWorld(
        unit -> {
          work.accept(unit);
          return unit;
        });
  }

  /**
   * Resets end the epoch first and then wait for changes, and restores end it while there are none,
   * so no change can come after this check and after a reset or restore.
   */
  private static void requireSameEpoch(OperationContext call) {
    if (call.epoch().isOver()) {
      throw new EpochOverException();
    }
  }

  private static RuntimeException repeated(
      IdempotencyRecord known, KeyedRequest request, IdempotencyKey.Resource resource) {
    if (known.fingerprint().equals(request.fingerprint())) {
      return new ReplayedResponse(known.body());
    }
    Violations violations = new Violations();
    violations.parameter(HEADER);
    violations.add(
        Rule.NOT_ALLOWED,
        "#/components/parameters/IdempotencyKey",
        HEADER
            + " was used for another request of this "
            + switch (resource) {
              case SESSION -> "session";
              case PROFILE -> "profile";
            }
            + " within the last 24 hours: operation, query and body must be the same");
    return new InvalidRequestException(violations.all());
  }
}
