package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A number with its limits. */
public final class NumericCodec<T extends Number> implements ScalarCodec<T> {
  private static final int MAX_NUMBER_SIZE = 400;

  /** Turns exact numbers into one Java type. */
  abstract static class Kind<T extends Number> {
    abstract String description();

    abstract @Nullable T of(long whole);

    abstract @Nullable T of(BigDecimal number);
  }

  static final Kind<BigDecimal> DECIMAL =
      new Kind<BigDecimal>() {
        @Override
        String description() {
          return "a number";
        }

        @Override
        BigDecimal of(long whole) {
          return BigDecimal.valueOf(whole);
        }

        @Override
        BigDecimal of(BigDecimal number) {
          return number;
        }
      };

  static final Kind<Integer> INT32 =
      new Kind<Integer>() {
        @Override
        String description() {
          return "an integer of 32 bits";
        }

        @Override
        @Nullable Integer of(long whole) {
          return (int) whole == whole ? (Integer) (int) whole : null;
        }

        @Override
        @Nullable Integer of(BigDecimal number) {
          Long whole = INT64.of(number);
          return whole == null ? null : of((long) whole);
        }
      };

  static final Kind<Long> INT64 =
      new Kind<Long>() {
        @Override
        String description() {
          return "an integer of 64 bits";
        }

        @Override
        Long of(long whole) {
          return whole;
        }

        @Override
        @Nullable Long of(BigDecimal number) {
          return number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE
              ? number.longValue()
              : null;
        }
      };

  private final String schemaPath;
  private final Kind<T> kind;
  private final @Nullable BigDecimal minimum;
  private final boolean exclusiveMinimum;
  private final @Nullable BigDecimal maximum;
  private final boolean exclusiveMaximum;
  private final @Nullable BigDecimal multipleOf;
  // Whole numbers between these two, and neither of them, keep all limits.
  private final long below;
  private final long above;

  NumericCodec(
      String schemaPath,
      Kind<T> kind,
      @Nullable BigDecimal minimum,
      boolean exclusiveMinimum,
      @Nullable BigDecimal maximum,
      boolean exclusiveMaximum,
      @Nullable BigDecimal multipleOf) {
    this.schemaPath = schemaPath;
    this.kind = kind;
    this.minimum = minimum;
    this.exclusiveMinimum = exclusiveMinimum;
    this.maximum = maximum;
    this.exclusiveMaximum = exclusiveMaximum;
    this.multipleOf = multipleOf;
    below = minimum == null ? Long.MIN_VALUE : below(minimum, exclusiveMinimum);
    above = maximum == null ? Long.MAX_VALUE : -below(maximum.negate(), exclusiveMaximum);
  }

  private static long below(BigDecimal minimum, boolean exclusive) {
    BigDecimal least = minimum.setScale(0, RoundingMode.CEILING);
    BigDecimal below = exclusive ? least : least.subtract(BigDecimal.ONE);
    return below.unscaledValue().bitLength() < Long.SIZE ? below.longValue() : Long.MAX_VALUE;
  }

  /** Returns this codec with a lower limit, itself allowed unless exclusive. */
  public NumericCodec<T> minimum(String limit, boolean exclusive) {
    return new NumericCodec<>(
        schemaPath, kind, new BigDecimal(limit), exclusive, maximum, exclusiveMaximum, multipleOf);
  }

  /** Returns this codec with an upper limit, itself allowed unless exclusive. */
  public NumericCodec<T> maximum(String limit, boolean exclusive) {
    return new NumericCodec<>(
        schemaPath, kind, minimum, exclusiveMinimum, new BigDecimal(limit), exclusive, multipleOf);
  }

  /** Returns this codec with a step that values must be multiples of. */
  public NumericCodec<T> multipleOf(String step) {
    return new NumericCodec<>(
        schemaPath,
        kind,
        minimum,
        exclusiveMinimum,
        maximum,
        exclusiveMaximum,
        new BigDecimal(step));
  }

  @Override
  public NumericCodec<T> under(String location) {
    return new NumericCodec<>(
        Codecs.under(location, schemaPath),
        kind,
        minimum,
        exclusiveMinimum,
        maximum,
        exclusiveMaximum,
        multipleOf);
  }

  @Override
  public @Nullable T read(JsonInput in) {
    if (!in.isNumber()) {
      String text = in.tokens().text();
      if (text != null) {
        return parse(text, in.violations());
      }
      in.refuse(kind.description(), schemaPath);
      return null;
    }
    if (!in.simpleNumber()) {
      return number(in.digits(), in.violations());
    }
    return in.scale() == 0
        ? number(in.unscaled(), in.violations())
        : number(BigDecimal.valueOf(in.unscaled(), in.scale()), false, in.violations());
  }

  @Override
  public void write(JsonOutput out, T value) {
    out.value(value);
  }

  @Override
  public void check(T value, Violations violations) {
    check(
        value instanceof BigDecimal ? (BigDecimal) value : BigDecimal.valueOf(value.longValue()),
        violations);
  }

  @Override
  public @Nullable T parse(String text, Violations violations) {
    if (!text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      violations.add(
          Rule.TYPE, schemaPath, violations.subject() + " must be " + kind.description());
      return null;
    }
    return number(text, violations);
  }

  @Override
  public String format(T value) {
    return value.toString();
  }

  private @Nullable T number(long whole, Violations violations) {
    if (whole > below && whole < above && multipleOf == null) {
      T value = kind.of(whole);
      if (value != null) {
        return value;
      }
    }
    return number(BigDecimal.valueOf(whole), true, violations);
  }

  private @Nullable T number(String digits, Violations violations) {
    BigDecimal exact = decimal(digits, violations, schemaPath);
    return exact == null ? null : number(exact, isWhole(digits), violations);
  }

  private @Nullable T number(BigDecimal exact, boolean whole, Violations violations) {
    T value = kind == DECIMAL || whole ? kind.of(exact) : null;
    if (value == null) {
      violations.add(
          Rule.TYPE, schemaPath, violations.subject() + " must be " + kind.description());
    } else {
      check(exact, violations);
    }
    return value;
  }

  /** An integer is written as one: by digits, with neither point nor exponent. */
  private static boolean isWhole(String digits) {
    return digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
  }

  private void check(BigDecimal value, Violations violations) {
    if (minimum != null && value.compareTo(minimum) < (exclusiveMinimum ? 1 : 0)) {
      violations.add(
          Rule.MINIMUM,
          schemaPath,
          violations.subject()
              + " must be "
              + (exclusiveMinimum ? "more than " : "at least ")
              + minimum);
    }
    if (maximum != null && value.compareTo(maximum) > (exclusiveMaximum ? -1 : 0)) {
      violations.add(
          Rule.MAXIMUM,
          schemaPath,
          violations.subject()
              + " must be "
              + (exclusiveMaximum ? "less than " : "at most ")
              + maximum);
    }
    if (multipleOf != null && value.remainder(multipleOf).signum() != 0) {
      violations.add(
          Rule.MULTIPLE_OF,
          schemaPath,
          violations.subject() + " must be a multiple of " + multipleOf);
    }
  }

  static @Nullable BigDecimal decimal(String digits, Violations violations, String schemaPath) {
    if (digits.length() <= MAX_NUMBER_SIZE) {
      try {
        BigDecimal number = new BigDecimal(digits);
        if (Math.abs((long) number.scale()) <= MAX_NUMBER_SIZE) {
          return number;
        }
      } catch (NumberFormatException e) {
        if (!digits.matches("-?[0-9.]+[eE][-+]?[0-9]+")) {
          violations.add(Rule.TYPE, schemaPath, violations.subject() + " must be a number");
          return null;
        }
      }
    }
    violations.add(
        Rule.TYPE,
        schemaPath,
        violations.subject()
            + " must be a number of at most "
            + MAX_NUMBER_SIZE
            + " characters, its exponent within "
            + MAX_NUMBER_SIZE);
    return null;
  }
}
