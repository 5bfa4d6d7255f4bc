package io.customersession.contract.violation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON pointer (RFC 6901): the path to a value in a JSON document. Immutable. */
public final class JsonPointer {
  /** The whole document. */
  public static final JsonPointer ROOT = new JsonPointer(Collections.emptyList());

  private final List<String> steps;

  private JsonPointer(List<String> steps) {
    this.steps = Collections.unmodifiableList(steps);
  }

  /**
   * Returns a pointer that consists of steps.
   *
   * @param steps names of members and indexes of items, not escaped
   */
  public static JsonPointer of(String... steps) {
    return new JsonPointer(new ArrayList<>(Arrays.asList(steps)));
  }

  /**
   * Parses the text of a pointer, such as {@code /items/0}.
   *
   * @throws IllegalArgumentException if the text is not empty and does not start with a slash
   */
  public static JsonPointer parse(String text) {
    if (text.isEmpty()) {
      return ROOT;
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "a JSON pointer must be empty or start with a slash, not \"" + text + "\"");
    }
    List<String> steps = new ArrayList<>();
    for (String step : text.substring(1).split("/", -1)) {
      steps.add(unescape(step));
    }
    return new JsonPointer(steps);
  }

  /**
   * Parses the fragment of a URI, such as {@code #/components/schemas/Item}, which may be
   * percent-encoded.
   *
   * @throws IllegalArgumentException if the fragment does not start with a number sign, or is not a
   *     pointer
   */
  public static JsonPointer parseFragment(String fragment) {
    if (!fragment.startsWith("#")) {
      throw new IllegalArgumentException(
          "a fragment must start with a number sign, not \"" + fragment + "\"");
    }
    // In a fragment, a plus sign is a plus sign, and browsers accept a percent sign without digits.
    String encoded =
        fragment.substring(1).replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    return parse(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
  }

  /** Returns the names of members and indexes of items, not escaped. */
  public List<String> steps() {
    return steps;
  }

  /** Returns the pointer to a member of the object that this pointer leads to. */
  public JsonPointer append(String name) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(name);
    return new JsonPointer(longer);
  }

  /** Returns the pointer to an item of the list that this pointer leads to, counted from 0. */
  public JsonPointer append(int index) {
    return append(Integer.toString(index));
  }

  /** Returns a step with {@code ~} and {@code /} escaped. */
  public static String escape(String step) {
    return step.replace("~", "~0").replace("/", "~1");
  }

  /** Returns a step without escapes. */
  public static String unescape(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }

  /** Returns the pointer as a URI fragment, such as {@code #/components/schemas/Item}. */
  public String toFragment() {
    return "#" + this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPointer && steps.equals(((JsonPointer) other).steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** Returns the text of the pointer, such as {@code /items/0}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      text.append('/').append(escape(step));
    }
    return text.toString();
  }
}
