package io.customersession.contract.json;

import com.google.gson.stream.JsonToken;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that {@link FreeForm} has read, as tokens, so that it can be read more than once. */
final class TreeTokens extends JsonTokens {
  private final Deque<Iterator<?>> open = new ArrayDeque<>();
  private @Nullable Object next;

  TreeTokens(@Nullable Object tree) {
    next = tree;
  }

  @Override
  boolean isTree() {
    return true;
  }

  @Override
  @Nullable Object nextTree() {
    return next;
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
  boolean isObject() {
    return next instanceof Map;
  }

  @Override
  boolean isArray() {
    return next instanceof List;
  }

  @Override
  boolean isString() {
    return next instanceof String;
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
  void beginObject() {
    open.push(((Map<?, ?>) Model.present(next, "an object")).entrySet().iterator());
  }

  @Override
  boolean hasMember() {
    return open.element().hasNext();
  }

  @Override
  String nextName() {
    Map.Entry<?, ?> member = (Map.Entry<?, ?>) open.element().next();
    next = member.getValue();
    return String.valueOf(member.getKey());
  }

  @Override
  int nextMember(PropertyTable properties, int expected) {
    if (!hasMember()) {
      endObject();
      return NO_MEMBER;
    }
    undeclared = nextName();
    return properties.indexOf(undeclared);
  }

  @Override
  void endObject() {
    open.pop();
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
  void endArray() {
    open.pop();
  }

  @Override
  String nextString() {
    return String.valueOf(next);
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
  String nextDigits() {
    return nextString();
  }

  @Override
  String nextNumberText() {
    return nextString();
  }

  @Override
  boolean nextBoolean() {
    return Boolean.TRUE.equals(next);
  }

  @Override
  void nextNull() {}

  @Override
  void skipValue() {}

  @Override
  void end() {}
}
