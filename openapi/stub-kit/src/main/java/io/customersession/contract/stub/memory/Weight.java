package io.customersession.contract.stub.memory;

import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.json.Union;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory in bytes that values take, with a tendency to overestimate. Numbers and
 * booleans in a model count the same whether they are set or not.
 */
public final class Weight {
  private static final int TEXT = 56;
  private static final int MODEL = 32;
  private static final int PROPERTY = 24;
  private static final int COLLECTION = 48;
  private static final int ELEMENT = 32;
  private static final int ENTRY = 80;
  private static final int DECIMAL = 64;
  private static final int TIME = 100;
  private static final int LARGEST_OF_ONE_BYTE = 0xFF;

  private Weight() {}

  /** Returns the weight of a value with everything in it. */
  public static long of(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    // Classes come first: a check for one is faster than for an interface.
    if (value instanceof String text) {
      return ofText(text);
    }
    if (value instanceof BigDecimal decimal) {
      return DECIMAL + decimal.precision() / 2L;
    }
    if (value instanceof Number || value instanceof Boolean) {
      return 0;
    }
    if (value instanceof OffsetDateTime) {
      return TIME;
    }
    if (value instanceof Union union) {
      return MODEL + of(union.value());
    }
    if (value instanceof Model model) {
      return ofModel(model.codec(), model);
    }
    if (value instanceof Collection<?> collection) {
      long sum = COLLECTION + (long) ELEMENT * collection.size();
      for (Object element : collection) {
        sum += of(element);
      }
      return sum;
    }
    if (value instanceof Map<?, ?> map) {
      long sum = COLLECTION + (long) ENTRY * map.size();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += of(entry.getKey()) + of(entry.getValue());
      }
      return sum;
    }
    return 0;
  }

  private static long ofText(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) > LARGEST_OF_ONE_BYTE) {
        return TEXT + 2L * length;
      }
    }
    return TEXT + (long) length;
  }

  @SuppressWarnings("unchecked") // a model's codec is of its own class
  private static <T> long ofModel(ModelCodec<T> codec, Model model) {
    T value = (T) model;
    long sum = MODEL;
    for (String name : codec.propertyNames()) {
      sum += PROPERTY + of(codec.property(value, name));
    }
    return sum;
  }
}
