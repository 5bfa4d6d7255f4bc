package io.customersession.contract.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of texts, read as JSON. A text is whatever the codec expects: a string, a number, a
 * boolean, or a list of one item.
 */
class TextTokens extends TreeTokens {
  private final boolean splitsLists;

  /**
   * Creates the tokens of a tree.
   *
   * @param tree a String, or a List or Map of trees
   * @param splitsLists true if a text is split at its commas where a list is expected
   */
  TextTokens(Object tree, boolean splitsLists) {
    super(tree);
    this.splitsLists = splitsLists;
  }

  @Override
  @Nullable String text() {
    return next instanceof String ? (String) next : null;
  }

  @Override
  JsonTokens over(@Nullable Object tree) {
    return new TextTokens(Model.present(tree, "a text"), splitsLists);
  }

  @Override
  boolean isArray() {
    return next instanceof List || next instanceof String || isIndexed(next);
  }

  /** Some clients number the items of a list, or leave the place of the number empty. */
  private static boolean isIndexed(@Nullable Object value) {
    if (!(value instanceof Map)) {
      return false;
    }
    for (Object key : ((Map<?, ?>) value).keySet()) {
      if (!key.toString().chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  @Override
  void beginArray() {
    open.push(items().iterator());
  }

  private Iterable<?> items() {
    if (next instanceof List) {
      return (List<?>) next;
    }
    if (next instanceof Map) {
      Map<?, ?> indexed = (Map<?, ?>) next;
      Object unnumbered = indexed.size() == 1 ? indexed.get("") : null;
      return unnumbered instanceof List ? (List<?>) unnumbered : indexed.values();
    }
    String text = nextString();
    return splitsLists
        ? text.isEmpty() ? Collections.emptyList() : Arrays.asList(text.split(",", -1))
        : Collections.singletonList(text);
  }
}
