package io.customersession.contract.stub.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one call.
 *
 * @param delay how late its response comes
 * @param fault what happens beside that, or null for nothing
 * @param description what happens and why, such as {@code delay=212ms by rule 1, drop by header},
 *     or null if nothing happens
 */
public record FiredFaults(Duration delay, @Nullable Fault fault, @Nullable String description) {
  /** Nothing happens. */
  public static final FiredFaults NONE = new FiredFaults(Duration.ZERO, null, null);
}
