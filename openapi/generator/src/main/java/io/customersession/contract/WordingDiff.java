package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects changes of descriptions, examples and titles, which break nobody. */
final class WordingDiff {
  /**
   * The keywords that generated code shows in Javadoc at most. What depends on examples and titles
   * is reported by {@link IntegerWidth}, {@link UnionDiff} and {@link ObjectDiff}.
   */
  static final Set<String> KEYWORDS =
      Set.of(
          "description",
          "summary",
          "title",
          "example",
          "examples",
          "externalDocs",
          "bearerFormat",
          Document.SINCE);

  private final Changes changes;
  private final Set<SourceLocation> reworded = new LinkedHashSet<>();

  WordingDiff(Changes changes) {
    this.changes = changes;
  }

  /** Compares what two nodes say. */
  void compare(DocumentNode old, DocumentNode now) {
    compare(List.of(old), List.of(now));
  }

  /** Compares what two lists of nodes say, of which the first ones override the others. */
  void compare(List<DocumentNode> old, List<DocumentNode> now) {
    for (String keyword : KEYWORDS) {
      if (keyword.startsWith("example")) {
        continue;
      }
      DocumentNode owner = owner(now, keyword);
      Object was = content(owner(old, keyword), keyword);
      Object is = content(owner, keyword);
      boolean named = keyword.equals(Document.SINCE) && (was == null || is == null);
      if (!Objects.equals(was, is) && !named && !now.isEmpty()) {
        reworded.add((owner == null ? now.get(0) : owner).keyLocation(keyword));
      }
    }
    if (!now.isEmpty() && !examples(old).equals(examples(now))) {
      String keyword = owner(now, "example") == null ? "examples" : "example";
      DocumentNode owner = owner(now, keyword);
      reworded.add((owner == null ? now.get(0) : owner).keyLocation(keyword));
    }
  }

  private static @Nullable DocumentNode owner(List<DocumentNode> nodes, String keyword) {
    return nodes.stream().filter(node -> node.get(keyword) != null).findFirst().orElse(null);
  }

  private static @Nullable Object content(@Nullable DocumentNode owner, String keyword) {
    DocumentNode node = owner == null ? null : owner.get(keyword);
    if (node == null) {
      return null;
    }
    return node.text() != null ? node.text().strip() : JsonValues.of(node);
  }

  /** Returns the examples; a single one is a list of one. */
  static List<Object> examples(List<DocumentNode> nodes) {
    List<Object> examples = new ArrayList<>();
    DocumentNode one = owner(nodes, "example");
    DocumentNode several = owner(nodes, "examples");
    if (one != null) {
      examples.add(JsonValues.of(Objects.requireNonNull(one.get("example"))));
    }
    DocumentNode list = several == null ? null : several.get("examples");
    if (list != null && list.isList()) {
      list.items().forEach(item -> examples.add(JsonValues.of(item)));
    } else if (list != null) {
      examples.add(JsonValues.of(list));
    }
    return examples;
  }

  /** Compares titles and descriptions of documents and their tags. */
  void compareRoots(DocumentNode old, DocumentNode now) {
    DocumentNode was = old.get("info");
    DocumentNode is = now.get("info");
    if (was != null && is != null) {
      compare(was, is);
    }
    compare(old, now);
    Map<String, DocumentNode> tags = tags(old);
    tags(now)
        .forEach(
            (name, tag) -> {
              DocumentNode before = tags.get(name);
              if (before != null) {
                compare(before, tag);
              }
            });
  }

  private static Map<String, DocumentNode> tags(DocumentNode root) {
    Map<String, DocumentNode> tags = new LinkedHashMap<>();
    DocumentNode list = root.get("tags");
    if (list != null) {
      list.items().forEach(tag -> tags.put(String.valueOf(tag.text("name")), tag));
    }
    return tags;
  }

  /** Adds one line for all wording. */
  void report() {
    if (!reworded.isEmpty()) {
      SourceLocation first =
          Collections.min(
              reworded,
              Comparator.comparing(SourceLocation::file)
                  .thenComparingInt(SourceLocation::line)
                  .thenComparingInt(SourceLocation::column));
      String text =
          reworded.size() == 1
              ? "a description or example changed"
              : reworded.size() + " descriptions or examples changed; the first is here";
      changes.addWording(first, text);
    }
  }
}
