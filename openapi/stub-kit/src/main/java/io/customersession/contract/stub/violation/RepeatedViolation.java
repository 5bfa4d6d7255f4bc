package io.customersession.contract.stub.violation;

import io.customersession.contract.stub.http.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Violations of the same kind by the same caller. The kind consists of the rule and its severity,
 * the operation, the location and details without list indexes, and whether the request was
 * refused; the caller consists of the application and the User-Agent. Immutable.
 *
 * @param first the first of them
 * @param count the number of them, at least 1
 */
public record RepeatedViolation(ContractViolation first, int count) {
  private static final Pattern INDEX_IN_POINTER = Pattern.compile("/(?:0|[1-9][0-9]*)(?=/|$)");
  private static final Pattern INDEX_IN_DETAILS = Pattern.compile("\\[[0-9]+\\]");

  /** The kind and the caller of a violation. */
  record Group(
      ContractRule rule,
      Severity severity,
      String operation,
      String location,
      String details,
      boolean refused,
      @Nullable Long application,
      @Nullable String userAgent) {
    static Group of(ContractViolation violation) {
      String operation = violation.operation();
      return new Group(
          violation.kind(),
          violation.severity(),
          // Paths that the document does not declare have nothing in common.
          operation == null ? violation.method() + " " + violation.path() : operation,
          generalized(violation.location()),
          INDEX_IN_DETAILS.matcher(violation.details()).replaceAll("[*]"),
          violation.refused(),
          violation.application(),
          violation.userAgent());
    }
  }

  /** Groups violations by kind and caller, in the order of the first violation of each group. */
  static List<RepeatedViolation> of(List<ContractViolation> violations) {
    Map<Group, RepeatedViolation> groups = new LinkedHashMap<>();
    for (ContractViolation violation : violations) {
      groups.merge(
          Group.of(violation),
          new RepeatedViolation(violation, 1),
          (known, one) -> new RepeatedViolation(known.first, known.count + 1));
    }
    return new ArrayList<>(groups.values());
  }

  /** Returns the location with {@code *} for list indexes. */
  public String location() {
    return generalized(first.location());
  }

  /** Returns the caller, such as {@code application 1, OpenAPI-Generator/26.02/java}. */
  public String caller() {
    Long application = first.application();
    String userAgent = first.userAgent();
    return (application == null ? "unknown application" : "application " + application)
        + (userAgent == null ? "" : ", " + userAgent);
  }

  /** Returns all properties of the first one, the number of occurrences, and the caller. */
  public String explained() {
    if (count == 1) {
      return first.explained();
    }
    return first.explained()
        + "\n  repeated:   "
        + count
        + " times"
        + (location().isEmpty() ? "" : " at " + Printable.of(location()))
        + "\n  caller:     "
        + Printable.of(caller());
  }

  private static String generalized(String location) {
    return location.startsWith("/")
        ? INDEX_IN_POINTER.matcher(location).replaceAll("/*")
        : location;
  }
}
