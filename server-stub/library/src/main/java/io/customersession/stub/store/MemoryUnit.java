package io.customersession.stub.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work on {@link MemoryTables}: it keeps changes to itself until they are applied, and
 * remembers what it has read.
 */
final class MemoryUnit implements UnitOfWork {
  private final MemoryTables tables;
  private final IdempotencyRecords stored;
  private final @Nullable UnitScope scope;
  private final ReservedIds ids;
  private @Nullable Session session;
  private boolean changesSession;
  private Map<SessionKey, Optional<Session>> sessions = Map.of();
  private Map<ProfileKey, ProfileCell> profiles = Map.of();
  private Map<Key, Integer> counters = Map.of();
  private Map<Key, Integer> countersRead = Map.of();
  private Map<IdempotencyKey, IdempotencyRecord> records = Map.of();
  private @Nullable Erasure erasure;
  private boolean changesProfile;
  private Set<Object> formerlyRead = Set.of();

  private record Erasure(ProfileKey profile, Collection<String> sessions) {}

  /** A profile that was read, and perhaps changed. */
  private static final class ProfileCell {
    private final @Nullable Profile read;
    private @Nullable Profile now;
    private boolean changed;

    private ProfileCell(@Nullable Profile read) {
      this.read = read;
      this.now = read;
    }

    private void change(@Nullable Profile profile) {
      now = profile;
      changed = true;
    }
  }

  /**
   * Creates a unit.
   *
   * @param scope what the unit may change, or null for everything
   */
  MemoryUnit(MemoryTables tables, IdempotencyRecords stored, @Nullable UnitScope scope) {
    this.tables = tables;
    this.ids = new ReservedIds(tables.ids());
    this.stored = stored;
    this.scope = scope;
  }

  @Override
  public @Nullable Session session(SessionKey key) {
    if (changesSession && key.equals(scopeKey())) {
      return session;
    }
    Optional<Session> changed = sessions.get(key);
    return changed == null ? tables.find(key) : changed.orElse(null);
  }

  @Override
  public void put(Session after) {
    if (scope == null) {
      sessions = writable(sessions);
      sessions.put(after.key(), Optional.of(after));
    } else {
      changeInScope(after.facts().getApplicationId(), after.facts().getIntegrationId(), after);
    }
  }

  @Override
  public void delete(SessionKey key) {
    if (scope == null) {
      sessions = writable(sessions);
      sessions.put(key, Optional.empty());
    } else {
      changeInScope(key.application(), key.id(), null);
    }
  }

  private void changeInScope(long application, String id, @Nullable Session after) {
    SessionKey key = scopeKey();
    if (key == null || key.application() != application || !key.id().equals(id)) {
      throw new IllegalStateException("the unit of work is not about the session " + id);
    }
    session = after;
    changesSession = true;
  }

  private @Nullable SessionKey scopeKey() {
    return scope == null ? null : scope.session();
  }

  /** Does something for each changed session; a deleted one is null. */
  void forEachSession(BiConsumer<SessionKey, @Nullable Session> each) {
    SessionKey key = scopeKey();
    if (changesSession && key != null) {
      each.accept(key, session);
    }
    if (!sessions.isEmpty()) {
      sessions.forEach((other, changed) -> each.accept(other, changed.orElse(null)));
    }
  }

  /** Does something for each changed profile; a deleted one is null. */
  void forEachProfile(BiConsumer<ProfileKey, @Nullable Profile> each) {
    if (changesProfile) {
      profiles.forEach(
          (key, cell) -> {
            if (cell.changed) {
              each.accept(key, cell.now);
            }
          });
    }
  }

  @Override
  public @Nullable Profile profile(ProfileKey key) {
    return read(key).now;
  }

  private ProfileCell read(ProfileKey key) {
    ProfileCell cell = profiles.get(key);
    if (cell == null) {
      cell = new ProfileCell(tables.find(key));
      profiles = writable(profiles);
      profiles.put(key, cell);
    }
    return cell;
  }

  @Override
  public void put(ProfileKey key, Profile profile) {
    read(key).change(profile);
    changesProfile = true;
  }

  @Override
  public void delete(ProfileKey key) {
    read(key).change(null);
    changesProfile = true;
  }

  /** Whoever gives the profile a session changes the profile as well, which is then a conflict. */
  @Override
  public boolean ownsAnother(ProfileKey profile, String id) {
    read(profile);
    if (session != null && isAnotherOf(profile, session, id)) {
      return true;
    }
    for (Optional<Session> changed : sessions.values()) {
      if (changed.filter(other -> isAnotherOf(profile, other, id)).isPresent()) {
        return true;
      }
    }
    for (MemoryTables.Slot slot : tables.ofOwner(profile).values()) {
      Session owned = slot.session();
      if (owned != null && isAnotherOf(profile, owned, id) && !isChanged(owned.key())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnotherOf(ProfileKey profile, Session other, String id) {
    return profile.equals(other.owner()) && !other.facts().getIntegrationId().equals(id);
  }

  private boolean isChanged(SessionKey key) {
    return (changesSession && key.equals(scopeKey())) || sessions.containsKey(key);
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
    forEachSession(
        (key, changed) -> {
          if (changed != null && profile.equals(changed.owner())) {
            owned.put(key, changed);
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
    for (Key key : tables.countersOf(profile)) {
      read(key);
      counters = writable(counters);
      counters.put(key, 0);
    }
  }

  @Override
  public long nextId(Sequence sequence) {
    return ids.next(sequence);
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
    return !changesSession
        && sessions.isEmpty()
        && !changesProfile
        && counters.isEmpty()
        && records.isEmpty()
        && erasure == null;
  }

  /** Returns true if everything that the unit has read is still true. */
  @SuppressWarnings("ReferenceEquality") // an equal profile may have another session
  boolean isCurrent() {
    for (Map.Entry<ProfileKey, ProfileCell> each : profiles.entrySet()) {
      if (tables.find(each.getKey()) != each.getValue().read) {
        return false;
      }
    }
    if (countersRead.isEmpty()) {
      return true;
    }
    for (Map.Entry<Key, Integer> each : countersRead.entrySet()) {
      if (tables.count(each.getKey()) != each.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the keys of the profiles and counters that runs before the last restart have read. */
  Set<Object> formerlyRead() {
    return formerlyRead;
  }

  /** Returns true if the unit changes a profile or counter with one of these keys. */
  boolean changesAnyOf(Set<Object> keys) {
    return !keys.isEmpty()
        && (counters.keySet().stream().anyMatch(keys::contains)
            || profiles.entrySet().stream()
                .anyMatch(each -> each.getValue().changed && keys.contains(each.getKey())));
  }

  /** Applies all changes that readers see; this must not fail. */
  void apply() {
    forEachSession(tables::put);
    forEachProfile(tables::put);
    if (!counters.isEmpty()) {
      counters.forEach(tables::set);
    }
    ids.releaseUnused();
  }

  /** Applies the changes of idempotency records, which only units see; this must not fail. */
  void applyRecords() {
    if (erasure != null) {
      stored.delete(erasure.profile(), erasure.sessions());
    }
    if (!records.isEmpty()) {
      records.forEach(stored::put);
    }
  }

  /** Discards all changes before a further run. */
  void restart() {
    formerlyRead = new HashSet<>(formerlyRead);
    formerlyRead.addAll(profiles.keySet());
    formerlyRead.addAll(countersRead.keySet());
    ids.restart();
    session = null;
    changesSession = false;
    sessions = Map.of();
    profiles = Map.of();
    changesProfile = false;
    counters = Map.of();
    countersRead = Map.of();
    records = Map.of();
    erasure = null;
  }

  /** Releases the ids of a unit that failed or changes nothing. */
  void releaseIds() {
    ids.restart();
    ids.releaseUnused();
  }

  /** Maps are created when they are needed: most units change one session and one profile. */
  private static <K, V> Map<K, V> writable(Map<K, V> map) {
    return map instanceof HashMap ? map : new HashMap<>(2);
  }
}
