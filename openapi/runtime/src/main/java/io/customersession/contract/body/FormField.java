package io.customersession.contract.body;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of a form, and how its value becomes text. Immutable. */
public final class FormField {
  /** What the value of a field is in JSON. */
  enum Kind {
    /** A text, a number or a boolean. */
    TEXT,
    /** Any of these, or an object or a list as JSON. */
    CHOICE,
    /** An object, or anything else that the field has as JSON. */
    JSON,
    /** Octets. */
    FILE,
    /** An object whose members are fields, or parts of one text. */
    OBJECT
  }

  /** How a list, or an object, becomes fields. */
  public enum Style {
    /** One field for each item. */
    REPEATED,
    /** One field, the items with commas between them. */
    COMMAS,
    /** One field, the items with spaces between them. */
    SPACES,
    /** One field, the items with pipes between them. */
    PIPES,
    /**
     * One field for each text in the value: {@code size[height]}, {@code tags[]}, and {@code
     * lines[0][price]} for a list of objects.
     */
    BRACKETS
  }

  private final String name;
  private final Kind kind;
  private final boolean isList;
  private final Style style;
  private final List<FormField> members;
  private final @Nullable String contentType;

  private FormField(
      String name,
      Kind kind,
      boolean isList,
      Style style,
      List<FormField> members,
      @Nullable String contentType) {
    this.name = name;
    this.kind = kind;
    this.isList = isList;
    this.style = style;
    this.members = members;
    this.contentType = contentType;
  }

  private static FormField of(String name, Kind kind) {
    return new FormField(name, kind, false, Style.REPEATED, Collections.emptyList(), null);
  }

  /** Returns a field that is a string, a number or a boolean in JSON. */
  public static FormField text(String name) {
    return of(name, Kind.TEXT);
  }

  /** Returns a field for which its schema gives a choice between a text and JSON. */
  public static FormField choice(String name) {
    return of(name, Kind.CHOICE);
  }

  /** Returns a field whose text is JSON. */
  public static FormField json(String name) {
    return of(name, Kind.JSON);
  }

  /** Returns a field of octets. */
  public static FormField file(String name) {
    return of(name, Kind.FILE);
  }

  /** Returns a field for each member of an object, by default with the names of the members. */
  public static FormField object(String name, FormField... members) {
    return new FormField(
        name,
        Kind.OBJECT,
        false,
        Style.REPEATED,
        Collections.unmodifiableList(Arrays.asList(members.clone())),
        null);
  }

  /** Returns this field as a list. */
  public FormField list() {
    return new FormField(name, kind, true, style, members, contentType);
  }

  /** Returns this field in a style. Default: {@link Style#REPEATED}. */
  public FormField style(Style chosen) {
    return new FormField(name, kind, isList, chosen, members, contentType);
  }

  /**
   * Returns this field with the media types that its part may have, separated by commas. Default:
   * any.
   */
  public FormField contentType(String types) {
    return new FormField(name, kind, isList, style, members, types);
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  boolean isList() {
    return isList;
  }

  Style style() {
    return style;
  }

  List<FormField> members() {
    return members;
  }

  /** Returns the text between the items of a list in one field, or null if it is repeated. */
  @Nullable String delimiter() {
    switch (style) {
      case COMMAS:
        return ",";
      case SPACES:
        return " ";
      case PIPES:
        return "|";
      default:
        return null;
    }
  }

  @Nullable String contentType() {
    return contentType;
  }
}
