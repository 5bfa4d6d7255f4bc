package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import org.jspecify.annotations.Nullable;

/** Any value, kept as it came. */
final class AnyCodec implements JsonCodec<Object> {
  static final AnyCodec INSTANCE = new AnyCodec();

  private AnyCodec() {}

  @Override
  public @Nullable Object read(JsonInput in) {
    return in.any();
  }

  @Override
  public void write(JsonOutput out, Object value) {
    out.any(value);
  }

  @Override
  public void check(Object value, Violations violations) {}
}
