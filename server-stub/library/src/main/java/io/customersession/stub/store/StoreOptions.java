package io.customersession.stub.store;

import java.time.Duration;

/**
 * The settings of all stores at a location.
 *
 * @param timeout how long a request may wait for a database, above zero; stores in memory ignore it
 * @param retention how long sessions and profiles are kept
 */
public record StoreOptions(Duration timeout, Retention retention) {
  /** The default settings. */
  public static final StoreOptions DEFAULTS = new StoreOptions(Duration.ofSeconds(10));

  /** Creates settings that keep every session. */
  public StoreOptions(Duration timeout) {
    this(timeout, Retention.FOREVER);
  }
}
