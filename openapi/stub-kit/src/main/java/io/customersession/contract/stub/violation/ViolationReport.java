package io.customersession.contract.stub.violation;

import com.google.gson.stream.JsonWriter;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A report of violations of the contract, for people and for machines. Errors come before warnings,
 * rules are in the order of {@link ContractRule}, and violations in the order of the requests.
 * Texts list violations of the same kind by the same caller once, with their count. Expected
 * violations are listed separately. Immutable.
 */
public final class ViolationReport {
  private static final int MAX_LINES = 100;

  private final List<ContractViolation> violations;
  private final List<ExpectedViolationCount> expected;

  private ViolationReport(
      List<ContractViolation> violations, List<ExpectedViolationCount> expected) {
    this.violations = violations;
    this.expected = expected;
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
    return new ViolationReport(
        violations.stream()
            .sorted(
                Comparator.comparing(ContractViolation::severity)
                    .thenComparing(ContractViolation::kind))
            .toList(),
        expected);
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

  /** Returns all violations, without expected ones. */
  public List<ContractViolation> violations() {
    return violations;
  }

  /** Returns the violations by kind and caller, without expected ones. */
  public List<RepeatedViolation> repeated() {
    return RepeatedViolation.of(violations);
  }

  /** Returns the expected violations with their counts, including those that never occurred. */
  public List<ExpectedViolationCount> expected() {
    return expected;
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
          .append(counted(errors().size(), "error"))
          .append(", ")
          .append(counted(warnings().size(), "warning"));
    }
    List<RepeatedViolation> repeated = repeated();
    boolean severalCallers =
        repeated.stream().map(RepeatedViolation::caller).distinct().count() > 1;
    repeated.stream()
        .limit(MAX_LINES)
        .forEach(
            group ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%n  %-7s %-25s %5d x  %s%s",
                        group.first().severity().name().toLowerCase(Locale.ROOT),
                        group.first().kind().key(),
                        group.count(),
                        Printable.of(group.first().details()),
                        severalCallers ? " [" + Printable.of(group.caller()) + "]" : "")));
    if (repeated.size() > MAX_LINES) {
      text.append(String.format("%n  and %d more kinds", repeated.size() - MAX_LINES));
    }
    if (!expected.isEmpty()) {
      text.append(String.format("%nExpected:%n")).append(expectedLines());
    }
    return text.toString();
  }

  /** Returns all properties of each kind of violation, without expected ones. */
  public String explained() {
    return explained(repeated());
  }

  /**
   * Returns the report as a JSON object. {@code errors} and {@code warnings} are counts, and {@code
   * violations} is a list of objects, one for each kind and caller, with {@code count}, {@code
   * pattern} (the location with {@code *} for list indexes), {@code application} and {@code
   * userAgent}, and of the first occurrence {@code rule}, {@code severity}, {@code operation},
   * {@code method}, {@code path}, {@code location}, {@code details}, {@code documented}, {@code
   * sent}, {@code consequence}, {@code rightForm} and {@code refused}; an unknown value is null.
   * {@code expected} is a list of objects with {@code rule}, {@code location}, {@code count} and
   * {@code details}, which are null if the count is 0.
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
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("errors").value(errors().size());
    json.name("warnings").value(warnings().size());
    json.name("violations").beginArray();
    for (RepeatedViolation group : repeated()) {
      ContractViolation violation = group.first();
      json.beginObject();
      json.name("count").value(group.count());
      json.name("pattern").value(group.location());
      json.name("application").value(violation.application());
      json.name("userAgent").value(violation.userAgent());
      json.name("rule").value(violation.kind().key());
      json.name("severity").value(violation.severity().name().toLowerCase(Locale.ROOT));
      json.name("operation").value(violation.operation());
      json.name("method").value(violation.method());
      json.name("path").value(violation.path());
      json.name("location").value(violation.location());
      json.name("details").value(violation.details());
      json.name("documented").value(violation.rule());
      json.name("sent").value(violation.sent());
      json.name("consequence").value(violation.consequence());
      json.name("rightForm").value(violation.rightForm());
      json.name("refused").value(violation.refused());
      json.endObject();
    }
    json.endArray();
    json.name("expected").beginArray();
    for (ExpectedViolationCount each : expected) {
      ContractViolation first = each.first();
      json.beginObject();
      json.name("rule").value(each.expected().rule().key());
      json.name("location").value(each.expected().location());
      json.name("count").value(each.count());
      json.name("details").value(first == null ? null : first.details());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.append('\n').flush();
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
    Map<ContractRule, List<ContractViolation>> groups = groups();
    long failures =
        groups.values().stream().filter(group -> group.get(0).severity() == Severity.ERROR).count();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<testsuite name=\"contract\" tests=\"")
        .append(String.valueOf(ContractRule.values().length))
        .append("\" failures=\"")
        .append(String.valueOf(failures))
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (ContractRule rule : ContractRule.values()) {
      xml.append("  <testcase classname=\"contract\" name=\"").append(rule.key()).append('"');
      List<ContractViolation> group = groups.get(rule);
      if (group == null) {
        xml.append("/>\n");
        continue;
      }
      xml.append(">\n    ");
      if (group.get(0).severity() == Severity.ERROR) {
        xml.append("<failure type=\"").append(rule.key()).append("\" message=\"");
        xml.append(escaped(counted(group.size(), "violation") + ": " + group.get(0).details()));
        xml.append("\">");
        writeExplained(group, xml);
        xml.append("</failure>");
      } else {
        xml.append("<system-out>");
        writeExplained(group, xml);
        xml.append("</system-out>");
      }
      xml.append("\n  </testcase>\n");
    }
    if (!expected.isEmpty()) {
      xml.append("  <system-out>")
          .append(escaped("Expected:\n" + expectedLines()))
          .append("</system-out>\n");
    }
    xml.append("</testsuite>\n").flush();
  }

  private static void writeExplained(List<ContractViolation> group, Writer xml) throws IOException {
    String separator = "";
    for (RepeatedViolation violation : RepeatedViolation.of(group)) {
      xml.append(separator).append(escaped(violation.explained()));
      separator = "\n\n";
    }
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

  private Map<ContractRule, List<ContractViolation>> groups() {
    Map<ContractRule, List<ContractViolation>> groups = new TreeMap<>();
    for (ContractViolation violation : violations) {
      groups.computeIfAbsent(violation.kind(), unused -> new ArrayList<>()).add(violation);
    }
    return groups;
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Escapes text for XML, and replaces what XML 1.0 cannot carry. */
  private static String escaped(String text) {
    StringBuilder xml = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\n', '\t' -> xml.append((char) c);
                default -> xml.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return xml.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
