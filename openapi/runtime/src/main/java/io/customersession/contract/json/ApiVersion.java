package io.customersession.contract.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of the API that the document describes, such as 26.11. A property with {@code x-since}
 * belongs to the versions from that one on; a property without it belongs to every version.
 * Immutable.
 */
public final class ApiVersion implements Comparable<ApiVersion> {
  /** The version that has every property of the document. */
  public static final ApiVersion LATEST = new ApiVersion(Integer.MAX_VALUE, "latest");

  private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");
  private static final int MINORS = 10_000;

  private final int order;
  private final String text;

  private ApiVersion(int order, String text) {
    this.order = order;
    this.text = text;
  }

  /**
   * Returns the version that a text names: two numbers with a dot between them.
   *
   * @throws IllegalArgumentException if the text does not have that form
   */
  public static ApiVersion of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a version is two numbers with a dot between them, such as 26.11");
    }
    return new ApiVersion(
        Integer.parseInt(matcher.group(1)) * MINORS + Integer.parseInt(matcher.group(2)), text);
  }

  /** Returns a number that is greater for a later version, and greater than 0. */
  int order() {
    return order;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return Integer.compare(order, other.order);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiVersion && order == ((ApiVersion) other).order;
  }

  @Override
  public int hashCode() {
    return order;
  }

  /** Returns the version as it was written, or {@code latest}. */
  @Override
  public String toString() {
    return text;
  }
}
