package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a document, with its location. */
final class DocumentNode {
  private final SourceLocation location;
  private final @Nullable Map<String, DocumentNode> members;
  private final Map<String, SourceLocation> keys;
  private final @Nullable List<DocumentNode> items;
  private final @Nullable String text;
  private final boolean isText;

  private DocumentNode(
      SourceLocation location,
      @Nullable Map<String, DocumentNode> members,
      Map<String, SourceLocation> keys,
      @Nullable List<DocumentNode> items,
      @Nullable String text,
      boolean isText) {
    this.location = location;
    this.members = members;
    this.keys = keys;
    this.items = items;
    this.text = text;
    this.isText = isText;
  }

  static DocumentNode object(
      SourceLocation location,
      Map<String, DocumentNode> members,
      Map<String, SourceLocation> keys) {
    return new DocumentNode(location, members, keys, null, null, false);
  }

  static DocumentNode list(SourceLocation location, List<DocumentNode> items) {
    return new DocumentNode(location, null, Map.of(), items, null, false);
  }

  /**
   * Returns a scalar.
   *
   * @param text as written; null for YAML's null
   * @param isText whether YAML reads it as text rather than as number, boolean or null
   */
  static DocumentNode scalar(SourceLocation location, @Nullable String text, boolean isText) {
    return new DocumentNode(location, null, Map.of(), null, text, isText);
  }

  SourceLocation location() {
    return location;
  }

  boolean isObject() {
    return members != null;
  }

  boolean isList() {
    return items != null;
  }

  /** Returns true if this is text rather than a number, a boolean or null. */
  boolean isText() {
    return isText;
  }

  /** Returns true if this is JSON's null. */
  boolean isNull() {
    return members == null && items == null && text == null;
  }

  /** Returns the text of a scalar, or null if this is null or not a scalar. */
  @Nullable String text() {
    return text;
  }

  /** Returns true if this is the scalar {@code true}. */
  boolean isTrue() {
    return "true".equals(text);
  }

  /** Returns the members of an object; none for anything else. */
  Map<String, DocumentNode> members() {
    return members == null ? Map.of() : members;
  }

  /** Returns the items of a list; none for anything else. */
  List<DocumentNode> items() {
    return items == null ? List.of() : items;
  }

  @Nullable DocumentNode get(String name) {
    return members == null ? null : members.get(name);
  }

  /** Returns what a step of a JSON pointer leads to: a member or an item, or null. */
  @Nullable DocumentNode step(String step) {
    if (items != null) {
      return step.matches("[0-9]{1,6}") && Integer.parseInt(step) < items.size()
          ? items.get(Integer.parseInt(step))
          : null;
    }
    return get(step);
  }

  /** Returns the text of a member, or null if it is absent or not a scalar. */
  @Nullable String text(String name) {
    DocumentNode member = get(name);
    return member == null ? null : member.text();
  }

  /** Returns the location of a member's name, or of the object if there is no such member. */
  SourceLocation keyLocation(String name) {
    return keys.getOrDefault(name, location);
  }

  /** Returns the texts of a list of scalars. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (DocumentNode item : items()) {
      if (item.text() != null) {
        texts.add(item.text());
      }
    }
    return texts;
  }

  /** Returns the content of a member, or the empty string if it is absent. */
  Object content(String name) {
    DocumentNode member = get(name);
    return member == null ? "" : member.content();
  }

  /** Returns the content for comparison; the order of an object's members does not matter. */
  Object content() {
    if (members != null) {
      Map<String, Object> content = new LinkedHashMap<>();
      members.forEach((name, member) -> content.put(name, member.content()));
      return content;
    }
    if (items != null) {
      Collection<Object> content = new ArrayList<>();
      items.forEach(item -> content.add(item.content()));
      return content;
    }
    return text == null ? "" : text;
  }
}
