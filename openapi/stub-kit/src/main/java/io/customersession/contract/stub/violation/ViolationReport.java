package io.customersession.contract.stub.violation;

import io.customersession.contract.stub.http.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report of violations of the contract, for people and for machines. Errors come before warnings,
 * rules are in the order of {@link ContractRule}, and violations in the order of the requests.
 * Texts list violations of the same kind by the same caller once, with their count. Expected
 * violations are listed separately. Immutable.
 */
public final class ViolationReport {
  private static final int MAX_LINES = 100;

  private static final Comparator<ContractViolation> ORDER =
      Comparator.comparing(ContractViolation::severity).thenComparing(ContractViolation::kind);

  private final List<ContractViolation> violations;
  private final List<RepeatedViolation> repeated;
  private final List<ExpectedViolationCount> expected;
  private final long errors;
  private final long warnings;

  private ViolationReport(
      List<ContractViolation> violations,
      List<RepeatedViolation> repeated,
      List<ExpectedViolationCount> expected,
      long errors,
      long warnings) {
    this.violations = violations;
    this.repeated = repeated;
    this.expected = expected;
    this.errors = errors;
    this.warnings = warnings;
  }

  /** Creates a report of violations, none of which were expected. */
  public static ViolationReport of(List<ContractViolation> violations) {
    return of(violations, List.of());
  }

  /**
   * Creates a report.
   *
   * @param violations the violations that were not expected
   * @param expected the number of occurrences of each expected violation
   */
  public static ViolationReport of(
      List<ContractViolation> violations, List<ExpectedViolationCount> expected) {
    List<ContractViolation> sorted = violations.stream().sorted(ORDER).toList();
    long errors = sorted.stream().filter(each -> each.severity() == Severity.ERROR).count();
    return new ViolationReport(
        sorted, RepeatedViolation.of(sorted), expected, errors, sorted.size() - errors);
  }

  /**
   * Creates a report of which only the first violation of each kind is known.
   *
   * @param otherErrors the number of errors that belong to none of the kinds
   * @param otherWarnings the number of warnings that belong to none of the kinds
   */
  static ViolationReport ofKinds(
      List<RepeatedViolation> kinds,
      List<ExpectedViolationCount> expected,
      long otherErrors,
      long otherWarnings) {
    List<RepeatedViolation> sorted =
        kinds.stream().sorted(Comparator.comparing(RepeatedViolation::first, ORDER)).toList();
    return new ViolationReport(
        sorted.stream().map(RepeatedViolation::first).toList(),
        sorted,
        expected,
        count(sorted, Severity.ERROR) + otherErrors,
        count(sorted, Severity.WARNING) + otherWarnings);
  }

  private static long count(List<RepeatedViolation> kinds, Severity severity) {
    return kinds.stream()
        .filter(kind -> kind.first().severity() == severity)
        .mapToLong(RepeatedViolation::count)
        .sum();
  }

  /** Returns one report with the content of several, in their order. */
  public static ViolationReport merged(List<ViolationReport> reports) {
    List<ContractViolation> all = new ArrayList<>();
    Map<ExpectedViolation, ExpectedViolationCount> counts = new LinkedHashMap<>();
    for (ViolationReport report : reports) {
      all.addAll(report.violations);
      for (ExpectedViolationCount each : report.expected) {
        counts.merge(each.expected(), each, ExpectedViolationCount::plus);
      }
    }
    return of(all, List.copyOf(counts.values()));
  }

  /**
   * Returns all violations, without expected ones. If the report is that of a {@link
   * ViolationTally}, the first of each kind.
   */
  public List<ContractViolation> violations() {
    return violations;
  }

  /** Returns the violations by kind and caller, without expected ones. */
  public List<RepeatedViolation> repeated() {
    return repeated;
  }

  /** Returns the expected violations with their counts, including those that never occurred. */
  public List<ExpectedViolationCount> expected() {
    return expected;
  }

  /** Returns the number of violations that fail a test. */
  public long errorCount() {
    return errors;
  }

  /** Returns the number of violations that are listed only. */
  public long warningCount() {
    return warnings;
  }

  /** Returns the number of violations that are counted, but belong to none of the kinds. */
  public long unlisted() {
    return errors + warnings - repeated.stream().mapToLong(RepeatedViolation::count).sum();
  }

  /** Returns the violations that fail a test. */
  public List<ContractViolation> errors() {
    return of(Severity.ERROR);
  }

  /** Returns the violations that are listed only. */
  public List<ContractViolation> warnings() {
    return of(Severity.WARNING);
  }

  /** Returns true if there are neither violations nor expected ones. */
  public boolean isEmpty() {
    return violations.isEmpty() && expected.isEmpty();
  }

  /**
   * Returns one line for each kind of violation and caller, with its count and first occurrence,
   * and one for each expected violation.
   */
  public String summary() {
    StringBuilder text = new StringBuilder();
    if (violations.isEmpty()) {
      text.append("No contract violations.");
    } else {
      text.append("Contract violations: ")
          .append(counted(errors, "error"))
          .append(", ")
          .append(counted(warnings, "warning"));
    }
    boolean severalCallers =
        repeated.stream().map(RepeatedViolation::caller).distinct().count() > 1;
    repeated.stream()
        .limit(MAX_LINES)
        .forEach(
            group ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%n  %-7s %-25s %5d x  %s%s%s",
                        group.first().severity().name().toLowerCase(Locale.ROOT),
                        group.first().kind().key(),
                        group.count(),
                        Printable.of(details(group.first())),
                        severalCallers ? " [" + Printable.of(group.caller()) + "]" : "",
                        occurrence(group.first()))));
    if (repeated.size() > MAX_LINES) {
      text.append(String.format("%n  and %d more kinds", repeated.size() - MAX_LINES));
    }
    String rest = rest();
    return rest.isEmpty() ? text.toString() : text.append(System.lineSeparator()) + rest;
  }

  /**
   * Returns lines about violations of further kinds, and expected ones; empty if there are none.
   */
  String rest() {
    StringBuilder text = new StringBuilder();
    if (unlisted() > 0) {
      text.append("  and ").append(counted(unlisted(), "violation")).append(" of further kinds");
    }
    if (!expected.isEmpty()) {
      text.append(text.isEmpty() ? "" : System.lineSeparator())
          .append(String.format("Expected:%n"))
          .append(expectedLines());
    }
    return text.toString();
  }

  /** What is not declared has no name but its path. */
  private static String details(ContractViolation violation) {
    return violation.operation() == null
        ? violation.method() + " " + violation.path() + ": " + violation.details()
        : violation.details();
  }

  private static String occurrence(ContractViolation violation) {
    return violation.occurrence() == null ? "" : " (" + violation.occurrence() + ")";
  }

  /** Returns all properties of each kind of violation, without expected ones. */
  public String explained() {
    return explained(repeated);
  }

  /**
   * Returns the report as a JSON object. {@code errors} and {@code warnings} are counts, {@code
   * unlisted} is the number of those that are in none of the following, and {@code violations} is a
   * list of objects, one for each kind and caller, with {@code count}, {@code pattern} (the
   * location with {@code *} for list indexes), {@code application} and {@code userAgent}, and of
   * the first occurrence {@code world}, {@code exchange} (its number), {@code time}, {@code rule},
   * {@code severity}, {@code operation}, {@code method}, {@code path}, {@code location}, {@code
   * details}, {@code documented}, {@code sent}, {@code consequence}, {@code rightForm} and {@code
   * refused}; an unknown value is null. {@code expected} is a list of objects with {@code rule},
   * {@code location}, {@code count}, and of the first occurrence {@code details}, {@code world},
   * {@code exchange} and {@code time}.
   */
  public String toJson() {
    return text(this::writeJson);
  }

  /**
   * Writes the report as {@link #toJson} returns it, without building it in memory.
   *
   * @throws IOException if the writer fails
   */
  public void writeJson(Writer out) throws IOException {
    new ViolationReportWriter(this).writeJson(out);
  }

  private interface Output {
    void write(Writer out) throws IOException;
  }

  private static String text(Output output) {
    StringWriter text = new StringWriter();
    try {
      output.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Returns the report as JUnit XML. Each rule is a test case, which fails if one of its violations
   * is an error. Warnings are in its output, and expected violations in the output of the suite.
   */
  public String toJunitXml() {
    return text(this::writeJunitXml);
  }

  /**
   * Writes the report as {@link #toJunitXml} returns it, without building it in memory.
   *
   * @throws IOException if the writer fails
   */
  public void writeJunitXml(Writer xml) throws IOException {
    new ViolationReportWriter(this).writeJunitXml(xml);
  }

  @Override
  public String toString() {
    return summary();
  }

  private static String explained(List<RepeatedViolation> groups) {
    return groups.stream().map(RepeatedViolation::explained).collect(Collectors.joining("\n\n"));
  }

  private String expectedLines() {
    return expected.stream()
        .map(each -> "  " + each)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private List<ContractViolation> of(Severity severity) {
    return violations.stream().filter(each -> each.severity() == severity).toList();
  }

  static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
