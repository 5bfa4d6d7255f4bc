package io.customersession.stub.store;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.RedemptionCounters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@link MemoryStore}, with indexes of the sessions of an application, by profile,
 * state and coupon code. Reads are thread-safe; changes are made by one thread at a time.
 */
final class MemoryTables implements StoreView {
  private final ConcurrentMap<SessionKey, Slot> slots = new ConcurrentHashMap<>();
  private final ConcurrentMap<Shared, ConcurrentNavigableMap<Long, Slot>> indexes =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<ProfileKey, Profile> profiles = new ConcurrentHashMap<>();
  private final ConcurrentMap<RedemptionCounters.Key, Integer> counters = new ConcurrentHashMap<>();
  private final ConcurrentMap<ProfileKey, Set<RedemptionCounters.Key>> countersByProfile =
      new ConcurrentHashMap<>();
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

  /**
   * What sessions of an application share: a profile, a state, a coupon code, or nothing else. The
   * sessions of each are in the order of their internal ids.
   */
  private record Shared(long application, Property property, Object value) {
    enum Property {
      NONE,
      PROFILE,
      STATE,
      COUPON
    }

    static Shared application(long application) {
      return new Shared(application, Property.NONE, "");
    }

    static Shared profile(ProfileKey owner) {
      return new Shared(owner.application(), Property.PROFILE, owner.integrationId());
    }

    static Shared state(long application, SessionState state) {
      return new Shared(application, Property.STATE, state);
    }

    static Shared coupon(long application, String code) {
      return new Shared(application, Property.COUPON, code);
    }

    static Set<Shared> all(@Nullable Session session) {
      Set<Shared> all = new HashSet<>();
      if (session == null) {
        return all;
      }
      CustomerSessionV2 facts = session.facts();
      long application = facts.getApplicationId();
      all.add(application(application));
      all.add(state(application, facts.getState()));
      ProfileKey owner = session.owner();
      if (owner != null) {
        all.add(profile(owner));
      }
      for (String code : Objects.requireNonNullElse(facts.getCouponCodes(), List.<String>of())) {
        all.add(coupon(application, code));
      }
      return all;
    }

    // Linking the equals and hashCode of a record costs a start 70 ms and 3 MB (decision 0142).
    @Override
    public boolean equals(Object other) {
      return other instanceof Shared that
          && application == that.application
          && property == that.property
          && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Long.hashCode(application) + property.hashCode()) + value.hashCode();
    }
  }

  /** Returns tables with the content of a snapshot. */
  static MemoryTables of(StoreSnapshot snapshot) {
    MemoryTables tables = new MemoryTables();
    snapshot.sessions().forEach(session -> tables.put(session.key(), session));
    tables.profiles.putAll(snapshot.profiles());
    snapshot.counters().forEach(tables::set);
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
    Slot slot = index(Shared.application(application)).get(internalId);
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
    ConcurrentNavigableMap<Long, Slot> index = index(narrowest(application, query));
    if (query.before() != null) {
      index = index.headMap(query.before());
    }
    boolean descending = isIndexed(order) && !order.isEmpty() && order.get(0).descending();
    return (descending ? index.descendingMap() : index)
        .values().stream().map(Slot::session).filter(Objects::nonNull);
  }

  /** Returns what all sessions share that match, and probably few others. */
  private static Shared narrowest(long application, SessionQuery query) {
    String profile = query.profile();
    if (profile != null && !profile.isEmpty() && !query.partialMatch()) {
      return Shared.profile(new ProfileKey(application, profile));
    }
    if (query.coupon() != null && !query.partialMatch()) {
      return Shared.coupon(application, query.coupon());
    }
    return query.state() == null
        ? Shared.application(application)
        : Shared.state(application, query.state());
  }

  /** Returns true if the index by internal id has the order. */
  private static boolean isIndexed(List<SessionOrder> order) {
    return order.isEmpty() || order.get(0).property() == SessionOrder.Property.ID;
  }

  /** Returns the sessions of an application by their internal ids. */
  ConcurrentNavigableMap<Long, Slot> ofApplication(long application) {
    return index(Shared.application(application));
  }

  /** Returns the sessions of a profile by their internal ids. */
  ConcurrentNavigableMap<Long, Slot> ofOwner(ProfileKey owner) {
    return index(Shared.profile(owner));
  }

  private ConcurrentNavigableMap<Long, Slot> index(Shared shared) {
    ConcurrentNavigableMap<Long, Slot> index = indexes.get(shared);
    return index == null ? new ConcurrentSkipListMap<>() : index;
  }

  /** Stores a session, or deletes it if it is null. */
  void put(SessionKey key, @Nullable Session session) {
    Slot slot = slots.computeIfAbsent(key, none -> new Slot());
    Session before = slot.session;
    slot.session = session;
    if (before == null && session != null) {
      size.incrementAndGet();
    } else if (before != null && session == null) {
      size.decrementAndGet();
    }
    Set<Shared> left = Shared.all(before);
    for (Shared shared : Shared.all(session)) {
      if (!left.remove(shared) && session != null) {
        indexes
            .computeIfAbsent(shared, none -> new ConcurrentSkipListMap<>())
            .put(session.facts().getId(), slot);
      }
    }
    if (before != null) {
      left.forEach(shared -> remove(shared, before));
    }
    if (session == null && !slot.lock.isHeldByCurrentThread()) {
      abandonIfEmpty(key, slot);
    }
  }

  private void remove(Shared shared, Session session) {
    ConcurrentNavigableMap<Long, Slot> index = indexes.get(shared);
    if (index != null) {
      index.remove(session.facts().getId());
      if (index.isEmpty()) {
        indexes.remove(shared);
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

  /** Returns the counters of a profile that are not 0. */
  Set<RedemptionCounters.Key> countersOf(ProfileKey profile) {
    return countersByProfile.getOrDefault(profile, Set.of());
  }

  void set(RedemptionCounters.Key key, int count) {
    Integer before = count == 0 ? counters.remove(key) : counters.put(key, count);
    boolean isAddedOrRemoved = (before == null) != (count == 0);
    if (isAddedOrRemoved && key.by() == RedemptionCounters.By.PROFILE) {
      countersByProfile.compute(
          new ProfileKey(key.application(), key.value()),
          (profile, known) -> {
            Set<RedemptionCounters.Key> keys = new HashSet<>(known == null ? Set.of() : known);
            if (count == 0) {
              keys.remove(key);
            } else {
              keys.add(key);
            }
            return keys.isEmpty() ? null : Set.copyOf(keys);
          });
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
