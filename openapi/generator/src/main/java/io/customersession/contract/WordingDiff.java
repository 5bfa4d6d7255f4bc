package io.customersession.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares descriptions, examples and titles. */
final class WordingDiff {
  /** The keywords that no generated code depends on. */
  static final Set<String> KEYWORDS =
      Set.of(
          "description",
          "summary",
          "title",
          "example",
          "examples",
          "externalDocs",
          "deprecated",
          "x-since");

  private final Document before;
  private final Document after;
  private final Changes changes;

  WordingDiff(Document before, Document after, Changes changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  /** One line for all wording, if nothing else differs or besides what does. */
  void compare() {
    List<SourceLocation> reworded = new ArrayList<>();
    reworded(before.root(), after.root(), reworded);
    if (!reworded.isEmpty()) {
      SourceLocation first = reworded.get(0);
      String text =
          reworded.size() == 1
              ? "a description or example changed"
              : reworded.size() + " descriptions or examples changed; the first is here";
      changes.addWording(first, text);
    }
  }

  private static void reworded(DocumentNode old, DocumentNode now, List<SourceLocation> locations) {
    for (Map.Entry<String, DocumentNode> member : now.members().entrySet()) {
      DocumentNode was = old.get(member.getKey());
      DocumentNode is = member.getValue();
      if (was == null) {
        continue;
      }
      boolean text =
          KEYWORDS.contains(member.getKey()) && !(is.isObject() && is.get("type") != null);
      if (text && !was.content().equals(is.content())) {
        locations.add(now.keyLocation(member.getKey()));
      } else if (!text) {
        reworded(was, is, locations);
      }
    }
    for (int i = 0; i < Math.min(old.items().size(), now.items().size()); i++) {
      reworded(old.items().get(i), now.items().get(i), locations);
    }
  }
}
