package io.customersession.contract.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that a schema of the document describes. Implementations are immutable. */
public interface Model {
  /**
   * Returns a value that must be there.
   *
   * @throws IllegalStateException if it is null; the message names the property
   */
  static <T> T present(@Nullable T value, String property) {
    if (value == null) {
      throw new IllegalStateException(property + " is required, but absent");
    }
    return value;
  }

  /**
   * Returns a copy of a list.
   *
   * @throws IllegalArgumentException if an item is null; the message names the property
   */
  static <T> List<T> items(List<T> list, String property) {
    List<T> copy = new ArrayList<>(list);
    int absent = copy.indexOf(null);
    if (absent >= 0) {
      throw new IllegalArgumentException(property + "[" + absent + "] is null");
    }
    return copy;
  }

  /** Returns the codec that reads, writes and checks values of this class. */
  ModelCodec<?> codec();
}
