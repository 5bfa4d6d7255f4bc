package io.customersession.stub.store;

import java.time.Duration;
import java.time.Instant;

/**
 * The response to a request with an idempotency key.
 *
 * @param fingerprint the same text for equal requests
 * @param body the body of the response; it must not be changed
 * @param at the time of the request
 */
@SuppressWarnings("ArrayRecordComponent") // written once and handed out; never compared
public record IdempotencyRecord(String fingerprint, byte[] body, Instant at) {
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /**
   * Returns true if the record is so old that the key can be used again. Compares a difference,
   * because a time at the edge has no time 24 hours after it.
   */
  public boolean isExpired(Instant now) {
    return Duration.between(at, now).compareTo(REMEMBERED) >= 0;
  }
}
