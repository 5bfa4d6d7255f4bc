package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of declared texts. */
public abstract class EnumCodec<T> implements ScalarCodec<T> {
  private final String schemaPath;
  private final List<String> values;

  protected EnumCodec(String schemaPath, List<String> values) {
    this.schemaPath = schemaPath;
    this.values = values;
  }

  /** Returns the constant for a text; for any other text null, or a value that carries it. */
  protected abstract @Nullable T of(String text);

  @Override
  public final @Nullable T read(JsonInput in) {
    String text = in.string(schemaPath);
    if (text == null) {
      return null;
    }
    T value = of(text);
    if (value == null || in.checksEnums()) {
      checkText(text, in.violations());
    }
    return value;
  }

  @Override
  public final void write(JsonOutput out, T value) {
    out.value(format(value));
  }

  @Override
  public final void check(T value, Violations violations) {
    checkText(format(value), violations);
  }

  @Override
  public final @Nullable T parse(String text, Violations violations) {
    checkText(text, violations);
    return of(text);
  }

  private void checkText(String text, Violations violations) {
    if (!values.contains(text)) {
      violations.add(
          Rule.ENUM,
          schemaPath,
          violations.subject()
              + " must be one of the following: "
              + values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(", ")),
          values);
    }
  }
}
