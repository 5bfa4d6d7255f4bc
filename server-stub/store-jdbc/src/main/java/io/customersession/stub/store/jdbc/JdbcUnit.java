package io.customersession.stub.store.jdbc;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.ReservedIds;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.UnitOfWork;
import io.customersession.stub.store.UnitScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A unit of work that keeps its changes, and what it has read, until {@link UnitWriter}. */
final class JdbcUnit implements UnitOfWork {
  private static final Comparator<SessionKey> BY_SESSION =
      Comparator.comparingLong(SessionKey::application).thenComparing(SessionKey::id);
  private static final Comparator<ProfileKey> BY_PROFILE =
      Comparator.comparingLong(ProfileKey::application).thenComparing(ProfileKey::integrationId);
  private static final Comparator<Key> BY_COUNTER =
      Comparator.comparing(Key::subject)
          .thenComparing(Key::by)
          .thenComparingLong(Key::application)
          .thenComparing(Key::value);

  private final Rows rows;
  private final String lock;
  private final @Nullable UnitScope scope;
  private final IdBlocks blocks;
  private final ReservedIds ids;

  // Sorted, so that transactions lock rows in the same order.
  private final Map<SessionKey, Cell<Versioned<Session>, Session>> sessions =
      new TreeMap<>(BY_SESSION);
  private final Map<ProfileKey, Cell<Versioned<Profile>, Profile>> profiles =
      new TreeMap<>(BY_PROFILE);
  private final Map<Key, Cell<Integer, Integer>> counters = new TreeMap<>(BY_COUNTER);
  private final Map<IdempotencyKey, Cell<IdempotencyRecord, IdempotencyRecord>> records =
      new HashMap<>();
  private final List<Erasure> erasures = new ArrayList<>();

  /** The records to delete. */
  record Erasure(ProfileKey profile, Collection<String> sessions) {}

  /** The rows that a run has read. */
  record ReadKeys(Set<SessionKey> sessions, Set<ProfileKey> profiles, Set<Key> counters) {
    ReadKeys() {
      this(new TreeSet<>(BY_SESSION), new TreeSet<>(BY_PROFILE), new TreeSet<>(BY_COUNTER));
    }
  }

  /**
   * Creates a unit.
   *
   * @param lock the end of queries for rows that the unit may change; empty to lock nothing
   * @param scope what the unit may change, or null for everything
   */
  JdbcUnit(Rows rows, String lock, @Nullable UnitScope scope, IdBlocks blocks, ReservedIds ids) {
    this.rows = rows;
    this.lock = lock;
    this.scope = scope;
    this.blocks = blocks;
    this.ids = ids;
  }

  /** Adds a session that was read with the generation. */
  void add(SessionKey key, @Nullable Versioned<Session> found) {
    sessions.put(key, Cell.of(found));
  }

  /** Reads what former runs have read, in the order in which all units lock rows. */
  void readAgain(ReadKeys keys) {
    keys.sessions().forEach(this::cell);
    keys.profiles().forEach(this::cell);
    keys.counters().forEach(this::cell);
  }

  /** Adds what this has read. */
  void addTo(ReadKeys keys) {
    keys.sessions().addAll(sessions.keySet());
    keys.profiles().addAll(profiles.keySet());
    keys.counters().addAll(counters.keySet());
  }

  private Cell<Versioned<Session>, Session> cell(SessionKey key) {
    return sessions.computeIfAbsent(
        key, unread -> Cell.of(Rows.find(() -> rows.sessions().find(unread, lock))));
  }

  private Cell<Versioned<Profile>, Profile> cell(ProfileKey key) {
    return profiles.computeIfAbsent(
        key, unread -> Cell.of(Rows.find(() -> rows.profiles().find(unread, lock))));
  }

  private Cell<Integer, Integer> cell(Key key) {
    return counters.computeIfAbsent(
        key,
        unread -> {
          int count =
              Rows.query(
                  () -> {
                    if (!lock.isEmpty()) {
                      rows.counters().create(unread);
                    }
                    return rows.counters().count(unread, lock);
                  });
          return new Cell<>(count, count);
        });
  }

  private Cell<IdempotencyRecord, IdempotencyRecord> cell(IdempotencyKey key) {
    return records.computeIfAbsent(
        key,
        unread -> {
          IdempotencyRecord found = Rows.find(() -> rows.records().find(unread));
          return new Cell<>(found, found);
        });
  }

  @Override
  public @Nullable Session session(SessionKey key) {
    return cell(key).now();
  }

  @Override
  public void put(Session session) {
    requireInScope(session.key());
    cell(session.key()).change(session);
  }

  @Override
  public void delete(SessionKey key) {
    requireInScope(key);
    cell(key).change(null);
  }

  private void requireInScope(SessionKey key) {
    if (scope != null && !key.equals(scope.session())) {
      throw new IllegalStateException("the unit of work is not about the session " + key.id());
    }
  }

  @Override
  public @Nullable Profile profile(ProfileKey key) {
    return cell(key).now();
  }

  @Override
  public void put(ProfileKey key, Profile profile) {
    cell(key).change(profile);
  }

  @Override
  public void delete(ProfileKey key) {
    cell(key).change(null);
  }

  /** Whoever gives the profile a session changes the profile as well, which is then a conflict. */
  @Override
  public boolean ownsAnother(ProfileKey profile, String session) {
    cell(profile);
    Set<String> decided = new HashSet<>(Set.of(session));
    for (Map.Entry<SessionKey, Cell<Versioned<Session>, Session>> each : sessions.entrySet()) {
      if (each.getValue().isChanged() && each.getKey().application() == profile.application()) {
        Session now = each.getValue().now();
        if (now != null && profile.equals(now.owner()) && !each.getKey().id().equals(session)) {
          return true;
        }
        decided.add(each.getKey().id());
      }
    }
    List<String> stored = Rows.query(() -> rows.sessions().idsOf(profile, decided.size() + 1));
    return !decided.containsAll(stored);
  }

  @Override
  public List<Session> sessionsOf(ProfileKey profile) {
    cell(profile);
    for (Versioned<Session> found : Rows.query(() -> rows.sessions().of(profile, lock))) {
      sessions.computeIfAbsent(found.value().key(), unread -> Cell.of(found));
    }
    List<Session> owned = new ArrayList<>();
    for (Cell<Versioned<Session>, Session> each : sessions.values()) {
      Session now = each.now();
      if (now != null && profile.equals(now.owner())) {
        owned.add(now);
      }
    }
    owned.sort(Comparator.comparing(each -> each.facts().getId()));
    return owned;
  }

  @Override
  public int count(Key key) {
    Integer now = cell(key).now();
    return now == null ? 0 : now;
  }

  @Override
  public List<String> profiles(String subject, long application) {
    TreeSet<String> found =
        new TreeSet<>(Rows.query(() -> rows.counters().profiles(subject, application)));
    counters.forEach(
        (key, cell) -> {
          if (cell.isChanged() && key.isOfProfile(subject, application)) {
            if (count(key) == 0) {
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
    cell(counter).change(Math.max(0, count(counter) + difference));
  }

  @Override
  public void deleteCounters(ProfileKey profile) {
    for (Key key : Rows.query(() -> rows.counters().of(profile))) {
      cell(key).change(0);
    }
    counters.forEach(
        (key, cell) -> {
          if (key.by() == RedemptionCounters.By.PROFILE
              && key.application() == profile.application()
              && key.value().equals(profile.integrationId())) {
            cell.change(0);
          }
        });
  }

  @Override
  public long nextId(Sequence sequence) {
    return ids.next(sequence);
  }

  @Override
  public long peekId(Sequence sequence) {
    return blocks.peek(sequence);
  }

  @Override
  public @Nullable IdempotencyRecord record(IdempotencyKey key) {
    return cell(key).now();
  }

  @Override
  public void put(IdempotencyKey key, IdempotencyRecord record) {
    cell(key).change(record);
  }

  @Override
  public void deleteRecords(ProfileKey profile, Collection<String> ids) {
    erasures.add(new Erasure(profile, List.copyOf(ids)));
  }

  /** Returns true if the unit changes nothing. */
  boolean isReadOnly() {
    return erasures.isEmpty()
        && sessions.values().stream().noneMatch(Cell::isChanged)
        && profiles.values().stream().noneMatch(Cell::isChanged)
        && counters.values().stream().noneMatch(Cell::isChanged)
        && records.values().stream().noneMatch(Cell::isChanged);
  }

  /**
   * Returns true if every row that the unit has read or changes existed when it was read and is not
   * deleted.
   */
  boolean keepsRows() {
    return erasures.isEmpty()
        && sessions.values().stream().allMatch(Cell::isKept)
        && profiles.values().stream().allMatch(Cell::isKept)
        && counters.values().stream().noneMatch(cell -> Objects.equals(cell.read(), 0));
  }

  Map<SessionKey, Cell<Versioned<Session>, Session>> sessions() {
    return sessions;
  }

  Map<ProfileKey, Cell<Versioned<Profile>, Profile>> profiles() {
    return profiles;
  }

  Map<Key, Cell<Integer, Integer>> counters() {
    return counters;
  }

  Map<IdempotencyKey, Cell<IdempotencyRecord, IdempotencyRecord>> records() {
    return records;
  }

  List<Erasure> erasures() {
    return erasures;
  }
}
