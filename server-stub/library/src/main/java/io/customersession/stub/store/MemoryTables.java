package io.customersession.stub.store;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.promotion.RedemptionCounters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@link MemoryStore}, with indexes of the sessions of applications and profiles.
 * Reads are thread-safe; changes are made by one thread at a time.
 */
final class MemoryTables implements StoreView {
  private final ConcurrentMap<SessionKey, Slot> slots = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, ConcurrentNavigableMap<Long, Slot>> byApplication =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<ProfileKey, ConcurrentNavigableMap<Long, Slot>> byOwner =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<ProfileKey, Profile> profiles = new ConcurrentHashMap<>();
  private final ConcurrentMap<RedemptionCounters.Key, Integer> counters = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Ids ids = new Ids();

  /** The place of one session, which its lock reserves for one unit of work. */
  static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Session session;
    private boolean abandoned;

    @Nullable Session session() {
      return session;
    }
  }

  /** Returns tables with the content of a snapshot. */
  static MemoryTables of(StoreSnapshot snapshot) {
    MemoryTables tables = new MemoryTables();
    snapshot.sessions().forEach(session -> tables.put(session.key(), session));
    tables.profiles.putAll(snapshot.profiles());
    tables.counters.putAll(snapshot.counters());
    tables.ids.continueAfter(snapshot.lastIds());
    return tables;
  }

  /**
   * Locks the slot of a session, which is created if it does not exist.
   *
   * @return the slot, or null if it is locked and the caller does not wait
   */
  @Nullable Slot lock(SessionKey key, boolean waits) {
    for (; ; ) {
      Slot slot = slots.computeIfAbsent(key, none -> new Slot());
      if (waits) {
        slot.lock.lock();
      } else if (!slot.lock.tryLock()) {
        return null;
      }
      if (!slot.abandoned) {
        return slot;
      }
      slot.lock.unlock();
    }
  }

  /** Unlocks a slot, and removes it if it is empty. */
  void unlock(SessionKey key, Slot slot) {
    abandonIfEmpty(key, slot);
    slot.lock.unlock();
  }

  private void abandonIfEmpty(SessionKey key, Slot slot) {
    if (slot.session == null && !slot.abandoned) {
      slot.abandoned = true;
      slots.remove(key, slot);
    }
  }

  @Override
  public @Nullable Session find(SessionKey key) {
    Slot slot = slots.get(key);
    return slot == null ? null : slot.session;
  }

  @Override
  public @Nullable Session find(long application, long internalId) {
    ConcurrentNavigableMap<Long, Slot> index = byApplication.get(application);
    Slot slot = index == null ? null : index.get(internalId);
    return slot == null ? null : slot.session;
  }

  @Override
  public List<Session> list(long application, SessionQuery query, List<SessionOrder> order) {
    Stream<Session> matching = candidates(application, query, order).filter(query::matches);
    if (!isIndexed(order)) {
      Comparator<CustomerSessionV2> comparator =
          order.stream()
              .map(SessionOrder::comparator)
              .reduce(Comparator::thenComparing)
              .orElseThrow()
              .thenComparing(CustomerSessionV2::getId);
      matching = matching.sorted(Comparator.comparing(Session::facts, comparator));
    }
    return matching.skip(query.skip()).limit(query.pageSize() + 1L).toList();
  }

  /** Returns sessions among which are all that match, in the order of the index. */
  private Stream<Session> candidates(
      long application, SessionQuery query, List<SessionOrder> order) {
    String id = query.integrationId();
    if (id != null && !query.partialMatch()) {
      return Stream.ofNullable(find(new SessionKey(application, id)));
    }
    String profile = query.profile();
    var index =
        profile != null && !profile.isEmpty() && !query.partialMatch()
            ? ofOwner(new ProfileKey(application, profile))
            : ofApplication(application);
    boolean descending = isIndexed(order) && !order.isEmpty() && order.get(0).descending();
    return (descending ? index.descendingMap() : index)
        .values().stream().map(Slot::session).filter(Objects::nonNull);
  }

  /** Returns true if the index by internal id has the order. */
  private static boolean isIndexed(List<SessionOrder> order) {
    return order.isEmpty() || order.get(0).property() == SessionOrder.Property.ID;
  }

  /** Returns the sessions of an application by their internal ids. */
  ConcurrentNavigableMap<Long, Slot> ofApplication(long application) {
    return byApplication.getOrDefault(application, new ConcurrentSkipListMap<>());
  }

  /** Returns the sessions of a profile by their internal ids. */
  ConcurrentNavigableMap<Long, Slot> ofOwner(ProfileKey owner) {
    ConcurrentNavigableMap<Long, Slot> index = byOwner.get(owner);
    return index == null ? new ConcurrentSkipListMap<>() : index;
  }

  /** Stores a session, or deletes it if it is null. */
  void put(SessionKey key, @Nullable Session session) {
    Slot slot = slots.computeIfAbsent(key, none -> new Slot());
    Session before = slot.session;
    slot.session = session;
    if (before == null && session != null) {
      byApplication
          .computeIfAbsent(key.application(), none -> new ConcurrentSkipListMap<>())
          .put(session.facts().getId(), slot);
      size.incrementAndGet();
    } else if (before != null && session == null) {
      remove(byApplication, key.application(), before);
      size.decrementAndGet();
    }
    if (before != null && session != null && before.profileId().equals(session.profileId())) {
      return;
    }
    ProfileKey ownerBefore = before == null ? null : before.owner();
    ProfileKey owner = session == null ? null : session.owner();
    if (ownerBefore != null && before != null && !ownerBefore.equals(owner)) {
      remove(byOwner, ownerBefore, before);
    }
    if (owner != null && session != null && !owner.equals(ownerBefore)) {
      byOwner
          .computeIfAbsent(owner, none -> new ConcurrentSkipListMap<>())
          .put(session.facts().getId(), slot);
    }
    if (session == null && !slot.lock.isHeldByCurrentThread()) {
      abandonIfEmpty(key, slot);
    }
  }

  private static <K> void remove(
      ConcurrentMap<K, ConcurrentNavigableMap<Long, Slot>> indexes, K key, Session session) {
    ConcurrentNavigableMap<Long, Slot> index = indexes.get(key);
    if (index != null) {
      index.remove(session.facts().getId());
      if (index.isEmpty()) {
        indexes.remove(key);
      }
    }
  }

  @Override
  public @Nullable Profile find(ProfileKey key) {
    return profiles.get(key);
  }

  /** Stores a profile, or deletes it if it is null. */
  void put(ProfileKey key, @Nullable Profile profile) {
    if (profile == null) {
      profiles.remove(key);
    } else {
      profiles.put(key, profile);
    }
  }

  int profileCount() {
    return profiles.size();
  }

  int count(RedemptionCounters.Key key) {
    return counters.getOrDefault(key, 0);
  }

  /** Returns the counters that are not 0. */
  Map<RedemptionCounters.Key, Integer> counters() {
    return counters;
  }

  void set(RedemptionCounters.Key key, int count) {
    if (count == 0) {
      counters.remove(key);
    } else {
      counters.put(key, count);
    }
  }

  int size() {
    return size.get();
  }

  Ids ids() {
    return ids;
  }

  /** Returns all sessions in the order of their internal ids. */
  List<Session> sessions() {
    ConcurrentNavigableMap<Long, Session> sorted = new ConcurrentSkipListMap<>();
    slots
        .values()
        .forEach(
            slot -> {
              Session session = slot.session;
              if (session != null) {
                sorted.put(session.facts().getId(), session);
              }
            });
    return new ArrayList<>(sorted.values());
  }

  Map<ProfileKey, Profile> profiles() {
    return profiles;
  }
}
