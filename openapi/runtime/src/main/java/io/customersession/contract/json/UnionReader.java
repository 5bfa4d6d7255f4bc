package io.customersession.contract.json;

import io.customersession.contract.violation.JsonPointer;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which schema of a union a value matches. */
final class UnionReader<T extends Union> {
  private final UnionTable<T> table;
  private final JsonInput in;
  private final JsonTokens tokens;
  private final Object tree;
  private final Violations violations;
  private final UnionTrials trials;
  private final boolean tolerant;

  private UnionReader(UnionTable<T> table, JsonInput in, JsonTokens tokens, Object tree) {
    this.table = table;
    this.in = in;
    this.tokens = tokens;
    this.tree = tree;
    violations = in.violations();
    trials = in.trials();
    tolerant = in.direction() == JsonInput.Direction.RESPONSE && table.keepsUnknown();
  }

  static <T extends Union> @Nullable T read(UnionTable<T> table, JsonInput in) {
    JsonTokens tokens = in.tokens();
    if (tokens.isNull()) {
      in.refuse(UnionTypes.described(table), table.schemaPath());
      return null;
    }
    Object tree = tokens.isTree() ? tokens.nextTree() : in.any();
    return tree == null ? null : new UnionReader<>(table, in, tokens, tree).read();
  }

  /** Records that a value does not match as it should, with the names of the schemas. */
  static void refuse(UnionTable<?> table, String predicate, Violations violations) {
    violations.add(
        table.isExclusive() ? Rule.ONE_OF : Rule.ANY_OF,
        table.schemaPath(),
        violations.subject() + predicate + String.join(", ", table.names()),
        table.names());
  }

  static String quoted(List<String> values) {
    return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(", "));
  }

  private @Nullable T read() {
    List<UnionBranch<T, ?>> fitting =
        table.branches().stream()
            .filter(branch -> UnionTypes.fits(branch, tokens, tree))
            .collect(Collectors.toList());
    String property = table.discriminator();
    if (property == null || !(tree instanceof Map)) {
      return matching(fitting);
    }
    Object selector = ((Map<?, ?>) tree).get(property);
    UnionBranch<T, ?> selected = selector == null ? null : table.selected(selector.toString());
    if (selected != null) {
      return direct(selected);
    }
    List<UnionBranch<T, ?>> others =
        fitting.stream().filter(branch -> branch.values().isEmpty()).collect(Collectors.toList());
    if (!others.isEmpty()) {
      return matching(others);
    }
    return selector == null && tolerant ? matching(fitting) : unselected(property, selector);
  }

  /** Records that the discriminator selects nothing. */
  private @Nullable T unselected(String property, @Nullable Object selector) {
    if (!tolerant || trials.isRunning()) {
      if (selector == null) {
        violations.add(Rule.REQUIRED, property, table.schemaPath(), property + " is required");
      } else {
        violations.enter(property);
        List<String> values = table.discriminatorValues();
        violations.add(
            Rule.ENUM,
            table.schemaPath() + "/discriminator",
            violations.subject() + " must be one of the following: " + quoted(values),
            values);
        violations.leave();
      }
    }
    return unknown();
  }

  private @Nullable T matching(List<UnionBranch<T, ?>> fitting) {
    if (fitting.isEmpty()) {
      if (!tolerant || trials.isRunning()) {
        JsonTokens again = tokens.over(tree);
        violations.add(
            Rule.TYPE,
            table.schemaPath(),
            violations.subject()
                + " must be "
                + UnionTypes.described(table)
                + ", not "
                + again.described());
      }
      return unknown();
    }
    if (fitting.size() == 1 && !tolerant) {
      return direct(fitting.get(0));
    }
    List<UnionBranch<T, ?>> matching =
        withoutLists(fitting.stream().filter(this::matches).collect(Collectors.toList()));
    if (matching.isEmpty()) {
      return tolerant ? tolerated(fitting) : refused(fitting);
    }
    if (matching.size() > 1 && table.isExclusive() && !tolerant) {
      refuse(
          table,
          " matches "
              + matching.stream().map(UnionBranch::name).collect(Collectors.joining(" and "))
              + ", but must match exactly one of these schemas: ",
          violations);
    }
    UnionBranch<T, ?> closest = closest(matching);
    return complete(closest, matching);
  }

  /** A text of a parameter or form is a list of one item only if it is nothing else. */
  private List<UnionBranch<T, ?>> withoutLists(List<UnionBranch<T, ?>> matching) {
    List<UnionBranch<T, ?>> others =
        matching.stream().filter(branch -> !UnionTypes.isList(branch)).collect(Collectors.toList());
    return tree instanceof String && !others.isEmpty() ? others : matching;
  }

  /** Returns the value with the members that only other schemas declare which it matches too. */
  private @Nullable T complete(UnionBranch<T, ?> closest, List<UnionBranch<T, ?>> matching) {
    List<Violation> found = trial(closest).violations;
    Map<String, @Nullable Object> others = new LinkedHashMap<>();
    // Classes of clients keep undeclared members themselves.
    if (!table.isExclusive()
        && !table.keepsUnknown()
        && found.stream().anyMatch(each -> isOwn(each, closest))) {
      matching.forEach(branch -> addDeclared(branch, others));
      declared(closest).forEach(others::remove);
    }
    T value =
        accepted(
            closest,
            found.stream()
                .filter(each -> !isOwn(each, closest) || !isAt(each, others.keySet()))
                .collect(Collectors.toList()));
    if (value != null && !others.isEmpty()) {
      value.keep(others);
    }
    return value;
  }

  private void addDeclared(UnionBranch<T, ?> branch, Map<String, @Nullable Object> members) {
    for (String name : declared(branch)) {
      if (((Map<?, ?>) tree).containsKey(name)) {
        members.put(name, ((Map<?, ?>) tree).get(name));
      }
    }
  }

  private static List<String> declared(UnionBranch<?, ?> branch) {
    return branch.codec() instanceof ModelCodec
        ? ((ModelCodec<?>) branch.codec()).propertyNames()
        : Collections.emptyList();
  }

  private static boolean isAt(Violation violation, Set<String> members) {
    return members.stream()
        .anyMatch(name -> violation.location().endsWith("/" + JsonPointer.escape(name)));
  }

  /** Returns the first of the schemas that declare the most members of the value. */
  private UnionBranch<T, ?> closest(List<UnionBranch<T, ?>> matching) {
    UnionBranch<T, ?> closest = matching.get(0);
    long fewest = undeclared(closest);
    for (UnionBranch<T, ?> branch : matching) {
      long count = undeclared(branch);
      if (count < fewest) {
        closest = branch;
        fewest = count;
      }
    }
    return closest;
  }

  private long undeclared(UnionBranch<T, ?> branch) {
    return trial(branch).violations.stream().filter(each -> each.rule() == Rule.UNKNOWN).count();
  }

  private boolean matches(UnionBranch<T, ?> branch) {
    UnionTrials.Trial trial = trial(branch);
    return trial.value != null
        && trial.violations.stream().noneMatch(each -> each.rule().refuses())
        && (!branch.isClosed() || trial.violations.stream().noneMatch(it -> isOwn(it, branch)));
  }

  /** Returns true for a member that the schema itself does not declare. */
  private static boolean isOwn(Violation violation, UnionBranch<?, ?> branch) {
    return violation.rule() == Rule.UNKNOWN
        && branch.codec() instanceof ModelCodec
        && violation
            .rulePath()
            .equals(
                JsonPointer.of(
                        "components", "schemas", ((ModelCodec<?>) branch.codec()).schemaName())
                    .toFragment());
  }

  /** Reads a response that matches no schema as the only one that newer values may belong to. */
  private @Nullable T tolerated(List<UnionBranch<T, ?>> fitting) {
    List<UnionBranch<T, ?>> candidates =
        fitting.stream().filter(this::isTolerable).collect(Collectors.toList());
    if (candidates.size() == 1) {
      List<Violation> all = trial(candidates.get(0)).violations;
      return accepted(
          candidates.get(0),
          trials.isRunning()
              ? all
              : all.stream().filter(each -> !isNewer(each)).collect(Collectors.toList()));
    }
    if (trials.isRunning()) {
      refuse(table, " must match one of these schemas: ", violations);
    }
    return unknown();
  }

  private boolean isTolerable(UnionBranch<T, ?> branch) {
    UnionTrials.Trial trial = trial(branch);
    return trial.value != null
        && trial.violations.stream().allMatch(each -> !each.rule().refuses() || isNewer(each));
  }

  /** Returns true if a newer server may have added the value to an enum or union. */
  private static boolean isNewer(Violation violation) {
    return violation.rule() == Rule.ONE_OF
        || violation.rule() == Rule.ANY_OF
        || (violation.rule() == Rule.ENUM && violation.allowed().size() > 1);
  }

  /** Records why the value does not match the schema that it most likely belongs to. */
  private @Nullable T refused(List<UnionBranch<T, ?>> fitting) {
    List<UnionBranch<T, ?>> nearest = new ArrayList<>();
    long most = 0;
    for (UnionBranch<T, ?> branch : fitting) {
      long common = common(branch);
      if (common > most) {
        nearest.clear();
        most = common;
      }
      if (common == most && common > 0) {
        nearest.add(branch);
      }
    }
    List<Violation> reasons =
        nearest.size() == 1 ? trial(nearest.get(0)).violations : Collections.emptyList();
    if (reasons.stream().noneMatch(each -> each.rule().refuses())) {
      refuse(table, " must match one of these schemas: ", violations);
    }
    violations.addAll(reasons);
    return unknown();
  }

  /** Returns how many members of the value a schema declares. */
  private long common(UnionBranch<T, ?> branch) {
    return tree instanceof Map ? common(branch.codec(), (Map<?, ?>) tree, new HashSet<>()) : 0;
  }

  /** Counts those of a union as of the schema in it that declares the most. */
  private static long common(JsonCodec<?> codec, Map<?, ?> members, Set<JsonCodec<?>> seen) {
    if (codec instanceof UnionCodec && seen.add(codec)) {
      return ((UnionCodec<?>) codec)
          .table().branches().stream()
              .mapToLong(branch -> common(branch.codec(), members, seen))
              .max()
              .orElse(0);
    }
    return codec instanceof ModelCodec
        ? ((ModelCodec<?>) codec).propertyNames().stream().filter(members::containsKey).count()
        : 0;
  }

  private UnionTrials.Trial trial(UnionBranch<T, ?> branch) {
    return trials.of(branch, in, tokens, tree);
  }

  /** Reads the value as a schema that is decided. */
  private @Nullable T direct(UnionBranch<T, ?> branch) {
    if (trials.isRunning()) {
      UnionTrials.Trial trial = trial(branch);
      return accepted(branch, trial.violations);
    }
    Object value = in.readTree(branch.codec(), tokens.over(tree));
    return value == null ? null : branch.create(value);
  }

  private @Nullable T accepted(UnionBranch<T, ?> branch, List<Violation> found) {
    violations.addAll(found);
    Object value = trial(branch).value;
    return value == null ? null : branch.create(value);
  }

  private @Nullable T unknown() {
    return tolerant ? table.unknown(tree) : null;
  }
}
