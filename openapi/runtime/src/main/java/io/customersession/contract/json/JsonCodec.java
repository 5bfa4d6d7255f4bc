package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import org.jspecify.annotations.Nullable;

/** Reads, writes and checks the values of one schema. Implementations are stateless. */
public interface JsonCodec<T> {
  /**
   * Reads and checks one value. A value that cannot be decoded is skipped, so that reading
   * continues after it and finds the next violation.
   *
   * @return null if the value cannot be decoded; a violation then says why
   */
  @Nullable T read(JsonInput in);

  /** Writes one value. */
  void write(JsonOutput out, T value);

  /** Checks a value that did not come from {@link #read}, with everything in it. */
  void check(T value, Violations violations);

  /**
   * Returns this codec for a schema inside a parameter or a body. A relative schema path continues
   * the location; a path from the root of the document, such as a named schema has, stays.
   *
   * @param location where the document declares the parameter or body
   */
  default JsonCodec<T> under(String location) {
    return this;
  }
}
