package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import org.jspecify.annotations.Nullable;

/** Reads, writes and checks the values of one schema. Implementations are stateless. */
public interface JsonCodec<T> {
  /**
   * Reads one value and checks it on the way. A value that cannot be taken over is skipped, so that
   * reading goes on behind it and finds the next violation.
   *
   * @return null if the value could not be taken over; then a violation tells why
   */
  @Nullable T read(JsonInput in);

  /** Writes one value. */
  void write(JsonOutput out, T value);

  /** Checks a value that did not come from {@link #read}, with everything in it. */
  void check(T value, Violations violations);
}
