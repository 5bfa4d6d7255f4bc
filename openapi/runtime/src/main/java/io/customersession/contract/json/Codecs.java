package io.customersession.contract.json;

import io.customersession.contract.binary.BinaryData;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The codecs that generated classes consist of. Each takes the location of its schema in the
 * document; inside a parameter or a body, the location relative to it, which {@link
 * JsonCodec#under} completes.
 */
public final class Codecs {
  private Codecs() {}

  /** Returns a schema path that continues a location, or the path if it starts at the root. */
  static String under(String location, String schemaPath) {
    return schemaPath.startsWith("#") ? schemaPath : location + schemaPath;
  }

  /** A text without limits. */
  public static StringCodec string(String schemaPath) {
    return new StringCodec(schemaPath, 0, Integer.MAX_VALUE, null, false);
  }

  /** An integer of 32 bits. */
  public static NumericCodec<Integer> int32(String schemaPath) {
    return new NumericCodec<>(schemaPath, NumericCodec.INT32, null, false, null, false, null);
  }

  /** An integer of 64 bits. */
  public static NumericCodec<Long> int64(String schemaPath) {
    return new NumericCodec<>(schemaPath, NumericCodec.INT64, null, false, null, false, null);
  }

  /** An exact number. */
  public static NumericCodec<BigDecimal> decimal(String schemaPath) {
    return new NumericCodec<>(schemaPath, NumericCodec.DECIMAL, null, false, null, false, null);
  }

  /** true or false. */
  public static BooleanCodec bool(String schemaPath) {
    return new BooleanCodec(schemaPath, BooleanCodec.TRUE, BooleanCodec.FALSE);
  }

  /** A moment with an offset, as RFC 3339 writes it. */
  public static ScalarCodec<OffsetDateTime> dateTime(String schemaPath) {
    return new TextCodec<>(schemaPath, TextCodec.DATE_TIME);
  }

  /** A day. */
  public static ScalarCodec<LocalDate> date(String schemaPath) {
    return new TextCodec<>(schemaPath, TextCodec.DATE);
  }

  /** A UUID. */
  public static ScalarCodec<UUID> uuid(String schemaPath) {
    return new TextCodec<>(schemaPath, TextCodec.UUID);
  }

  /** Octets. */
  public static ScalarCodec<BinaryData> binary(String schemaPath) {
    return new BinaryCodec(schemaPath);
  }

  /** Any value. */
  public static JsonCodec<Object> any(String schemaPath) {
    return AnyCodec.INSTANCE;
  }

  /** Any value, of which only some may be allowed. */
  public static ValueCodec value(String schemaPath) {
    return new ValueCodec(schemaPath);
  }

  /** A number, a boolean or a text of which only some values are allowed. */
  public static <T> RestrictedCodec<T> restricted(String schemaPath, ScalarCodec<T> codec) {
    return new RestrictedCodec<>(schemaPath, codec, null, null);
  }

  /** A list without limits. */
  public static <T> ListCodec<T> list(String schemaPath, JsonCodec<T> items) {
    return new ListCodec<>(schemaPath, items, 0, Integer.MAX_VALUE, false, null, false, false);
  }

  /** A map from names to values. */
  public static <T> MapCodec<T> map(String schemaPath, JsonCodec<T> values) {
    return new MapCodec<>(schemaPath, values, false, 0, Integer.MAX_VALUE);
  }
}
