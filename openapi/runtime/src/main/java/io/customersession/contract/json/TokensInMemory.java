package io.customersession.contract.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value in memory, read as JSON: a Map, a List, or what a subclass takes for a scalar. */
abstract class TokensInMemory extends JsonTokens {
  /** What is left of the objects and lists around the next value. */
  final Deque<Iterator<?>> open = new ArrayDeque<>();

  @Nullable Object next;

  TokensInMemory(@Nullable Object value) {
    next = value;
  }

  @Override
  final boolean isTree() {
    return true;
  }

  @Override
  final @Nullable Object nextTree() {
    return next;
  }

  @Override
  final boolean isObject() {
    return next instanceof Map;
  }

  @Override
  final boolean isString() {
    return next instanceof String;
  }

  @Override
  final void beginObject() {
    open.push(((Map<?, ?>) Model.present(next, "an object")).entrySet().iterator());
  }

  @Override
  final boolean hasMember() {
    return open.element().hasNext();
  }

  @Override
  String nextName() {
    Map.Entry<?, ?> member = (Map.Entry<?, ?>) open.element().next();
    next = member.getValue();
    return String.valueOf(member.getKey());
  }

  @Override
  final int nextMember(PropertyTable properties, int expected) {
    if (!hasMember()) {
      endObject();
      return NO_MEMBER;
    }
    undeclared = nextName();
    return properties.indexOf(undeclared);
  }

  @Override
  final void endObject() {
    open.pop();
  }

  @Override
  final void endArray() {
    open.pop();
  }

  @Override
  final String nextString() {
    return String.valueOf(next);
  }

  @Override
  final String nextDigits() {
    return nextString();
  }

  @Override
  final String nextNumberText() {
    return nextString();
  }

  @Override
  final void nextNull() {}

  @Override
  final void skipValue() {}

  @Override
  final void end() {}
}
