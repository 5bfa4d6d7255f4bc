package io.customersession.contract.stub.violation;

import java.time.Instant;

/**
 * The exchange in which a violation occurred. Immutable.
 *
 * @param world the name of its world
 * @param exchange its number in the journal, counted from 1 since the start or reset of the world
 * @param time the time at which the request arrived, by the clock of the machine
 */
public record Occurrence(String world, long exchange, Instant time) {
  /** Returns the world and the number, such as {@code main #3}. */
  @Override
  public String toString() {
    return world + " #" + exchange;
  }
}
