package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * true or false. A parameter's text must be one of these words unless the codec accepts more texts.
 */
public final class BooleanCodec implements ScalarCodec<Boolean> {
  static final List<String> TRUE = Collections.singletonList("true");
  static final List<String> FALSE = Collections.singletonList("false");

  private final String schemaPath;
  private final List<String> whenTrue;
  private final List<String> whenFalse;

  BooleanCodec(String schemaPath, List<String> whenTrue, List<String> whenFalse) {
    this.schemaPath = schemaPath;
    this.whenTrue = whenTrue;
    this.whenFalse = whenFalse;
  }

  /**
   * Returns a codec that accepts these texts of a parameter; in JSON and when writing nothing
   * changes.
   */
  public BooleanCodec accepting(List<String> textsOfTrue, List<String> textsOfFalse) {
    return new BooleanCodec(schemaPath, textsOfTrue, textsOfFalse);
  }

  @Override
  public BooleanCodec under(String location) {
    return new BooleanCodec(Codecs.under(location, schemaPath), whenTrue, whenFalse);
  }

  @Override
  public @Nullable Boolean read(JsonInput in) {
    String text = in.tokens().text();
    return text == null ? in.bool(schemaPath) : parse(text, in.violations());
  }

  @Override
  public void write(JsonOutput out, Boolean value) {
    out.value(value.booleanValue());
  }

  @Override
  public void check(Boolean value, Violations violations) {}

  @Override
  public @Nullable Boolean parse(String text, Violations violations) {
    if (whenTrue.contains(text)) {
      return true;
    }
    if (whenFalse.contains(text)) {
      return false;
    }
    violations.add(Rule.TYPE, schemaPath, violations.subject() + " must be " + accepted());
    return null;
  }

  private String accepted() {
    return whenTrue.size() + whenFalse.size() == 2
        ? whenTrue.get(0) + " or " + whenFalse.get(0)
        : "one of "
            + String.join(", ", whenTrue)
            + " (true), "
            + String.join(", ", whenFalse)
            + " (false)";
  }

  @Override
  public String format(Boolean value) {
    return value.toString();
  }
}
