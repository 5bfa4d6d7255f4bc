package io.customersession.contract.stub.http;

import java.util.ArrayList;
import java.util.List;

/**
 * A segment of a declared path that has parameters beside literal text, such as {@code {id}.json}.
 * Immutable.
 */
final class SegmentPattern {
  private final List<String> literals = new ArrayList<>();
  private final String text;

  /**
   * Creates a pattern.
   *
   * @param segment as declared; the names of its parameters do not matter
   */
  SegmentPattern(String segment) {
    int start = 0;
    for (int open = segment.indexOf('{'); open >= 0; open = segment.indexOf('{', start)) {
      int close = segment.indexOf('}', open);
      if (close < 0) {
        break;
      }
      literals.add(segment.substring(start, open));
      start = close + 1;
    }
    literals.add(segment.substring(start));
    text = String.join("{}", literals);
  }

  /** Returns the number of characters that are not parameters; the most specific has the most. */
  int literalLength() {
    return text.length() - 2 * (literals.size() - 1);
  }

  /** Returns the segment without the names of its parameters. */
  String text() {
    return text;
  }

  /**
   * Adds the values of the parameters to a list, or returns false if a segment does not match. No
   * value is empty. A value ends where the text after it begins for the first time, except for the
   * last value.
   */
  boolean match(String segment, List<String> values) {
    int filled = values.size();
    int last = literals.size() - 1;
    String suffix = literals.get(last);
    int at = literals.get(0).length();
    int end = segment.length() - suffix.length();
    boolean matches = segment.startsWith(literals.get(0)) && segment.endsWith(suffix) && at < end;
    for (int i = 1; matches && i < last; i++) {
      int next = segment.indexOf(literals.get(i), at + 1);
      matches = next >= 0 && next + literals.get(i).length() < end;
      if (matches) {
        values.add(segment.substring(at, next));
        at = next + literals.get(i).length();
      }
    }
    if (matches) {
      values.add(segment.substring(at, end));
    } else {
      values.subList(filled, values.size()).clear();
    }
    return matches;
  }
}
