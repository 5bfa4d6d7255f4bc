package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A condition on which members an object has, beside those that are always required. */
public final class Presence {
  private enum Kind {
    NAMES,
    ALL,
    ONE,
    ANY,
    NOT
  }

  private final Kind kind;
  private final List<String> names;
  private final List<Presence> parts;

  private Presence(Kind kind, List<String> names, List<Presence> parts) {
    this.kind = kind;
    this.names = names;
    this.parts = parts;
  }

  /** Returns the condition that an object has all members of these names. */
  public static Presence of(String... names) {
    return new Presence(Kind.NAMES, Arrays.asList(names.clone()), Collections.emptyList());
  }

  /** Returns the condition that all of several conditions apply. */
  public static Presence allOf(Presence... parts) {
    return of(Kind.ALL, parts);
  }

  /** Returns the condition that exactly one of several conditions applies. */
  public static Presence oneOf(Presence... parts) {
    return of(Kind.ONE, parts);
  }

  /** Returns the condition that at least one of several conditions applies. */
  public static Presence anyOf(Presence... parts) {
    return of(Kind.ANY, parts);
  }

  /** Returns the condition that another one does not apply. */
  public static Presence not(Presence part) {
    return of(Kind.NOT, part);
  }

  private static Presence of(Kind kind, Presence... parts) {
    return new Presence(kind, Collections.emptyList(), Arrays.asList(parts.clone()));
  }

  /** Returns all names in this condition. */
  Set<String> names() {
    Set<String> all = new LinkedHashSet<>(names);
    parts.forEach(part -> all.addAll(part.names()));
    return all;
  }

  /** Returns true if the condition applies to an object with some members. */
  boolean applies(Predicate<String> isPresent) {
    long count = parts.stream().filter(part -> part.applies(isPresent)).count();
    switch (kind) {
      case NAMES:
        return names.stream().allMatch(isPresent);
      case ALL:
        return count == parts.size();
      case ONE:
        return count == 1;
      case ANY:
        return count > 0;
      default:
        return count == 0;
    }
  }

  /** Records a violation if the condition does not apply. */
  void check(Predicate<String> isPresent, String schemaPath, Violations violations) {
    if (!applies(isPresent)) {
      violations.add(rule(), schemaPath, violations.subject() + " must " + demand());
    }
  }

  private Rule rule() {
    return kind == Kind.ONE
        ? Rule.ONE_OF_REQUIRED
        : kind == Kind.ANY ? Rule.ANY_OF_REQUIRED : kind == Kind.NOT ? Rule.NOT : Rule.REQUIRED;
  }

  private String demand() {
    switch (kind) {
      case ONE:
        return "have exactly one of the following: " + listed();
      case ANY:
        return "have at least one of the following: " + listed();
      case NOT:
        return "not have " + parts.get(0).described();
      default:
        return "have " + described();
    }
  }

  private String described() {
    switch (kind) {
      case NAMES:
        return String.join(" and ", names);
      case ALL:
        return parts.stream().map(Presence::described).collect(Collectors.joining(" and "));
      case ONE:
        return "(exactly one of " + listed() + ")";
      case ANY:
        return "(any of " + listed() + ")";
      default:
        return "no " + parts.get(0).described();
    }
  }

  private String listed() {
    return parts.stream().map(Presence::described).collect(Collectors.joining(", "));
  }

  /** Returns the condition in words. */
  @Override
  public String toString() {
    return described();
  }
}
