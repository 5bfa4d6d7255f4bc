package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list with its limits. */
public final class ListCodec<T> implements JsonCodec<List<T>> {
  /**
   * The number of items after the last allowed one that are still read, to find other violations.
   */
  private static final int READ_AFTER_LIMIT = 1000;

  private final String schemaPath;
  private final JsonCodec<T> items;
  private final int minItems;
  private final int maxItems;
  private final boolean unique;
  private final @Nullable MaximumSum<T> maximumSum;
  private final boolean orObject;
  private final boolean nullable;

  ListCodec(
      String schemaPath,
      JsonCodec<T> items,
      int minItems,
      int maxItems,
      boolean unique,
      @Nullable MaximumSum<T> maximumSum,
      boolean orObject,
      boolean nullable) {
    this.schemaPath = schemaPath;
    this.items = items;
    this.minItems = minItems;
    this.maxItems = maxItems;
    this.unique = unique;
    this.maximumSum = maximumSum;
    this.orObject = orObject;
    this.nullable = nullable;
  }

  /** Returns this codec with a lower limit of the number of items. */
  public ListCodec<T> minItems(int limit) {
    return new ListCodec<>(
        schemaPath, items, limit, maxItems, unique, maximumSum, orObject, nullable);
  }

  /** Returns this codec with an upper limit of the number of items. */
  public ListCodec<T> maxItems(int limit) {
    return new ListCodec<>(
        schemaPath, items, minItems, limit, unique, maximumSum, orObject, nullable);
  }

  /** Returns this codec for lists in which no value stands twice. */
  public ListCodec<T> unique() {
    return new ListCodec<>(
        schemaPath, items, minItems, maxItems, true, maximumSum, orObject, nullable);
  }

  /** Returns this codec with an upper limit for the sum of one numeric property over all items. */
  public ListCodec<T> maximumSum(ModelCodec<T> model, String property, String limit) {
    return new ListCodec<>(
        schemaPath,
        items,
        minItems,
        maxItems,
        unique,
        new MaximumSum<>(model, property, new BigDecimal(limit)),
        orObject,
        nullable);
  }

  /** Returns this codec that reads an object as a list of that one object; it never writes one. */
  public ListCodec<T> orObject() {
    return new ListCodec<>(
        schemaPath, items, minItems, maxItems, unique, maximumSum, true, nullable);
  }

  /** Returns this codec for lists whose items may be null. */
  public ListCodec<T> nullable() {
    return new ListCodec<>(
        schemaPath, items, minItems, maxItems, unique, maximumSum, orObject, true);
  }

  boolean acceptsObject() {
    return orObject;
  }

  @Override
  public ListCodec<T> under(String location) {
    return new ListCodec<>(
        Codecs.under(location, schemaPath),
        items.under(location),
        minItems,
        maxItems,
        unique,
        maximumSum,
        orObject,
        nullable);
  }

  @Override
  public @Nullable List<T> read(JsonInput in) {
    List<T> list = new ArrayList<>();
    int count = orObject && in.isObject() ? readOnly(in, list) : readAll(in, list);
    if (count < 0) {
      return null;
    }
    checkList(list, count, in.violations());
    return list;
  }

  /** Reads a value as the only item, and returns 1. */
  private int readOnly(JsonInput in, List<T> target) {
    T item = items.read(in);
    if (item != null) {
      target.add(item);
    }
    return 1;
  }

  /**
   * Reads all items; in a request, those far after the maximum are skipped. Returns the number of
   * items in the text, or -1 if it is not a list.
   */
  private int readAll(JsonInput in, List<@Nullable T> target) {
    JsonTokens tokens = in.tokens();
    if (!tokens.isArray()) {
      in.refuse("an array", schemaPath);
      return -1;
    }
    int most = Math.max(maxItems, maxItems + READ_AFTER_LIMIT);
    boolean isRequest = in.direction() == JsonInput.Direction.REQUEST;
    Violations violations = in.violations();
    int count = 0;
    tokens.beginArray();
    violations.enter(0);
    for (; tokens.hasItem(); count++) {
      if (count >= most && isRequest) {
        tokens.skipValue();
        continue;
      }
      violations.move(count);
      if (nullable && in.isNull()) {
        target.add(null);
        continue;
      }
      T item = items.read(in);
      if (item != null) {
        target.add(item);
      }
    }
    tokens.endArray();
    violations.leave();
    return count;
  }

  @Override
  public void write(JsonOutput out, List<T> value) {
    out.list(items, value);
  }

  @Override
  public void check(List<T> value, Violations violations) {
    int i = 0;
    for (T item : value) {
      violations.enter(i++);
      if (item != null) {
        items.check(item, violations);
      } else if (!nullable) {
        violations.add(Rule.TYPE, schemaPath, violations.subject() + " must not be null");
      }
      violations.leave();
    }
    checkList(value, value.size(), violations);
  }

  private void checkList(List<T> list, int count, Violations violations) {
    if (count < minItems) {
      violations.add(
          Rule.MIN_ITEMS,
          schemaPath,
          violations.subject() + " must have at least " + items(minItems));
    }
    if (count > maxItems) {
      violations.add(
          Rule.MAX_ITEMS,
          schemaPath,
          violations.subject() + " must have at most " + items(maxItems));
    }
    if (unique && new HashSet<>(list).size() < list.size()) {
      violations.add(
          Rule.UNIQUE_ITEMS,
          schemaPath,
          violations.subject() + " must not have the same item twice");
    }
    if (maximumSum != null && maximumSum.of(list).compareTo(maximumSum.limit) > 0) {
      violations.add(
          Rule.MAXIMUM_SUM,
          schemaPath,
          "the sum of "
              + maximumSum.property
              + " over "
              + violations.subject()
              + " must be at most "
              + maximumSum.limit);
    }
  }

  private static String items(int count) {
    return count == 1 ? "1 item" : count + " items";
  }

  private static final class MaximumSum<T> {
    private final ModelCodec<T> model;
    private final String property;
    private final BigDecimal limit;

    MaximumSum(ModelCodec<T> model, String property, BigDecimal limit) {
      this.model = model;
      this.property = property;
      this.limit = limit;
    }

    BigDecimal of(List<T> list) {
      BigDecimal sum = BigDecimal.ZERO;
      for (T item : list) {
        Object value = item == null ? null : model.property(item, property);
        if (value != null) {
          sum =
              sum.add(
                  value instanceof Integer || value instanceof Long
                      ? BigDecimal.valueOf(((Number) value).longValue())
                      : new BigDecimal(value.toString()));
        }
      }
      return sum;
    }
  }
}
