package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import org.jspecify.annotations.Nullable;

/** A codec of values that also stand as text in a path, a query or a header. */
public interface ScalarCodec<T> extends JsonCodec<T> {
  /**
   * Reads a parameter's text, already percent-decoded.
   *
   * @return null if the text is refused; a violation then says why
   */
  @Nullable T parse(String text, Violations violations);

  /** Returns the text of a value in a path, a query or a header, not yet percent-encoded. */
  String format(T value);

  @Override
  default ScalarCodec<T> under(String location) {
    return this;
  }
}
