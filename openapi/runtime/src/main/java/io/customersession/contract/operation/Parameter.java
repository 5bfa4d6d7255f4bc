package io.customersession.contract.operation;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.ListCodec;
import io.customersession.contract.json.MapCodec;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.violation.JsonPointer;
import java.util.Locale;
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
    HEADER,
    /** A cookie. */
    COOKIE
  }

  /** How the text of a parameter is composed of the items of a list or the members of an object. */
  public enum Style {
    /** Separated by commas; in a path or a header. */
    SIMPLE,
    /** Like SIMPLE, after a dot; in a path. */
    LABEL,
    /** Name and value after a semicolon; in a path. */
    MATRIX,
    /** Name and value, separated by commas or repeated; in a query or a cookie. */
    FORM,
    /** Like FORM, separated by spaces. */
    SPACE_DELIMITED,
    /** Like FORM, separated by vertical bars. */
    PIPE_DELIMITED,
    /** One value for each member, named {@code name[member]}; in a query. */
    DEEP_OBJECT,
    /** A JSON document. */
    JSON
  }

  private final String name;
  private final String key;
  private final In in;
  private final Style style;
  private final boolean explode;
  private final boolean required;
  private final boolean repeatable;
  private final boolean allowReserved;
  private final boolean allowEmptyValue;
  private final JsonCodec<?> codec;
  private final @Nullable ScalarCodec<?> one;
  private final @Nullable String defaultText;
  private final @Nullable String defaultJson;
  private final String schemaPath;

  private Parameter(Builder builder, String operationPath, boolean unique) {
    name = builder.name;
    in = builder.in;
    key = unique ? name : in.name().toLowerCase(Locale.ROOT) + ":" + name;
    style = builder.style;
    explode = builder.explode;
    required = builder.required;
    repeatable = builder.repeatable;
    allowReserved = builder.allowReserved;
    allowEmptyValue = builder.allowEmptyValue;
    defaultText = builder.defaultText;
    defaultJson = builder.defaultJson;
    schemaPath = operationPath + "/parameters/" + JsonPointer.escape(name);
    String location = schemaPath + builder.schema;
    one =
        builder.codec instanceof ScalarCodec
            ? ((ScalarCodec<?>) builder.codec).under(location)
            : null;
    JsonCodec<?> value = one == null ? builder.codec.under(location) : one;
    codec = repeatable ? Codecs.list(location, value) : value;
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
   * Returns a builder of a parameter in the path that may be a list or an object.
   *
   * @param name the name in the document
   * @param codec the codec of the value, its schema path relative to the schema of the parameter
   */
  public static Builder path(String name, JsonCodec<?> codec) {
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
   * Returns a builder of an optional parameter in the query that may be a list or an object.
   *
   * @param name the name in the document
   * @param codec the codec of the value, its schema path relative to the schema of the parameter
   */
  public static Builder query(String name, JsonCodec<?> codec) {
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

  /**
   * Returns a builder of an optional parameter in a header that may be a list or an object.
   *
   * @param name the name in the document
   * @param codec the codec of the value, its schema path relative to the schema of the parameter
   */
  public static Builder header(String name, JsonCodec<?> codec) {
    return new Builder(name, In.HEADER, codec);
  }

  /**
   * Returns a builder of an optional parameter in a cookie.
   *
   * @param name the name in the document
   * @param codec the codec of the value, its schema path relative to the schema of the parameter
   */
  public static Builder cookie(String name, JsonCodec<?> codec) {
    return new Builder(name, In.COOKIE, codec);
  }

  /** Returns the name in the document. */
  public String name() {
    return name;
  }

  /**
   * Returns the name among the parameters of the operation: the name in the document, or if another
   * parameter of the operation has it too, with its location, such as {@code query:id}.
   */
  public String key() {
    return key;
  }

  /** Returns the part of a request that has the parameter. */
  public In in() {
    return in;
  }

  /** Returns how lists and objects are written. */
  public Style style() {
    return style;
  }

  /** Returns true if each item of a list, or member of an object, is written as a pair. */
  public boolean explode() {
    return explode;
  }

  /** Returns true if a request must have the parameter. */
  public boolean required() {
    return required;
  }

  /** Returns true if the parameter is a list, sent by repeating it. */
  public boolean repeatable() {
    return repeatable;
  }

  /** Returns true if reserved characters such as the slash are not percent-encoded in the query. */
  public boolean allowReserved() {
    return allowReserved;
  }

  /** Returns true if the parameter may be empty whatever its schema is. */
  public boolean allowEmptyValue() {
    return allowEmptyValue;
  }

  /**
   * Returns the codec that reads and checks the text of one value.
   *
   * @throws IllegalStateException if the parameter is not one text, and not {@link #repeatable}
   */
  public ScalarCodec<?> codec() {
    if (one == null) {
      throw new IllegalStateException(name + " is a list or an object");
    }
    return one;
  }

  /** Returns the codec of the whole value: one text, a list or an object. */
  public JsonCodec<?> valueCodec() {
    return codec;
  }

  /** Returns true if the value is one text. */
  public boolean isText() {
    return codec instanceof ScalarCodec;
  }

  /** Returns true if the value is a list. */
  public boolean isList() {
    return codec instanceof ListCodec;
  }

  /** Returns true if the value is an object. */
  public boolean isObject() {
    return codec instanceof ModelCodec || codec instanceof MapCodec;
  }

  /** Returns the text that an absent parameter stands for, or null. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** Returns the list or object that an absent parameter stands for, as JSON, or null. */
  public @Nullable String defaultJson() {
    return defaultJson;
  }

  /** Returns the location of the declaration in the document. */
  public String schemaPath() {
    return schemaPath;
  }

  /** Collects what the document declares for a parameter. */
  public static final class Builder {
    private final String name;
    private final In in;
    private final JsonCodec<?> codec;
    private Style style;
    private boolean explode;
    private boolean required;
    private boolean repeatable;
    private boolean allowReserved;
    private boolean allowEmptyValue;
    private String schema = "/schema";
    private @Nullable String defaultText;
    private @Nullable String defaultJson;

    private Builder(String name, In in, JsonCodec<?> codec) {
      this.name = name;
      this.in = in;
      this.codec = codec;
      explode = in == In.QUERY || in == In.COOKIE;
      style = explode ? Style.FORM : Style.SIMPLE;
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

    /**
     * Sets how lists and objects are written. Default: FORM with explode in a query and a cookie,
     * SIMPLE without it in a path and a header.
     */
    public Builder style(Style style, boolean explode) {
      this.style = style;
      this.explode = explode;
      return this;
    }

    /** Makes the parameter a JSON document of a media type. */
    public Builder json(String mediaType) {
      style = Style.JSON;
      explode = false;
      schema = "/content/" + JsonPointer.escape(mediaType) + "/schema";
      return this;
    }

    /** Leaves reserved characters such as the slash as they are in the query. */
    public Builder allowReserved() {
      allowReserved = true;
      return this;
    }

    /** Lets the parameter be empty, whatever its schema is. */
    public Builder allowEmptyValue() {
      allowEmptyValue = true;
      return this;
    }

    /** Sets the text that an absent parameter stands for. Default: none. */
    public Builder absentMeans(String text) {
      defaultText = text;
      return this;
    }

    /** Sets the list or object that an absent parameter stands for, as JSON. Default: none. */
    public Builder absentMeansJson(String json) {
      defaultJson = json;
      return this;
    }

    boolean isNamed(String other) {
      return name.equals(other);
    }

    String name() {
      return name;
    }

    Parameter build(String operationPath, boolean unique) {
      return new Parameter(this, operationPath, unique);
    }
  }
}
