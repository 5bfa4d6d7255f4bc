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

  /** The number of examples that a validator accepts, or does not judge. */
  int examples;

  /** The number of examples that break their schema. */
  int faults;

  /** The number of schemas of unions of which a value arrived. */
  int coveredBranches;

  /** The number of schemas of unions. */
  int branches;

  /** The number of exchanges about which a validator was asked. */
  int asked;

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
        "%d / %d, validator %d | %d / %d | %d / %d | %d / %d | %d / %d | %s",
        equal,
        sent,
        asked,
        examples,
        faults,
        coveredBranches,
        branches,
        refused,
        broken,
        agreed,
        judged,
        notSampled.isEmpty() ? "0" : notSampled);
  }
}
