package io.customersession.contract.stub.entity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** How a property of an entity has a time. */
public enum TimeForm {
  /** A moment in RFC 3339, in UTC. */
  DATE_TIME,
  /** A day, in UTC. */
  DATE,
  /** Milliseconds since 1970. */
  EPOCH_MILLIS;

  Object json(Instant now) {
    return switch (this) {
      case DATE_TIME -> now.truncatedTo(ChronoUnit.MILLIS).toString();
      case DATE -> now.atOffset(ZoneOffset.UTC).toLocalDate().toString();
      case EPOCH_MILLIS -> BigDecimal.valueOf(now.toEpochMilli());
    };
  }
}
