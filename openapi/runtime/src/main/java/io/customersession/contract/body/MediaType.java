package io.customersession.contract.body;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media type such as {@code application/json; charset=utf-8}, or a range of them such as {@code
 * image/*}. A text that is neither keeps its text and includes every type. Immutable.
 */
public final class MediaType {
  /** The type of form fields in the style of a query. */
  public static final String FORM = "application/x-www-form-urlencoded";

  /** The type of form fields with files. */
  public static final String MULTIPART_FORM = "multipart/form-data";

  private static final String ANY = "*";
  private static final String CHARSET = "charset";
  private static final String BOUNDARY = "boundary";
  private static final String QUALITY = "q";

  private final String text;
  private final @Nullable String type;
  private final String subtype;
  private final Map<String, String> parameters;

  private MediaType(
      String text, @Nullable String type, String subtype, Map<String, String> parameters) {
    this.text = text;
    this.type = type;
    this.subtype = subtype;
    this.parameters = parameters;
  }

  /** Reads a media type; nothing is refused. */
  public static MediaType of(String text) {
    int end = text.indexOf(';');
    String essence = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    int slash = essence.indexOf('/');
    if (slash < 1 || slash == essence.length() - 1 || essence.indexOf(' ') >= 0) {
      return new MediaType(text, null, "", Collections.emptyMap());
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter :
        HeaderParameters.of(end < 0 ? "" : text.substring(end + 1)).entrySet()) {
      parameters.put(parameter.getKey(), parameter.getValue());
    }
    return new MediaType(
        text.strip(),
        essence.substring(0, slash),
        essence.substring(slash + 1),
        Collections.unmodifiableMap(parameters));
  }

  /** Returns true if the text has the form type/subtype. */
  public boolean isValid() {
    return type != null;
  }

  /** Returns true if this is one type, not a range. */
  public boolean isConcrete() {
    return type != null && !ANY.equals(type) && !subtype.contains(ANY);
  }

  /** Returns type and subtype in lower case, without parameters. */
  public String essence() {
    return type == null ? text : type + "/" + subtype;
  }

  /** Returns the value of a parameter, or null. */
  public @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  /**
   * Returns the charset of a text of this type, by default UTF-8.
   *
   * @return null if this JVM does not know it
   */
  public @Nullable Charset charset() {
    String name = parameters.get(CHARSET);
    if (name == null) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Returns true if another type is this one or in this range: with the same parameters, except for
   * its charset and boundary.
   */
  public boolean includes(MediaType other) {
    if (type == null) {
      return true;
    }
    if (other.type == null || !(type.equals(ANY) || type.equals(other.type))) {
      return false;
    }
    boolean isSubtype =
        subtype.equals(ANY)
            || subtype.equals(other.subtype)
            || (subtype.startsWith("*+") && other.subtype.endsWith(subtype.substring(1)));
    if (!isSubtype) {
      return false;
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!name.equals(CHARSET)
          && !name.equals(BOUNDARY)
          && !name.equals(QUALITY)
          && !parameter.getValue().equals(other.parameters.get(name))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the weight of a range in an Accept header, between 0 and 1. */
  public double quality() {
    String quality = parameters.get(QUALITY);
    try {
      return quality == null ? 1 : Math.max(0, Math.min(1, Double.parseDouble(quality)));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** Returns the text as written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaType && text.equals(((MediaType) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
