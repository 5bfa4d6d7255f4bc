package io.customersession.contract.stub.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one request.
 *
 * @param delay the delay of the response
 * @param fault the other fault, or null if there is none
 * @param description the faults and their origins, such as {@code delay=212ms by rule 1, drop by
 *     header}, or null if there are none
 */
public record FiredFaults(Duration delay, @Nullable Fault fault, @Nullable String description) {
  /** No faults. */
  public static final FiredFaults NONE = new FiredFaults(Duration.ZERO, null, null);
}
