package io.customersession.stub.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a fixtures file, each problem with its line. */
final class FixturesProblems {
  private record Problem(int line, String details) {}

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  FixturesProblems(String file) {
    this.file = file;
  }

  /** Adds a problem at a line, counted from 1. */
  void add(int line, String details) {
    problems.add(new Problem(line, details));
  }

  /** Throws an exception with all problems in the order of their lines, if there are any. */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw exception();
    }
  }

  /** Returns an exception for a problem that ends the reading. */
  InvalidFixturesException with(int line, String details) {
    add(line, details);
    return exception();
  }

  private InvalidFixturesException exception() {
    return new InvalidFixturesException(
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::line))
            .map(problem -> file + ":" + problem.line() + ": " + problem.details())
            .toList());
  }
}
