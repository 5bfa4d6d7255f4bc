package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the responses to requests with an idempotency key, so that each is carried out once. A
 * key belongs to an application and to the session or profile that the request changes. Safe for
 * use by several threads.
 */
final class IdempotencyRecords {
  private static final System.Logger LOGGER = System.getLogger(IdempotencyRecords.class.getName());
  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int WEIGHT_WITHOUT_TEXTS = 300;
  private static final String HEADER = "Idempotency-Key";

  private final long maxBytes;
  private final MemoryBudget.Account memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition finished = lock.newCondition();
  private final Set<Scope> inProgress = new HashSet<>();
  private final Map<Scope, Remembered> responses = new LinkedHashMap<>();
  private long bytes;
  private boolean warned;

  /** The kind of resource that a key belongs to. */
  enum Resource {
    SESSION,
    PROFILE
  }

  private record Scope(long application, Resource resource, String id, String key) {}

  @SuppressWarnings("ArrayRecordComponent") // written once and handed out; never compared
  private record Remembered(String fingerprint, byte[] body, Instant at) {
    /** Compares a difference, because a time at the edge has no time 24 hours after it. */
    boolean isForgotten(Instant now) {
      return Duration.between(at, now).compareTo(REMEMBERED) >= 0;
    }
  }

  /** The records at one point in time. Immutable. */
  static final class Snapshot {
    private final Map<Scope, Remembered> responses;
    private final long weight;

    private Snapshot(Map<Scope, Remembered> responses, long weight) {
      this.responses = responses;
      this.weight = weight;
    }

    /** Returns the approximate memory in bytes that it takes. */
    long weight() {
      return weight;
    }

    @Override
    public String toString() {
      return responses.entrySet().stream()
          .map(each -> each.getKey() + " " + each.getValue().fingerprint())
          .sorted()
          .toList()
          .toString();
    }
  }

  /**
   * Creates empty records.
   *
   * @param maxBytes the approximate maximum size in bytes of all records, at least 0; beyond it the
   *     oldest are evicted, but the newest is always kept
   * @param memory the memory that records are charged to; the oldest are evicted as well if it is
   *     exhausted
   */
  IdempotencyRecords(long maxBytes, MemoryBudget.Account memory) {
    this.maxBytes = maxBytes;
    this.memory = memory;
  }

  /**
   * Runs the change of a request unless it was made before. Waits for a request in progress with
   * the same key.
   *
   * @throws ReplayedResponse if the same request was completed before
   * @throws InvalidRequestException if the key belongs to another request
   */
  <T extends Model> T once(
      OperationContext call, Resource resource, String id, Supplier<T> change) {
    KeyedRequest request = call.keyed();
    if (request == null) {
      return change.get();
    }
    Scope scope = new Scope(call.application(), resource, id, request.key());
    Instant now = call.now().toInstant();
    enter(scope);
    try {
      Remembered known = find(scope, now);
      if (known != null) {
        throw repeated(known, request, resource);
      }
      T response = change.get();
      if (!request.dry()) {
        // The change is stored, so nothing here may fail; the response has been encoded before.
        remember(scope, new Remembered(request.fingerprint(), call.encode(response), now));
      }
      return response;
    } finally {
      leave(scope);
    }
  }

  /** Deletes the records of a profile and of some sessions. */
  void forget(long application, String profile, Collection<String> sessions) {
    Set<String> erased = new HashSet<>(sessions);
    locked(
        () -> {
          Iterator<Map.Entry<Scope, Remembered>> all = responses.entrySet().iterator();
          while (all.hasNext()) {
            Map.Entry<Scope, Remembered> each = all.next();
            Scope scope = each.getKey();
            boolean owned =
                switch (scope.resource()) {
                  case PROFILE -> scope.id().equals(profile);
                  case SESSION -> erased.contains(scope.id());
                };
            if (scope.application() == application && owned) {
              weigh(-weight(scope, each.getValue()));
              all.remove();
            }
          }
          return bytes;
        });
  }

  Snapshot snapshot() {
    return locked(() -> new Snapshot(new LinkedHashMap<>(responses), bytes));
  }

  void restore(Snapshot snapshot) {
    locked(
        () -> {
          forgetAll();
          snapshot.responses.forEach(this::put);
          return bytes;
        });
  }

  void clear() {
    locked(
        () -> {
          forgetAll();
          return bytes;
        });
  }

  private void enter(Scope scope) {
    locked(
        () -> {
          while (!inProgress.add(scope)) {
            finished.awaitUninterruptibly();
          }
          return scope;
        });
  }

  private void leave(Scope scope) {
    locked(
        () -> {
          inProgress.remove(scope);
          finished.signalAll();
          return scope;
        });
  }

  private @Nullable Remembered find(Scope scope, Instant now) {
    lock.lock();
    try {
      Remembered known = responses.get(scope);
      return known == null || known.isForgotten(now) ? null : known;
    } finally {
      lock.unlock();
    }
  }

  private void remember(Scope scope, Remembered response) {
    locked(
        () -> {
          put(scope, response);
          return scope;
        });
  }

  /** Stores a response as the newest one and evicts older ones if needed. */
  private void put(Scope scope, Remembered response) {
    Remembered before = responses.remove(scope);
    if (before != null) {
      weigh(-weight(scope, before));
    }
    responses.put(scope, response);
    weigh(weight(scope, response));
    Iterator<Map.Entry<Scope, Remembered>> oldest = responses.entrySet().iterator();
    while ((bytes > maxBytes || memory.isOverdrawn()) && responses.size() > 1) {
      Map.Entry<Scope, Remembered> each = oldest.next();
      weigh(-weight(each.getKey(), each.getValue()));
      warn(each.getValue(), response.at());
      oldest.remove();
    }
  }

  private void warn(Remembered dropped, Instant now) {
    if (!warned && !dropped.isForgotten(now)) {
      warned = true;
      try {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "responses to requests with an {0} take more than {1} bytes, or more than the memory"
                + " has left: the oldest are forgotten before their 24 hours are over; reset the"
                + " stub, or raise maxIdempotencyBytes or maxMemory",
            HEADER,
            String.valueOf(maxBytes));
      } catch (RuntimeException | Error e) {
        // A log handler that fails tests on warnings must not fail a request that is carried out.
      }
    }
  }

  private void weigh(long difference) {
    bytes += difference;
    memory.adjust(difference);
  }

  /** Releases the memory of records that are forgotten. */
  void close() {
    memory.close();
  }

  private void forgetAll() {
    responses.clear();
    weigh(-bytes);
    warned = false;
  }

  private static RuntimeException repeated(
      Remembered known, KeyedRequest request, Resource resource) {
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

  private static long weight(Scope scope, Remembered response) {
    return WEIGHT_WITHOUT_TEXTS
        + response.body().length
        + 2L * (scope.id().length() + scope.key().length());
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
