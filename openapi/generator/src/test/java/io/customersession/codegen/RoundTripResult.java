package io.customersession.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the operations of a document. */
final class RoundTripResult {
  int sent;
  int equal;
  int broken;
  int refused;
  int judged;
  int agreed;
  final List<String> disagreements = new ArrayList<>();
  final Map<String, Integer> notSampled = new TreeMap<>();
  final List<String> failures = new ArrayList<>();

  /** Returns what arrived otherwise, or was not refused. */
  List<String> failures() {
    return failures;
  }

  /** Returns what the independent validator says otherwise. */
  List<String> disagreements() {
    return disagreements;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d / %d | %d / %d | %d / %d | %s",
        equal,
        sent,
        refused,
        broken,
        agreed,
        judged,
        notSampled.isEmpty() ? "0" : notSampled);
  }
}
