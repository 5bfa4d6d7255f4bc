package io.customersession.stub.store;

import java.time.Duration;

/**
 * The settings of all stores at a location.
 *
 * @param timeout how long a request may wait for a database, above zero; stores in memory ignore it
 */
public record StoreOptions(Duration timeout) {
  /** The default settings. */
  public static final StoreOptions DEFAULTS = new StoreOptions(Duration.ofSeconds(10));
}
