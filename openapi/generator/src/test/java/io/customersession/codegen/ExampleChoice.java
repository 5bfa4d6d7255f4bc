package io.customersession.codegen;

import io.customersession.codegen.SchemaSamples.NotSampledException;
import io.customersession.contract.DocumentExamples;
import io.customersession.contract.DocumentExamples.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses examples of a document for values, and remembers which of them satisfy their schema
 * according to a validator that is not ours.
 */
final class ExampleChoice {
  /** One example of a place, in requests or in responses. */
  private record Key(@Nullable Place place, int index, SchemaSamples.Direction direction) {}

  /** Judges a value. */
  @FunctionalInterface
  interface Judge {
    /** Returns true if a validator accepts the value, or does not judge it. */
    boolean judge() throws NotSampledException;
  }

  private static final Key NONE = new Key(null, 0, SchemaSamples.Direction.REQUEST);

  private final DocumentExamples examples;
  private final Map<Key, Boolean> judged = new HashMap<>();
  private final Set<Key> used = new LinkedHashSet<>();
  private int index;

  /** The only example that is chosen, or null for all. */
  private @Nullable Key only;

  ExampleChoice(DocumentExamples examples) {
    this.examples = examples;
  }

  DocumentExamples examples() {
    return examples;
  }

  /**
   * Starts a value.
   *
   * @param which which of several examples of one place is chosen, from 0
   */
  void start(int which) {
    index = which;
    used.clear();
    only = null;
  }

  /** Returns the example of a place, or null if it has none, or none that satisfies its schema. */
  @Nullable Object example(@Nullable Place place, SchemaSamples.Direction direction) {
    List<Object> all = examples.examples(place);
    if (place == null || all.isEmpty()) {
      return null;
    }
    Key key = new Key(place, index % all.size(), direction);
    boolean isExcluded = only == null ? Boolean.FALSE.equals(judged.get(key)) : !key.equals(only);
    if (isExcluded) {
      return null;
    }
    used.add(key);
    return all.get(key.index());
  }

  /** Returns true if the value that was started has an example that was not judged before. */
  boolean hasNews() {
    return used.stream().anyMatch(key -> !judged.containsKey(key));
  }

  /** Returns true if the value that was started has an example. */
  boolean isUsed() {
    return !used.isEmpty();
  }

  /** Returns the number of examples that satisfy their schema. */
  int right() {
    return (int) judged.values().stream().filter(isRight -> isRight).count();
  }

  /**
   * Judges the examples of the value that was started, all at once if they are right, else one by
   * one. If the validator refuses the value without examples too, nothing is known of them, and
   * they are not chosen again.
   *
   * @param isRight makes the value again and judges it
   * @return how many of them are wrong
   */
  int judge(Judge isRight) throws NotSampledException {
    List<Key> open = new ArrayList<>(used);
    open.removeIf(judged::containsKey);
    if (open.isEmpty()) {
      return 0;
    }
    if (isRight.judge()) {
      open.forEach(key -> judged.put(key, true));
      return 0;
    }
    int wrong = 0;
    boolean isKnown = isRight(NONE, isRight);
    for (Key key : open) {
      boolean isRightAlone = isRight(key, isRight);
      judged.put(key, isRightAlone);
      wrong += isKnown && !isRightAlone ? 1 : 0;
    }
    return wrong;
  }

  /** A value that cannot be made without examples is not wrong. */
  private boolean isRight(Key key, Judge isRight) {
    start(key.index());
    only = key;
    try {
      return isRight.judge();
    } catch (NotSampledException e) {
      return key.equals(NONE);
    }
  }
}
