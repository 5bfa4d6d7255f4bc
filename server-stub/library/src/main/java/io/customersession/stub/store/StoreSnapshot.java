package io.customersession.stub.store;

import io.customersession.stub.promotion.RedemptionCounters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The content of a store at one point in time. Immutable; it can be restored any number of times,
 * also into another store.
 *
 * @param sessions all sessions in the order of their internal ids
 * @param profiles all profiles
 * @param counters all redemption counters that are not 0
 * @param lastIds the last internal id of each sequence
 * @param records the idempotency records, oldest first
 * @param weight the approximate memory in bytes that everything but the records takes
 * @param recordsWeight the approximate memory in bytes that the records take
 */
public record StoreSnapshot(
    List<Session> sessions,
    Map<ProfileKey, Profile> profiles,
    Map<RedemptionCounters.Key, Integer> counters,
    Map<Sequence, Long> lastIds,
    Map<IdempotencyKey, IdempotencyRecord> records,
    long weight,
    long recordsWeight) {

  /**
   * Returns a snapshot that is weighed here, for a store that does not weigh what it stores.
   *
   * @param sessions all sessions in the order of their internal ids
   * @param profiles all profiles
   * @param counters all redemption counters that are not 0
   * @param lastIds the last internal id of each sequence
   * @param records the idempotency records, oldest first
   */
  public static StoreSnapshot weighed(
      List<Session> sessions,
      Map<ProfileKey, Profile> profiles,
      Map<RedemptionCounters.Key, Integer> counters,
      Map<Sequence, Long> lastIds,
      Map<IdempotencyKey, IdempotencyRecord> records) {
    long weight = 0;
    for (Session session : sessions) {
      weight += session.weight();
    }
    for (Profile profile : profiles.values()) {
      weight += profile.weight();
    }
    long recordsWeight = 0;
    for (Map.Entry<IdempotencyKey, IdempotencyRecord> each : records.entrySet()) {
      recordsWeight += IdempotencyRecords.weight(each.getKey(), each.getValue());
    }
    return new StoreSnapshot(sessions, profiles, counters, lastIds, records, weight, recordsWeight);
  }

  /** Returns the complete content as text; equal content has equal text. */
  @Override
  public String toString() {
    Map<ProfileKey, TreeMap<String, Session>> owned =
        sessions.stream()
            .filter(session -> session.owner() != null)
            .collect(
                Collectors.groupingBy(
                    session -> new ProfileKey(session.key().application(), session.profileId()),
                    Collectors.toMap(
                        session -> session.facts().getIntegrationId(),
                        session -> session,
                        (one, other) -> one,
                        TreeMap::new)));
    List<String> views = new ArrayList<>();
    profiles.forEach(
        (key, profile) ->
            views.add(
                key.application()
                    + " "
                    + profile
                    + " owns "
                    + owned.getOrDefault(key, new TreeMap<>()).keySet()));
    views.sort(Comparator.naturalOrder());
    return sessions
        + " "
        + views
        + " "
        + lastIds
        + " "
        + counters.entrySet().stream().map(String::valueOf).sorted().toList()
        + " "
        + records.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue().fingerprint())
            .sorted()
            .toList();
  }
}
