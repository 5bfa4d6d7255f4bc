package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a document, with the place where it stands. */
final class Part {
  private final Place place;
  private final @Nullable Map<String, Part> members;
  private final Map<String, Place> keys;
  private final @Nullable List<Part> items;
  private final @Nullable String text;
  private final boolean isText;

  private Part(
      Place place,
      @Nullable Map<String, Part> members,
      Map<String, Place> keys,
      @Nullable List<Part> items,
      @Nullable String text,
      boolean isText) {
    this.place = place;
    this.members = members;
    this.keys = keys;
    this.items = items;
    this.text = text;
    this.isText = isText;
  }

  static Part object(Place place, Map<String, Part> members, Map<String, Place> keys) {
    return new Part(place, members, keys, null, null, false);
  }

  static Part list(Place place, List<Part> items) {
    return new Part(place, null, Map.of(), items, null, false);
  }

  /**
   * Makes a value that is neither object nor list.
   *
   * @param text as written; null for YAML's null
   * @param isText whether YAML reads it as text rather than as number, boolean or null
   */
  static Part scalar(Place place, @Nullable String text, boolean isText) {
    return new Part(place, null, Map.of(), null, text, isText);
  }

  Place place() {
    return place;
  }

  boolean isObject() {
    return members != null;
  }

  boolean isList() {
    return items != null;
  }

  /** Tells texts from numbers, booleans and null. */
  boolean isText() {
    return isText;
  }

  /** Returns the scalar as written, or null if this is none, or YAML's null. */
  @Nullable String text() {
    return text;
  }

  /** Returns whether this is the scalar {@code true}. */
  boolean isTrue() {
    return "true".equals(text);
  }

  /** Returns the members of an object; none for anything else. */
  Map<String, Part> members() {
    return members == null ? Map.of() : members;
  }

  /** Returns the items of a list; none for anything else. */
  List<Part> items() {
    return items == null ? List.of() : items;
  }

  @Nullable Part get(String name) {
    return members == null ? null : members.get(name);
  }

  /** Returns the text of a member, or null if it is absent or no scalar. */
  @Nullable String text(String name) {
    Part member = get(name);
    return member == null ? null : member.text();
  }

  /** Returns the place of a member's name, or of the object if there is no such member. */
  Place keyPlace(String name) {
    return keys.getOrDefault(name, place);
  }

  /** Returns the texts of a list of scalars. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Part item : items()) {
      if (item.text() != null) {
        texts.add(item.text());
      }
    }
    return texts;
  }

  /**
   * Returns the value's own content, for comparison: objects without the order of their members.
   */
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
