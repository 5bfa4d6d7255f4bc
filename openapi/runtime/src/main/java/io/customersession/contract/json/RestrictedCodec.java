package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import org.jspecify.annotations.Nullable;

/**
 * A number, a boolean or a text of which only some values are allowed. In a response, a value that
 * is not listed is kept, since a newer server may have added it.
 */
public final class RestrictedCodec<T> implements ScalarCodec<T> {
  private final String schemaPath;
  private final ScalarCodec<T> codec;
  private final @Nullable DeclaredValues listed;
  private final @Nullable DeclaredValues excluded;

  RestrictedCodec(
      String schemaPath,
      ScalarCodec<T> codec,
      @Nullable DeclaredValues listed,
      @Nullable DeclaredValues excluded) {
    this.schemaPath = schemaPath;
    this.codec = codec;
    this.listed = listed;
    this.excluded = excluded;
  }

  /**
   * Returns this codec for listed values.
   *
   * @param json the values in JSON
   */
  public RestrictedCodec<T> values(String... json) {
    return new RestrictedCodec<>(schemaPath, codec, new DeclaredValues(json), excluded);
  }

  /**
   * Returns this codec without some values.
   *
   * @param json the values in JSON
   */
  public RestrictedCodec<T> except(String... json) {
    return new RestrictedCodec<>(schemaPath, codec, listed, new DeclaredValues(json));
  }

  @Override
  public RestrictedCodec<T> under(String location) {
    return new RestrictedCodec<>(
        Codecs.under(location, schemaPath), codec.under(location), listed, excluded);
  }

  ScalarCodec<T> unrestricted() {
    return codec;
  }

  @Override
  public @Nullable T read(JsonInput in) {
    T value = codec.read(in);
    if (value != null) {
      check(value, in.checksEnums(), in.violations());
    }
    return value;
  }

  @Override
  public void write(JsonOutput out, T value) {
    codec.write(out, value);
  }

  @Override
  public void check(T value, Violations violations) {
    codec.check(value, violations);
    check(value, true, violations);
  }

  @Override
  public @Nullable T parse(String text, Violations violations) {
    T value = codec.parse(text, violations);
    if (value != null) {
      check(value, true, violations);
    }
    return value;
  }

  @Override
  public String format(T value) {
    return codec.format(value);
  }

  private void check(T value, boolean checksListed, Violations violations) {
    Object compared =
        value instanceof Number || value instanceof Boolean ? value : codec.format(value);
    if (checksListed && listed != null && !listed.contains(compared)) {
      listed.requireListed(schemaPath, violations);
    }
    if (excluded != null && excluded.contains(compared)) {
      excluded.refuseExcluded(schemaPath, violations);
    }
  }
}
