package io.customersession.stub.store;

import io.customersession.stub.promotion.RedemptionCounters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work on {@link MemoryTables}: it keeps changes to itself until they are applied, and
 * remembers what it has read. Reserved ids survive a restart, so that a further run gets the same.
 */
final class MemoryUnit implements UnitOfWork {
  private final MemoryTables tables;
  private final IdempotencyRecords stored;
  private final @Nullable UnitScope scope;
  private final List<Reservation> reserved = new ArrayList<>(2);
  private int used;
  private Map<SessionKey, Optional<Session>> sessions = Map.of();
  private Map<ProfileKey, Optional<Profile>> profiles = Map.of();
  private Map<ProfileKey, Optional<Profile>> profilesRead = Map.of();
  private Map<Key, Integer> counters = Map.of();
  private Map<Key, Integer> countersRead = Map.of();
  private Map<IdempotencyKey, IdempotencyRecord> records = Map.of();
  private @Nullable Erasure erasure;

  private record Reservation(Sequence sequence, long id) {}

  private record Erasure(ProfileKey profile, Collection<String> sessions) {}

  /**
   * Creates a unit.
   *
   * @param scope what the unit may change, or null for everything
   */
  MemoryUnit(MemoryTables tables, IdempotencyRecords stored, @Nullable UnitScope scope) {
    this.tables = tables;
    this.stored = stored;
    this.scope = scope;
  }

  @Override
  public @Nullable Session session(SessionKey key) {
    Optional<Session> changed = sessions.get(key);
    return changed == null ? tables.session(key) : changed.orElse(null);
  }

  @Override
  public void put(Session session) {
    change(session.key(), Optional.of(session));
  }

  @Override
  public void delete(SessionKey key) {
    change(key, Optional.empty());
  }

  private void change(SessionKey key, Optional<Session> session) {
    if (scope != null && !key.equals(scope.session())) {
      throw new IllegalStateException("the unit of work is not about the session " + key);
    }
    sessions = writable(sessions);
    sessions.put(key, session);
  }

  @Override
  public @Nullable Profile profile(ProfileKey key) {
    Optional<Profile> changed = profiles.get(key);
    return changed == null ? read(key) : changed.orElse(null);
  }

  private @Nullable Profile read(ProfileKey key) {
    Optional<Profile> known = profilesRead.get(key);
    if (known == null) {
      known = Optional.ofNullable(tables.profile(key));
      profilesRead = writable(profilesRead);
      profilesRead.put(key, known);
    }
    return known.orElse(null);
  }

  @Override
  public void put(ProfileKey key, Profile profile) {
    read(key);
    profiles = writable(profiles);
    profiles.put(key, Optional.of(profile));
  }

  @Override
  public void delete(ProfileKey key) {
    read(key);
    profiles = writable(profiles);
    profiles.put(key, Optional.empty());
  }

  /** Whoever gives the profile a session changes the profile as well, which is then a conflict. */
  @Override
  public boolean ownsAnother(ProfileKey profile, String session) {
    read(profile);
    for (Map.Entry<SessionKey, Optional<Session>> each : sessions.entrySet()) {
      Session changed = each.getValue().orElse(null);
      if (changed != null
          && profile.equals(changed.owner())
          && !each.getKey().id().equals(session)) {
        return true;
      }
    }
    for (MemoryTables.Slot slot : tables.ofOwner(profile).values()) {
      Session owned = slot.session();
      if (owned != null
          && !owned.facts().getIntegrationId().equals(session)
          && !sessions.containsKey(owned.key())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Session> sessionsOf(ProfileKey profile) {
    read(profile);
    Map<SessionKey, Session> owned = new LinkedHashMap<>();
    for (MemoryTables.Slot slot : tables.ofOwner(profile).values()) {
      Session session = slot.session();
      if (session != null) {
        owned.put(session.key(), session);
      }
    }
    sessions.forEach(
        (key, changed) -> {
          Session session = changed.orElse(null);
          if (session != null && profile.equals(session.owner())) {
            owned.put(key, session);
          } else {
            owned.remove(key);
          }
        });
    return List.copyOf(owned.values());
  }

  @Override
  public int count(Key key) {
    Integer changed = counters.get(key);
    return changed == null ? read(key) : changed;
  }

  private int read(Key key) {
    Integer known = countersRead.get(key);
    if (known == null) {
      known = tables.count(key);
      countersRead = writable(countersRead);
      countersRead.put(key, known);
    }
    return known;
  }

  @Override
  public List<String> profiles(String subject, long application) {
    TreeSet<String> found = new TreeSet<>();
    for (Key key : tables.counters().keySet()) {
      if (key.isOfProfile(subject, application)) {
        found.add(key.value());
      }
    }
    counters.forEach(
        (key, count) -> {
          if (key.isOfProfile(subject, application)) {
            if (count == 0) {
              found.remove(key.value());
            } else {
              found.add(key.value());
            }
          }
        });
    return List.copyOf(found);
  }

  @Override
  public void add(Key counter, int difference) {
    int count = Math.max(0, count(counter) + difference);
    counters = writable(counters);
    counters.put(counter, count);
  }

  @Override
  public void deleteCounters(ProfileKey profile) {
    for (Key key : tables.counters().keySet()) {
      if (key.by() == RedemptionCounters.By.PROFILE
          && key.application() == profile.application()
          && key.value().equals(profile.integrationId())) {
        read(key);
        counters = writable(counters);
        counters.put(key, 0);
      }
    }
  }

  @Override
  public long nextId(Sequence sequence) {
    for (int i = used; i < reserved.size(); i++) {
      Reservation reservation = reserved.get(i);
      if (reservation.sequence() == sequence) {
        reserved.remove(i);
        reserved.add(used++, reservation);
        return reservation.id();
      }
    }
    long id = tables.ids().next(sequence);
    reserved.add(used++, new Reservation(sequence, id));
    return id;
  }

  @Override
  public long peekId(Sequence sequence) {
    return tables.ids().peek(sequence);
  }

  @Override
  public @Nullable IdempotencyRecord record(IdempotencyKey key) {
    IdempotencyRecord changed = records.get(key);
    return changed == null ? stored.find(key) : changed;
  }

  @Override
  public void put(IdempotencyKey key, IdempotencyRecord record) {
    records = writable(records);
    records.put(key, record);
  }

  @Override
  public void deleteRecords(ProfileKey profile, Collection<String> owned) {
    erasure = new Erasure(profile, List.copyOf(owned));
  }

  /** Returns true if the unit changes nothing. */
  boolean isReadOnly() {
    return sessions.isEmpty()
        && profiles.isEmpty()
        && counters.isEmpty()
        && records.isEmpty()
        && erasure == null;
  }

  /** Returns true if everything that the unit has read is still true. */
  @SuppressWarnings("ReferenceEquality") // an equal profile may have another session
  boolean isCurrent() {
    for (Map.Entry<ProfileKey, Optional<Profile>> each : profilesRead.entrySet()) {
      if (tables.profile(each.getKey()) != each.getValue().orElse(null)) {
        return false;
      }
    }
    for (Map.Entry<Key, Integer> each : countersRead.entrySet()) {
      if (tables.count(each.getKey()) != each.getValue()) {
        return false;
      }
    }
    return true;
  }

  Map<SessionKey, Optional<Session>> changedSessions() {
    return sessions;
  }

  Map<ProfileKey, Optional<Profile>> changedProfiles() {
    return profiles;
  }

  /** Applies all changes; this must not fail. */
  void apply() {
    sessions.forEach((key, session) -> tables.put(key, session.orElse(null)));
    profiles.forEach((key, profile) -> tables.put(key, profile.orElse(null)));
    counters.forEach(tables::set);
    if (erasure != null) {
      stored.delete(erasure.profile(), erasure.sessions());
    }
    records.forEach(stored::put);
    releaseIds(used);
  }

  /** Discards all changes before a further run. */
  void restart() {
    used = 0;
    sessions = Map.of();
    profiles = Map.of();
    profilesRead = Map.of();
    counters = Map.of();
    countersRead = Map.of();
    records = Map.of();
    erasure = null;
  }

  /** Releases the ids of a unit that failed. */
  void releaseIds() {
    releaseIds(0);
  }

  private void releaseIds(int from) {
    while (reserved.size() > from) {
      Reservation last = reserved.remove(reserved.size() - 1);
      tables.ids().release(last.sequence(), last.id());
    }
  }

  /** Maps are created when they are needed: most units change one session and one profile. */
  private static <K, V> Map<K, V> writable(Map<K, V> map) {
    return map instanceof LinkedHashMap ? map : new LinkedHashMap<>(4);
  }
}
