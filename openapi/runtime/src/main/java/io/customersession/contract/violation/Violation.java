package io.customersession.contract.violation;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One place where a message breaks one rule of the document. It quotes the value found there only
 * if a server explained how it read it.
 */
public final class Violation {
  /** What {@link #location()} is: the members of an error entry's source. */
  public enum Source {
    /** A JSON pointer (RFC 6901) into the body as sent; the empty text is the whole body. */
    POINTER,
    /** The name of a parameter in the path, the query, a header or a cookie. */
    PARAMETER,
    /** A line of the body, counted from 1, where it stops being JSON. */
    LINE
  }

  private final Rule rule;
  private final Source source;
  private final String location;
  private final String details;
  private final String rulePath;
  private final List<String> allowed;

  Violation(
      Rule rule,
      Source source,
      String location,
      String details,
      String rulePath,
      List<String> allowed) {
    this.rule = rule;
    this.source = source;
    this.location = location;
    this.details = details;
    this.rulePath = rulePath;
    this.allowed = allowed;
  }

  /** Returns the rule that is broken. */
  public Rule rule() {
    return rule;
  }

  /** Returns how to read {@link #location()}. */
  public Source source() {
    return source;
  }

  /** Returns where the message breaks the rule. */
  public String location() {
    return location;
  }

  /** Returns one sentence for a person. */
  public String details() {
    return details;
  }

  /**
   * Returns where the document states the rule, such as {@code
   * #/components/schemas/Item/properties/sku/minLength}. A parameter stands in it by its name,
   * though the document lists parameters.
   */
  public String rulePath() {
    return rulePath;
  }

  /**
   * Returns the values that the rule allows, if it lists them; for an undeclared property, the
   * names that the schema declares; otherwise none.
   */
  public List<String> allowed() {
    return allowed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Violation)) {
      return false;
    }
    Violation that = (Violation) other;
    return rule == that.rule
        && source == that.source
        && location.equals(that.location)
        && details.equals(that.details)
        && rulePath.equals(that.rulePath)
        && allowed.equals(that.allowed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, source, location, details, rulePath);
  }

  @Override
  public String toString() {
    return source.name().toLowerCase(Locale.ROOT)
        + " "
        + location
        + ": "
        + details
        + " ["
        + rulePath
        + "]";
  }
}
