package io.customersession.contract.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Checks the values of generated change types: an empty value would remove what is stored, so it
 * must be sent on purpose.
 */
public final class ChangeValues {
  private ChangeValues() {}

  /**
   * Returns the given text.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static String requireNotEmpty(String property, String value) {
    requireNotEmpty(property, value.isEmpty());
    return value;
  }

  /**
   * Returns a list of the given values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <T> List<T> requireNotEmpty(String property, Collection<? extends T> values) {
    requireNotEmpty(property, values.isEmpty());
    return List.copyOf(values);
  }

  /**
   * Returns the given map.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static <T> Map<String, T> requireNotEmpty(String property, Map<String, T> values) {
    requireNotEmpty(property, values.isEmpty());
    return values;
  }

  private static void requireNotEmpty(String property, boolean isEmpty) {
    if (isEmpty) {
      throw new IllegalArgumentException(
          property + " is empty; only the clear method of a property sends an empty value");
    }
  }
}
