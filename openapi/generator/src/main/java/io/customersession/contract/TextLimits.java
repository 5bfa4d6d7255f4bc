package io.customersession.contract;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The length and pattern limits of a string schema.
 *
 * @param min the minimum number of characters, or null
 * @param max the maximum number of characters, or null
 * @param pattern what has to be found in a text, or null
 */
record TextLimits(@Nullable Integer min, @Nullable Integer max, @Nullable Pattern pattern) {
  /** Returns the limits among keywords, without a pattern that is not one. */
  static TextLimits of(Function<String, @Nullable DocumentNode> keywords) {
    DocumentNode pattern = keywords.apply("pattern");
    String regex = pattern == null ? null : pattern.text();
    String java = regex == null ? null : EcmaPattern.inJava(regex);
    return new TextLimits(
        RawValues.length(keywords.apply("minLength")),
        RawValues.length(keywords.apply("maxLength")),
        java == null ? null : Pattern.compile(java));
  }

  /** Returns true if a text is within the limits. */
  boolean allow(String text) {
    int length = text.codePointCount(0, text.length());
    return (min == null || length >= min)
        && (max == null || length <= max)
        && (pattern == null || pattern.matcher(text).find());
  }
}
