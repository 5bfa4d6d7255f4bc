package io.customersession.stub.journal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What calls did against the contract, for people and for machines. Immutable; rules stand in the
 * order of {@link ContractRule}, errors before warnings, and violations in the order of the calls.
 */
public final class ViolationReport {
  private final List<ContractViolation> violations;

  private ViolationReport(List<ContractViolation> violations) {
    this.violations = violations;
  }

  /** Makes a report of violations. */
  public static ViolationReport of(List<ContractViolation> violations) {
    return new ViolationReport(
        violations.stream()
            .sorted(
                Comparator.comparing(ContractViolation::severity)
                    .thenComparing(ContractViolation::kind))
            .toList());
  }

  /** Returns all violations. */
  public List<ContractViolation> violations() {
    return violations;
  }

  /** Returns those that break a test. */
  public List<ContractViolation> errors() {
    return of(Severity.ERROR);
  }

  /** Returns those that are listed only. */
  public List<ContractViolation> warnings() {
    return of(Severity.WARNING);
  }

  /** Returns whether there is nothing to report. */
  public boolean isEmpty() {
    return violations.isEmpty();
  }

  /** Returns one line for each rule, with how often it was broken and an example. */
  public String summary() {
    if (isEmpty()) {
      return "No call did anything against the contract.";
    }
    StringBuilder text =
        new StringBuilder("Against the contract: ")
            .append(counted(errors().size(), "error"))
            .append(", ")
            .append(counted(warnings().size(), "warning"));
    groups()
        .forEach(
            (rule, broken) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%n  %-7s %-25s %5d x  %s",
                        broken.get(0).severity().name().toLowerCase(Locale.ROOT),
                        rule.key(),
                        broken.size(),
                        broken.get(0).details())));
    return text.toString();
  }

  /** Returns everything about each violation. */
  public String explained() {
    return violations.stream()
        .map(ContractViolation::explained)
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * Returns the report as a JSON object: {@code errors} and {@code warnings} are counts, and {@code
   * violations} is a list of objects with {@code rule}, {@code severity}, {@code operation}, {@code
   * method}, {@code path}, {@code location}, {@code details}, {@code documented}, {@code sent},
   * {@code consequence}, {@code rightForm} and {@code refused}; what cannot be told is null.
   */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.beginObject();
      json.name("errors").value(errors().size());
      json.name("warnings").value(warnings().size());
      json.name("violations").beginArray();
      for (ContractViolation violation : violations) {
        json.beginObject();
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
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  /**
   * Returns the report as JUnit XML: a test case for each rule, failed if one of its violations is
   * an error; warnings are in its output.
   */
  public String toJunitXml() {
    Map<ContractRule, List<ContractViolation>> groups = groups();
    long failures =
        groups.values().stream().filter(group -> group.get(0).severity() == Severity.ERROR).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite name=\"customer session contract\" tests=\"")
        .append(ContractRule.values().length)
        .append("\" failures=\"")
        .append(failures)
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (ContractRule rule : ContractRule.values()) {
      xml.append("  <testcase classname=\"customer-session-contract\" name=\"")
          .append(rule.key())
          .append('"');
      List<ContractViolation> group = groups.get(rule);
      if (group == null) {
        xml.append("/>\n");
        continue;
      }
      boolean failed = group.get(0).severity() == Severity.ERROR;
      String all =
          escaped(
              group.stream().map(ContractViolation::explained).collect(Collectors.joining("\n\n")));
      xml.append(">\n    ");
      if (failed) {
        xml.append("<failure type=\"").append(rule.key()).append("\" message=\"");
        xml.append(escaped(counted(group.size(), "violation") + ": " + group.get(0).details()));
        xml.append("\">").append(all).append("</failure>");
      } else {
        xml.append("<system-out>").append(all).append("</system-out>");
      }
      xml.append("\n  </testcase>\n");
    }
    return xml.append("</testsuite>\n").toString();
  }

  @Override
  public String toString() {
    return summary();
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
