package io.customersession.contract.json;

import com.google.gson.stream.JsonToken;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that {@link FreeForm} has read, as tokens, so that it can be read more than once. */
class TreeTokens extends TokensInMemory {
  TreeTokens(@Nullable Object tree) {
    super(tree);
  }

  @Override
  JsonToken peek() {
    if (next instanceof Map) {
      return JsonToken.BEGIN_OBJECT;
    }
    if (next instanceof List) {
      return JsonToken.BEGIN_ARRAY;
    }
    if (next instanceof String) {
      return JsonToken.STRING;
    }
    if (next instanceof BigDecimal) {
      return JsonToken.NUMBER;
    }
    return next == null ? JsonToken.NULL : JsonToken.BOOLEAN;
  }

  @Override
  boolean isArray() {
    return next instanceof List;
  }

  @Override
  boolean isNumber() {
    return next instanceof BigDecimal;
  }

  @Override
  boolean isBoolean() {
    return next instanceof Boolean;
  }

  @Override
  boolean isNull() {
    return next == null;
  }

  @Override
  void beginArray() {
    open.push(((List<?>) Model.present(next, "an array")).iterator());
  }

  @Override
  boolean hasItem() {
    Iterator<?> items = open.element();
    if (!items.hasNext()) {
      return false;
    }
    next = items.next();
    return true;
  }

  @Override
  boolean simpleNumber() {
    BigDecimal number = (BigDecimal) Model.present(next, "a number");
    if (number.scale() < 0 || number.unscaledValue().bitLength() >= Long.SIZE) {
      return false;
    }
    unscaled = number.unscaledValue().longValue();
    scale = number.scale();
    return true;
  }

  @Override
  boolean nextBoolean() {
    return Boolean.TRUE.equals(next);
  }
}
