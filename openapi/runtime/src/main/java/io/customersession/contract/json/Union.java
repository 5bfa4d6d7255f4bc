package io.customersession.contract.json;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of one of several schemas. Each generated union has a nested class for each of its
 * schemas, and no others. Implementations are immutable.
 */
public abstract class Union implements Model {
  /** The index of a value that matches none of the schemas. */
  protected static final int UNKNOWN = -1;

  private final int branch;

  /** Set only by the reader, before anyone else has the value. */
  private Map<String, @Nullable Object> otherMembers = Collections.emptyMap();

  /**
   * Creates a value.
   *
   * @param branch the index of its schema among those of the union, or {@link #UNKNOWN}
   */
  protected Union(int branch) {
    this.branch = branch;
  }

  final int branch() {
    return branch;
  }

  /**
   * Returns the value of the schema that it matches; of a value that matches none, what a response
   * had: a String, BigDecimal, Boolean, List or Map.
   */
  public abstract Object value();

  void keep(Map<String, @Nullable Object> members) {
    otherMembers = Collections.unmodifiableMap(members);
  }

  /**
   * Returns the members of an object that was read and matches several schemas of an anyOf, which
   * {@link #value()} lacks because only the others declare them. They are written with it.
   */
  public final Map<String, @Nullable Object> otherMembers() {
    return otherMembers;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    if (!(other instanceof Union)) {
      return false;
    }
    Union that = (Union) other;
    return branch == that.branch
        && codec().equals(that.codec())
        && value().equals(that.value())
        && otherMembers.equals(that.otherMembers);
  }

  @Override
  public final int hashCode() {
    return 31 * (31 * branch + value().hashCode()) + otherMembers.hashCode();
  }

  /** Returns the value as JSON, personal data included. */
  @Override
  public final String toString() {
    return text(codec(), this);
  }

  @SuppressWarnings("unchecked") // a union's codec is of its own class
  private static <T> String text(ModelCodec<T> codec, Union value) {
    return codec.toText((T) value);
  }
}
