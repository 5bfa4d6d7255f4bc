package io.customersession.stub.store;

import io.customersession.stub.promotion.RedemptionCounters;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of work reads and changes. It reads its own changes; nobody else does before the unit
 * is complete.
 */
public interface UnitOfWork extends RedemptionCounters {
  /** Returns a session, or null if it does not exist. */
  @Nullable Session session(SessionKey key);

  /** Stores a session. */
  void put(Session session);

  /** Deletes a session. */
  void delete(SessionKey key);

  /** Returns a profile, or null if it does not exist. */
  @Nullable Profile profile(ProfileKey key);

  /** Stores a profile. */
  void put(ProfileKey key, Profile profile);

  /** Deletes a profile; its sessions stay. */
  void delete(ProfileKey key);

  /** Returns true if a profile owns a session other than one with this integration id. */
  boolean ownsAnother(ProfileKey profile, String session);

  /** Returns the sessions of a profile. */
  List<Session> sessionsOf(ProfileKey profile);

  /** Changes a redemption counter; it does not fall below 0. */
  void add(Key counter, int difference);

  /** Deletes the redemption counters of a profile. */
  void deleteCounters(ProfileKey profile);

  /**
   * Reserves the next internal id of a sequence. Ids of units that fail are used again, but not
   * always in their order.
   */
  long nextId(Sequence sequence);

  /** Returns the id that is likely to be next, without reserving it. */
  long peekId(Sequence sequence);

  /** Returns the record of a request with an idempotency key, or null if there is none. */
  @Nullable IdempotencyRecord record(IdempotencyKey key);

  /** Stores the record of a request with an idempotency key. */
  void put(IdempotencyKey key, IdempotencyRecord record);

  /** Deletes the records of requests that changed a profile or one of these sessions. */
  void deleteRecords(ProfileKey profile, Collection<String> sessions);
}
