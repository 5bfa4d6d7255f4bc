package io.customersession.contract.violation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects every violation of one message while it is read or checked, and knows the place that is
 * being looked at. Of one rule it keeps the first {@value #MAX_PER_RULE}, or fewer if their places
 * take very long to name, so that no message can fill the memory by being wrong. Not thread-safe.
 */
public final class Violations {
  /** How many violations of one rule are kept. */
  public static final int MAX_PER_RULE = 1000;

  private static final int USUAL_LENGTH = 1000;

  private final List<Violation> found = new ArrayList<>();
  private final Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
  private Object[] trail = new Object[16];
  private int depth;
  private @Nullable String parameter;
  private final String whole;
  private boolean ofResponse;

  /** Creates an empty collection for a body. */
  public Violations() {
    this("the body");
  }

  /**
   * Creates an empty collection.
   *
   * @param whole what the message is called in a sentence, such as {@code the file}
   */
  public Violations(String whole) {
    this.whole = whole;
  }

  /** Makes this a collection for a response, in which other properties are required. */
  public Violations ofResponse() {
    ofResponse = true;
    return this;
  }

  /** Returns true if the message is a response. */
  public boolean isOfResponse() {
    return ofResponse;
  }

  /** Returns the violations so far, in the order of the message. */
  public List<Violation> all() {
    return Collections.unmodifiableList(found);
  }

  /** Returns true if nothing was found that makes the message unacceptable. */
  public boolean acceptable() {
    for (Violation violation : found) {
      if (violation.rule().refuses()) {
        return false;
      }
    }
    return true;
  }

  /** Steps into a member of an object. */
  public void enter(String name) {
    push(name);
  }

  /** Steps into an item of a list, counted from 0. */
  public void enter(int index) {
    push(index);
  }

  /** Steps from the member entered last to another of the same object. */
  public void move(String name) {
    trail[depth - 1] = name;
  }

  /** Steps from the item entered last to another of the same list. */
  public void move(int index) {
    trail[depth - 1] = index;
  }

  /** Steps back out of the member or item entered last. */
  public void leave() {
    depth--;
  }

  /**
   * Makes violations name a parameter instead of a location in the body, until called with null.
   */
  public void parameter(@Nullable String name) {
    parameter = name;
  }

  /** Records that the value looked at breaks a rule. */
  public void add(Rule rule, String schemaPath, String details) {
    add(rule, schemaPath, details, Collections.emptyList());
  }

  /**
   * Records that the value looked at breaks a rule that lists the values or names it allows.
   *
   * @param allowed the values or names that the rule allows; the list is not copied
   */
  public void add(Rule rule, String schemaPath, String details, List<String> allowed) {
    int before = counts.getOrDefault(rule, 0);
    if (before >= MAX_PER_RULE) {
      return;
    }
    String location = parameter == null ? pointer() : parameter;
    counts.put(rule, before + weight(location, details));
    Violation.Source source =
        parameter == null ? Violation.Source.POINTER : Violation.Source.PARAMETER;
    found.add(new Violation(rule, source, location, details, rule.pathFrom(schemaPath), allowed));
  }

  /** Records that a member of the object looked at breaks a rule. */
  public void add(Rule rule, String member, String schemaPath, String details) {
    enter(member);
    add(rule, schemaPath, details);
    leave();
  }

  /** Adds to the details of the violation that was recorded last. */
  public void explain(String more) {
    Violation last = found.remove(found.size() - 1);
    found.add(
        new Violation(
            last.rule(),
            last.source(),
            last.location(),
            last.details() + more,
            last.rulePath(),
            last.allowed()));
  }

  /** Records that the body stops being JSON at a line, counted from 1. */
  public void addAtLine(int line, String details) {
    if (parameter != null) {
      add(Rule.SYNTAX, "#", parameter + " must be JSON: " + details);
      return;
    }
    found.add(
        new Violation(
            Rule.SYNTAX,
            Violation.Source.LINE,
            Integer.toString(line),
            details,
            "#",
            Collections.emptyList()));
  }

  /** Returns the name of the value looked at, for use at the start of a sentence. */
  public String subject() {
    if (parameter != null) {
      return depth == 0 ? parameter : parameter + brackets();
    }
    if (depth == 0) {
      return whole;
    }
    Object last = trail[depth - 1];
    return last instanceof Integer && depth > 1
        ? trail[depth - 2] + "[" + last + "]"
        : last.toString();
  }

  private String brackets() {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      steps.append('[').append(trail[i]).append(']');
    }
    return steps.toString();
  }

  /** Returns the present place and how much has been found, to go {@link #backTo} there. */
  public Mark mark() {
    return new Mark(found.size(), depth);
  }

  /** Removes the violations that were found after a mark. */
  public void backTo(Mark mark) {
    List<Violation> dropped = found.subList(mark.found, found.size());
    for (Violation violation : dropped) {
      counts.merge(
          violation.rule(), -weight(violation.location(), violation.details()), Integer::sum);
    }
    dropped.clear();
    depth = mark.depth;
  }

  /**
   * Starts to record apart from what was found before, as if nothing had been. Ends with {@link
   * #endTrial}; trials may be nested.
   */
  public Trial beginTrial() {
    Trial trial = new Trial(mark(), new EnumMap<>(counts));
    counts.clear();
    return trial;
  }

  /** Removes what was recorded since a trial started, and returns it. */
  public List<Violation> endTrial(Trial trial) {
    List<Violation> since = found.subList(trial.mark.found, found.size());
    List<Violation> copy = new ArrayList<>(since);
    since.clear();
    counts.clear();
    counts.putAll(trial.counts);
    depth = trial.mark.depth;
    return copy;
  }

  /** Records violations that were found in this message before. */
  public void addAll(List<Violation> violations) {
    for (Violation violation : violations) {
      int before = counts.getOrDefault(violation.rule(), 0);
      if (before < MAX_PER_RULE) {
        counts.put(violation.rule(), before + weight(violation.location(), violation.details()));
        found.add(violation);
      }
    }
  }

  private static int weight(String location, String details) {
    return 1 + (location.length() + details.length()) / USUAL_LENGTH;
  }

  /** What was found before something was tried. */
  public static final class Trial {
    private final Mark mark;
    private final Map<Rule, Integer> counts;

    private Trial(Mark mark, Map<Rule, Integer> counts) {
      this.mark = mark;
      this.counts = counts;
    }
  }

  /** A place in a message, and what was found before it. */
  public static final class Mark {
    private final int found;
    private final int depth;

    private Mark(int found, int depth) {
      this.found = found;
      this.depth = depth;
    }
  }

  private String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      pointer.append('/').append(JsonPointer.escape(trail[i].toString()));
    }
    return pointer.toString();
  }

  private void push(Object step) {
    if (depth == trail.length) {
      trail = Arrays.copyOf(trail, depth * 2);
    }
    trail[depth++] = step;
  }
}
