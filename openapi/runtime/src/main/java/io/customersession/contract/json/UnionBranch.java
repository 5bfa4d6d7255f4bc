package io.customersession.contract.json;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One schema of a union. Can be used by several threads.
 *
 * @param <T> the union
 * @param <V> the values of the schema
 */
final class UnionBranch<T, V> {
  private final String name;
  private final int index;
  private final JsonCodec<V> codec;
  private final Function<? super V, ? extends T> factory;
  private final List<String> values;
  private final boolean closed;

  /** Known on first use only, since schemas may contain each other; volatile for other threads. */
  private volatile @Nullable Set<String> types;

  UnionBranch(
      String name, int index, JsonCodec<V> codec, Function<? super V, ? extends T> factory) {
    this(name, index, codec, factory, Collections.emptyList(), false);
  }

  private UnionBranch(
      String name,
      int index,
      JsonCodec<V> codec,
      Function<? super V, ? extends T> factory,
      List<String> values,
      boolean closed) {
    this.name = name;
    this.index = index;
    this.codec = codec;
    this.factory = factory;
    this.values = values;
    this.closed = closed;
  }

  UnionBranch<T, V> when(List<String> discriminatorValues) {
    return new UnionBranch<>(name, index, codec, factory, discriminatorValues, closed);
  }

  UnionBranch<T, V> closed() {
    return new UnionBranch<>(name, index, codec, factory, values, true);
  }

  String name() {
    return name;
  }

  int index() {
    return index;
  }

  JsonCodec<V> codec() {
    return codec;
  }

  /** Returns the JSON types of the values. */
  Set<String> types() {
    Set<String> known = types;
    if (known == null) {
      known = UnionTypes.of(codec);
      types = known;
    }
    return known;
  }

  /** Returns the values of the discriminator that select this schema. */
  List<String> values() {
    return values;
  }

  /** Returns true if an object may have only declared members. */
  boolean isClosed() {
    return closed;
  }

  /** Returns a value of the union with a value that this branch's codec has read. */
  @SuppressWarnings("unchecked") // it comes from this codec
  T create(Object value) {
    return factory.apply((V) value);
  }

  /** Returns the value of this branch that a value of the union has. */
  @SuppressWarnings("unchecked") // the index of the value is that of this branch
  V value(Union union) {
    return (V) union.value();
  }
}
