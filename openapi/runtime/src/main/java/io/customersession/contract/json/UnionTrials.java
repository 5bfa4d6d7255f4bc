package io.customersession.contract.json;

import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as schemas of unions to see whether they match. Each value is read once as each
 * schema, however deep unions are nested, so that the cost does not double with each level.
 */
final class UnionTrials {
  /** What came of reading a value as a schema. */
  static final class Trial {
    final @Nullable Object value;
    final List<Violation> violations;

    Trial(@Nullable Object value, List<Violation> violations) {
      this.value = value;
      this.violations = violations;
    }
  }

  private final IdentityHashMap<Object, IdentityHashMap<UnionBranch<?, ?>, Trial>> trials =
      new IdentityHashMap<>();
  private boolean running;

  /** Returns true while a value is read to see whether it matches; every rule then counts. */
  boolean isRunning() {
    return running;
  }

  Trial of(UnionBranch<?, ?> branch, JsonInput in, JsonTokens tokens, Object tree) {
    if (!(tree instanceof Map || tree instanceof List)) {
      // Equal scalars may be one object in different places.
      return read(branch, in, tokens, tree);
    }
    IdentityHashMap<UnionBranch<?, ?>, Trial> known =
        trials.computeIfAbsent(tree, key -> new IdentityHashMap<>());
    Trial trial = known.get(branch);
    if (trial == null) {
      trial = read(branch, in, tokens, tree);
      known.put(branch, trial);
    }
    return trial;
  }

  private Trial read(UnionBranch<?, ?> branch, JsonInput in, JsonTokens tokens, Object tree) {
    boolean before = running;
    running = true;
    Violations.Trial found = in.violations().beginTrial();
    Object value = in.readTree(branch.codec(), tokens.over(tree));
    running = before;
    return new Trial(value, in.violations().endTrial(found));
  }
}
