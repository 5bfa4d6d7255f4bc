package io.customersession.client.effect;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A discount off a session. Immutable. */
public final class Discount {
  private final String label;
  private final BigDecimal amount;
  private final @Nullable Integer position;
  private final @Nullable Integer unit;

  Discount(String label, BigDecimal amount, @Nullable Integer position, @Nullable Integer unit) {
    this.label = label;
    this.amount = amount;
    this.position = position;
    this.unit = unit;
  }

  /** Returns the name that the promotion gives to the discount; several discounts can share it. */
  public String label() {
    return label;
  }

  /** Returns the amount, in the currency of the application. */
  public BigDecimal amount() {
    return amount;
  }

  /**
   * Returns the position of the cart item that the discount applies to, from 0; empty if it applies
   * to the session or comes from a v1 response.
   */
  public OptionalInt position() {
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /**
   * Returns the unit of the cart item that the discount applies to, from 0; empty if it applies to
   * the whole item or to the session, or comes from a v1 response.
   */
  public OptionalInt unit() {
    return unit == null ? OptionalInt.empty() : OptionalInt.of(unit);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Discount)) {
      return false;
    }
    Discount that = (Discount) other;
    return label.equals(that.label)
        && amount.equals(that.amount)
        && Objects.equals(position, that.position)
        && Objects.equals(unit, that.unit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, amount, position, unit);
  }

  /** Returns the amount and the label, such as {@code 2.10 (Welcome discount)}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " (" + label + ")";
  }
}
