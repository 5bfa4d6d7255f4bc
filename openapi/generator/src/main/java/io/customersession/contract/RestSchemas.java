package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schemas without choices of theirs, one schema of which has been taken. */
final class RestSchemas {
  private final FlatSchemas flat;

  /** The locations of the choices that have been made, by the schemas without them. */
  private final IdentityHashMap<DocumentNode, Set<SourceLocation>> made = new IdentityHashMap<>();

  /** How many combinations the choices have that lead to a schema. */
  private final IdentityHashMap<DocumentNode, Long> combinations = new IdentityHashMap<>();

  RestSchemas(FlatSchemas flat) {
    this.flat = flat;
  }

  /** Returns true if a schema stands for another one without choices of that. */
  boolean isRest(SchemaPart part) {
    return made.containsKey(part.node());
  }

  /** Returns the locations of the choices that a schema stands for without. */
  Set<SourceLocation> made(SchemaPart part) {
    return made.getOrDefault(part.node(), Set.of());
  }

  /** Returns how many combinations the choices have that schemas stand for without; 1 for none. */
  long combinations(List<SchemaPart> parts) {
    return parts.stream()
        .mapToLong(part -> combinations.getOrDefault(part.node(), 1L))
        .max()
        .orElse(1);
  }

  /**
   * Counts the combinations for schemas without a choice.
   *
   * @param whole the same schemas with the choice
   * @param branches how many schemas it chooses among
   */
  void multiply(List<SchemaPart> whole, List<SchemaPart> rest, int branches) {
    long now = combinations(whole) * branches;
    for (int index = 0; index < rest.size(); index++) {
      if (rest.get(index).node() != whole.get(index).node()) {
        combinations.put(rest.get(index).node(), now);
      }
    }
  }

  /** Returns what a schema is that is nothing but a reference, or the schema. */
  SchemaPart end(SchemaPart written) {
    Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    SchemaPart end = written;
    while (seen.add(end.node()) && !flat.references().hasSiblings(end.node())) {
      SchemaPart next = flat.references().target(end);
      if (next == null) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /**
   * Returns what is written beside the choice of a union.
   *
   * @param left the locations of choices that are still to be made, and so stay in it
   */
  SchemaPart without(SchemaPart part, Set<SourceLocation> left) {
    DocumentNode words = SchemaWords.of(part.node());
    Map<String, DocumentNode> rest = new LinkedHashMap<>(words.members());
    boolean isChoice = false;
    for (String keyword : List.of("oneOf", "anyOf")) {
      boolean isLeft = rest.containsKey(keyword) && left.contains(words.keyLocation(keyword));
      isChoice |= isLeft;
      if (!isLeft && !Conditions.isChoice(part, keyword)) {
        rest.remove(keyword);
      }
    }
    if (!isChoice) {
      rest.remove("discriminator");
    }
    DocumentNode all = words.get("allOf");
    List<DocumentNode> items = new ArrayList<>();
    for (DocumentNode item : all == null ? List.<DocumentNode>of() : all.items()) {
      items.add(withoutChoice(new SchemaPart(item, part.pointer()), left).node());
    }
    SchemaPart target = flat.references().target(part);
    if (target != null) {
      // Beside other keywords, a reference is one more schema that applies.
      rest.remove("$ref");
      items.add(withoutChoice(target, left).node());
    }
    if (!items.isEmpty()) {
      rest.put("allOf", DocumentNode.list((all == null ? part.node() : all).location(), items));
    }
    Map<String, SourceLocation> keys = new LinkedHashMap<>();
    rest.keySet().forEach(keyword -> keys.put(keyword, words.keyLocation(keyword)));
    DocumentNode node = DocumentNode.object(part.node().location(), rest, keys);
    Set<SourceLocation> locations = new HashSet<>(made(part));
    flat.of(part).choices().forEach(choice -> locations.add(choice.location()));
    locations.removeAll(left);
    made.put(node, locations);
    return new SchemaPart(node, part.pointer());
  }

  /** Returns a schema as it is if it has no other choices, or else what is written beside them. */
  SchemaPart withoutChoice(SchemaPart part, Set<SourceLocation> left) {
    return flat.of(part).choices().stream().allMatch(choice -> left.contains(choice.location()))
        ? part
        : without(end(part), left);
  }

  /** Returns true if a schema says nothing but its type, or what changes nothing. */
  static boolean isPlain(DocumentNode rest) {
    return rest.members().entrySet().stream()
        .allMatch(
            member ->
                SchemaAnnotations.contain(member.getKey())
                    || Set.of("type", "unevaluatedProperties").contains(member.getKey())
                    || (member.getKey().equals("allOf")
                        && member.getValue().items().stream().allMatch(RestSchemas::isPlain)));
  }
}
