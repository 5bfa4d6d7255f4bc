package io.customersession.contract.operation;

import io.customersession.contract.json.ScalarCodec;
import org.jspecify.annotations.Nullable;

/** A parameter of an operation, as the document declares it. */
public final class Parameter {
  /** Where a parameter stands in a request. */
  public enum In {
    /** A segment of the path. */
    PATH,
    /** The query. */
    QUERY,
    /** A header. */
    HEADER
  }

  private final String name;
  private final In in;
  private final boolean required;
  private final boolean repeatable;
  private final ScalarCodec<?> codec;
  private final @Nullable String defaultText;
  private final String schemaPath;

  /**
   * Creates a parameter.
   *
   * @param name the name in the document
   * @param in where the parameter stands
   * @param required true if a request must have it
   * @param repeatable true if it is a list, given by repeating the parameter
   * @param codec the codec that reads and checks the text of one value
   * @param defaultText the text that an absent parameter stands for, or null
   * @param schemaPath the place of the declaration in the document
   */
  public Parameter(
      String name,
      In in,
      boolean required,
      boolean repeatable,
      ScalarCodec<?> codec,
      @Nullable String defaultText,
      String schemaPath) {
    this.name = name;
    this.in = in;
    this.required = required;
    this.repeatable = repeatable;
    this.codec = codec;
    this.defaultText = defaultText;
    this.schemaPath = schemaPath;
  }

  /** Returns the name in the document. */
  public String name() {
    return name;
  }

  /** Returns where the parameter stands. */
  public In in() {
    return in;
  }

  /** Returns whether a request must have it. */
  public boolean required() {
    return required;
  }

  /** Returns whether it is a list, given by repeating the parameter. */
  public boolean repeatable() {
    return repeatable;
  }

  /** Returns the codec that reads and checks one value's text. */
  public ScalarCodec<?> codec() {
    return codec;
  }

  /** Returns the text that an absent parameter stands for, or null. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** Returns the place of the declaration in the document. */
  public String schemaPath() {
    return schemaPath;
  }
}
