package io.customersession.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses what a misspelt name was meant to be. */
final class Spelling {
  /** Nobody mistypes a longer name, and comparing costs the product of both lengths. */
  private static final int MAX_LENGTH = 100;

  private Spelling() {}

  /** Returns what to do about a name that is not among the known ones. */
  static String advice(String name, Collection<String> known) {
    return nearest(name, known)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "there are none to choose from"
                    : "choose one of "
                        + known.stream()
                            .sorted()
                            .map(word -> "\"" + word + "\"")
                            .collect(Collectors.joining(", ")));
  }

  /** Returns the known name that a few slips of the keyboard make of another. */
  static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String sent = plain(name);
    int slips = Math.max(1, Math.min(3, name.length() / 3));
    return known.stream()
        // The difference of the lengths is the least that must change.
        .filter(candidate -> Math.abs(plain(candidate).length() - sent.length()) <= slips)
        .filter(candidate -> distance(sent, plain(candidate)) <= slips)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(sent, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Levenshtein's distance: how many letters to insert, drop or replace. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
