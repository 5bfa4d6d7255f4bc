package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text with its limits. Lengths count characters (Unicode code points). */
public final class StringCodec implements ScalarCodec<String> {
  private final String schemaPath;
  private final int minLength;
  private final int maxLength;
  private final @Nullable Pattern pattern;
  private final boolean orNumber;

  StringCodec(
      String schemaPath,
      int minLength,
      int maxLength,
      @Nullable Pattern pattern,
      boolean orNumber) {
    this.schemaPath = schemaPath;
    this.minLength = minLength;
    this.maxLength = maxLength;
    this.pattern = pattern;
    this.orNumber = orNumber;
  }

  /** Returns this codec with a lower limit of the length. */
  public StringCodec minLength(int limit) {
    return new StringCodec(schemaPath, limit, maxLength, pattern, orNumber);
  }

  /** Returns this codec with an upper limit of the length. */
  public StringCodec maxLength(int limit) {
    return new StringCodec(schemaPath, minLength, limit, pattern, orNumber);
  }

  /** Returns this codec with a regular expression that a part of the text must match. */
  public StringCodec pattern(String regex) {
    return new StringCodec(schemaPath, minLength, maxLength, Pattern.compile(regex), orNumber);
  }

  /**
   * Returns this codec that reads a number as its text, every digit as sent; it never writes one.
   */
  public StringCodec orNumber() {
    return new StringCodec(schemaPath, minLength, maxLength, pattern, true);
  }

  @Override
  public StringCodec under(String location) {
    return new StringCodec(
        Codecs.under(location, schemaPath), minLength, maxLength, pattern, orNumber);
  }

  boolean acceptsNumber() {
    return orNumber;
  }

  @Override
  public @Nullable String read(JsonInput in) {
    String text = orNumber && in.isNumber() ? in.numberText() : in.string(schemaPath);
    return text == null ? null : parse(text, in.violations());
  }

  @Override
  public void write(JsonOutput out, String value) {
    out.value(value);
  }

  @Override
  public void check(String value, Violations violations) {
    if (value.length() < minLength || (minLength > 1 && length(value) < minLength)) {
      violations.add(
          Rule.MIN_LENGTH,
          schemaPath,
          violations.subject()
              + " must be at least "
              + minLength
              + (minLength == 1 ? " character" : " characters")
              + " long");
    }
    boolean tooLong = value.length() > maxLength && length(value) > maxLength;
    if (tooLong) {
      violations.add(
          Rule.MAX_LENGTH,
          schemaPath,
          violations.subject()
              + " must be at most "
              + maxLength
              + (maxLength == 1 ? " character" : " characters")
              + " long");
    }
    // The limit also bounds what a pattern costs.
    String problem = pattern == null || tooLong ? null : problem(pattern, value);
    if (problem != null) {
      violations.add(Rule.PATTERN, schemaPath, violations.subject() + problem);
    }
  }

  private static @Nullable String problem(Pattern pattern, String value) {
    // As documents write the end of a text.
    String shown = pattern.pattern().replace("\\z", "$");
    try {
      return pattern.matcher(value).find() ? null : " must match " + shown;
    } catch (StackOverflowError e) {
      // Java calls itself for each repetition of a group with alternatives.
      return " is too long to be matched against " + shown;
    }
  }

  @Override
  public String parse(String text, Violations violations) {
    check(text, violations);
    return text;
  }

  @Override
  public String format(String value) {
    return value;
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }
}
