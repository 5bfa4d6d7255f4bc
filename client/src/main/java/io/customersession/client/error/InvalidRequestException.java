package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorSource;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request breaks the document (400, 413, 415, 422). Nothing was changed; repeating it would not
 * help.
 */
public final class InvalidRequestException extends CustomerSessionException {
  private static final long serialVersionUID = 1;
  private static final Set<String> TITLES =
      Arrays.stream(Rule.values()).map(Rule::title).collect(Collectors.toUnmodifiableSet());

  private final transient @Nullable List<ErrorEntry> violations;

  InvalidRequestException(
      Operation operation, List<ErrorEntry> violations, @Nullable ApiException answer) {
    super(operation, "the request is invalid" + summary(violations), answer);
    this.violations = List.copyOf(violations);
  }

  /**
   * Describes a request that is refused before it is sent, with what the generated checks found.
   */
  public static InvalidRequestException before(Operation operation, Violations found) {
    return before(
        operation,
        found.all().stream()
            .filter(violation -> violation.rule().refuses())
            .map(InvalidRequestException::entry)
            .collect(Collectors.toList()));
  }

  /** Describes a request that is refused before it is sent, for whatever reasons. */
  public static InvalidRequestException before(Operation operation, List<ErrorEntry> violations) {
    return new InvalidRequestException(operation, violations, null);
  }

  private static ErrorEntry entry(Violation violation) {
    ErrorSource.Builder source = ErrorSource.builder();
    switch (violation.source()) {
      case POINTER:
        source.pointer(violation.location());
        break;
      case PARAMETER:
        source.parameter(violation.location());
        break;
      case LINE:
        source.line(violation.location());
        break;
    }
    return ErrorEntry.builder()
        .title(violation.rule().title())
        .details(violation.details())
        .source(source.build())
        .build();
  }

  /**
   * Returns every violation that was found, in the order of the request, each with a JSON pointer
   * into the body, a parameter's name or a line; empty if the server named none.
   */
  public List<ErrorEntry> violations() {
    return violations == null ? List.of() : violations;
  }

  /**
   * Tells broken rules by the document's words only: details and pointers may repeat what a person
   * wrote.
   */
  private static String summary(List<ErrorEntry> violations) {
    if (violations.isEmpty()) {
      return "";
    }
    String rules =
        violations.stream()
            .map(entry -> ErrorBody.title(entry))
            .map(title -> TITLES.contains(title) ? title : "other")
            .distinct()
            .collect(Collectors.joining(", "));
    return ", "
        + violations.size()
        + (violations.size() == 1 ? " violation: " : " violations: ")
        + rules;
  }
}
