package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorSource;
import io.customersession.contract.client.MaskedPointer;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.violation.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes violations in words of the document only: details, and names that the document does
 * not declare, may contain personal data.
 */
final class ViolationSummary {
  private static final int MAX_LISTED = 5;
  private static final Set<String> TITLES =
      Arrays.stream(Rule.values()).map(Rule::title).collect(Collectors.toUnmodifiableSet());
  private static final Pattern LINE = Pattern.compile("[0-9]{1,9}");

  private ViolationSummary() {}

  /** Returns the end of a message, or an empty string if there are no violations. */
  static String of(Operation operation, List<ErrorEntry> violations) {
    if (violations.isEmpty()) {
      return "";
    }
    int count = violations.size();
    String listed =
        violations.stream()
            .limit(MAX_LISTED)
            .map(entry -> rule(entry) + place(operation, ErrorBody.source(entry)))
            .collect(Collectors.joining(", "));
    return ", "
        + count
        + (count == 1 ? " violation: " : " violations: ")
        + listed
        + (count > MAX_LISTED ? ", and " + (count - MAX_LISTED) + " more" : "");
  }

  private static String rule(ErrorEntry entry) {
    String title = ErrorBody.title(entry);
    return TITLES.contains(title) ? title : "other";
  }

  private static String place(Operation operation, @Nullable ErrorSource source) {
    if (source == null) {
      return "";
    }
    String pointer = source.getPointer();
    if (pointer != null) {
      String masked = MaskedPointer.of(operation.requestBody(), pointer);
      return masked.isEmpty() ? " of the body" : " at " + masked;
    }
    String parameter = source.getParameter();
    if (parameter != null) {
      boolean isDeclared =
          operation.parameters().stream().map(Parameter::name).anyMatch(parameter::equals);
      return isDeclared ? " in the parameter " + parameter : " in a parameter";
    }
    String line = source.getLine();
    return line != null && LINE.matcher(line).matches() ? " in line " + line : "";
  }
}
