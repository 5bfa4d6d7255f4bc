package io.customersession.stub.store.jdbc;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import java.time.OffsetDateTime;
import java.util.Map;

/** One line of an exported world (decision 0181). */
sealed interface WorldLine {
  /**
   * The first line.
   *
   * @param version the version of the format
   * @param id differs from export to export
   * @param world the name of the world
   * @param exported the time of the export, by the clock of the machine
   */
  record Header(int version, String id, String world, OffsetDateTime exported)
      implements WorldLine {}

  /**
   * The second line.
   *
   * @param last the last id of each sequence that is reserved
   */
  record Ids(Map<Sequence, Long> last) implements WorldLine {}

  /** A session. */
  record OfSession(Session session) implements WorldLine {}

  /** A profile. */
  record OfProfile(ProfileKey key, Profile profile) implements WorldLine {}

  /**
   * A redemption counter.
   *
   * @param count at least 0
   */
  record OfCounter(RedemptionCounters.Key key, int count) implements WorldLine {}

  /** The response to a request with an idempotency key. */
  record OfRecord(IdempotencyKey key, IdempotencyRecord record) implements WorldLine {}

  /**
   * The last line, so that a file that was cut off is recognized.
   *
   * @param lines the number of lines before it
   */
  record End(long lines) implements WorldLine {}
}
