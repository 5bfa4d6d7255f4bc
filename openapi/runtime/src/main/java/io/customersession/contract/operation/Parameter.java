package io.customersession.contract.operation;

import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.violation.JsonPointer;
import org.jspecify.annotations.Nullable;

/** A parameter of an operation, as the document declares it. */
public final class Parameter {
  /** The part of a request that has a parameter. */
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

  private Parameter(Builder builder, String operationPath) {
    name = builder.name;
    in = builder.in;
    required = builder.required;
    repeatable = builder.repeatable;
    defaultText = builder.defaultText;
    schemaPath = operationPath + "/parameters/" + JsonPointer.escape(name);
    codec = builder.codec.under(schemaPath + "/schema");
  }

  /**
   * Returns a builder of a parameter in the path.
   *
   * @param name the name in the document
   * @param codec the codec of the value, its schema path relative to the schema of the parameter
   */
  public static Builder path(String name, ScalarCodec<?> codec) {
    return new Builder(name, In.PATH, codec).required();
  }

  /**
   * Returns a builder of an optional parameter in the query.
   *
   * @param name the name in the document
   * @param codec the codec of one value, its schema path relative to the schema of the parameter
   */
  public static Builder query(String name, ScalarCodec<?> codec) {
    return new Builder(name, In.QUERY, codec);
  }

  /**
   * Returns a builder of an optional parameter in a header.
   *
   * @param name the name in the document
   * @param codec the codec of one value, its schema path relative to the schema of the parameter
   */
  public static Builder header(String name, ScalarCodec<?> codec) {
    return new Builder(name, In.HEADER, codec);
  }

  /** Returns the name in the document. */
  public String name() {
    return name;
  }

  /** Returns the part of a request that has the parameter. */
  public In in() {
    return in;
  }

  /** Returns true if a request must have the parameter. */
  public boolean required() {
    return required;
  }

  /** Returns true if the parameter is a list, sent by repeating it. */
  public boolean repeatable() {
    return repeatable;
  }

  /** Returns the codec that reads and checks the text of one value. */
  public ScalarCodec<?> codec() {
    return codec;
  }

  /** Returns the text that an absent parameter stands for, or null. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** Returns the location of the declaration in the document. */
  public String schemaPath() {
    return schemaPath;
  }

  /** Collects what the document declares for a parameter. */
  public static final class Builder {
    private final String name;
    private final In in;
    private final ScalarCodec<?> codec;
    private boolean required;
    private boolean repeatable;
    private @Nullable String defaultText;

    private Builder(String name, In in, ScalarCodec<?> codec) {
      this.name = name;
      this.in = in;
      this.codec = codec;
    }

    /** Requires the parameter in every request. */
    public Builder required() {
      required = true;
      return this;
    }

    /** Makes the parameter a list, sent by repeating it. */
    public Builder repeatable() {
      repeatable = true;
      return this;
    }

    /** Sets the text that an absent parameter stands for. Default: none. */
    public Builder absentMeans(String text) {
      defaultText = text;
      return this;
    }

    Parameter build(String operationPath) {
      return new Parameter(this, operationPath);
    }
  }
}
