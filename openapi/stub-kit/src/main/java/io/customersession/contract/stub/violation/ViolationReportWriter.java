package io.customersession.contract.stub.violation;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report for machines.
 *
 * @param report the report
 */
record ViolationReportWriter(ViolationReport report) {
  void writeJson(Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("errors").value(report.errorCount());
    json.name("warnings").value(report.warningCount());
    json.name("unlisted").value(report.unlisted());
    json.name("violations").beginArray();
    for (RepeatedViolation group : report.repeated()) {
      write(json, group);
    }
    json.endArray();
    json.name("expected").beginArray();
    for (ExpectedViolationCount each : report.expected()) {
      ContractViolation first = each.first();
      json.beginObject();
      json.name("rule").value(each.expected().rule().key());
      json.name("location").value(each.expected().location());
      json.name("count").value(each.count());
      json.name("details").value(first == null ? null : first.details());
      write(json, first == null ? null : first.occurrence());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.append('\n').flush();
  }

  private static void write(JsonWriter json, RepeatedViolation group) throws IOException {
    ContractViolation violation = group.first();
    json.beginObject();
    json.name("count").value(group.count());
    json.name("pattern").value(group.location());
    json.name("application").value(violation.application());
    json.name("userAgent").value(violation.userAgent());
    write(json, violation.occurrence());
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

  private static void write(JsonWriter json, @Nullable Occurrence first) throws IOException {
    json.name("world").value(first == null ? null : first.world());
    json.name("exchange").value(first == null ? null : (Long) first.exchange());
    json.name("time").value(first == null ? null : first.time().toString());
  }

  void writeJunitXml(Writer xml) throws IOException {
    Map<ContractRule, List<RepeatedViolation>> groups = groups();
    long failures =
        groups.values().stream()
            .filter(group -> group.get(0).first().severity() == Severity.ERROR)
            .count();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<testsuite name=\"contract\" tests=\"")
        .append(String.valueOf(ContractRule.values().length))
        .append("\" failures=\"")
        .append(String.valueOf(failures))
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (ContractRule rule : ContractRule.values()) {
      xml.append("  <testcase classname=\"contract\" name=\"").append(rule.key()).append('"');
      List<RepeatedViolation> group = groups.get(rule);
      if (group == null) {
        xml.append("/>\n");
        continue;
      }
      xml.append(">\n    ");
      ContractViolation first = group.get(0).first();
      if (first.severity() == Severity.ERROR) {
        long count = group.stream().mapToLong(RepeatedViolation::count).sum();
        xml.append("<failure type=\"").append(rule.key()).append("\" message=\"");
        xml.append(escaped(ViolationReport.counted(count, "violation") + ": " + first.details()));
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
    if (!report.expected().isEmpty() || report.unlisted() > 0) {
      xml.append("  <system-out>").append(escaped(report.rest())).append("</system-out>\n");
    }
    xml.append("</testsuite>\n").flush();
  }

  private static void writeExplained(List<RepeatedViolation> group, Writer xml) throws IOException {
    String separator = "";
    for (RepeatedViolation violation : group) {
      xml.append(separator).append(escaped(violation.explained()));
      Occurrence first = violation.first().occurrence();
      if (first != null) {
        xml.append(escaped("\n  exchange:   " + first + " at " + first.time()));
      }
      separator = "\n\n";
    }
  }

  private Map<ContractRule, List<RepeatedViolation>> groups() {
    Map<ContractRule, List<RepeatedViolation>> groups = new TreeMap<>();
    for (RepeatedViolation violation : report.repeated()) {
      groups.computeIfAbsent(violation.first().kind(), unused -> new ArrayList<>()).add(violation);
    }
    return groups;
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
