package io.customersession.contract.stub.control;

import io.customersession.contract.json.JsonCodec;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A setting that each world has, and that the control API reads and changes. Immutable.
 *
 * @param <W> the type of the worlds
 * @param <T> the type of its values
 */
public final class WorldSetting<W, T> {
  private final String key;
  private final JsonCodec<T> codec;
  private final Function<? super W, T> read;
  private final BiFunction<? super W, T, Runnable> prepare;

  private WorldSetting(
      String key,
      JsonCodec<T> codec,
      Function<? super W, T> read,
      BiFunction<? super W, T, Runnable> prepare) {
    this.key = key;
    this.codec = codec;
    this.read = read;
    this.prepare = prepare;
  }

  /**
   * Declares a setting that can have every value that its schema allows.
   *
   * @param key the name of the property in the schema {@code Settings} of the document
   * @param codec the codec of the property's schema
   * @param read returns the value in a world
   * @param write sets the value in a world
   */
  public static <W, T> WorldSetting<W, T> of(
      String key, JsonCodec<T> codec, Function<? super W, T> read, BiConsumer<? super W, T> write) {
    return new WorldSetting<>(key, codec, read, (world, value) -> () -> write.accept(world, value));
  }

  /**
   * Declares a setting whose values are checked beyond their schema.
   *
   * @param key the name of the property in the schema {@code Settings} of the document
   * @param codec the codec of the property's schema
   * @param read returns the value in a world
   * @param prepare checks a value, and returns what sets it; throws IllegalArgumentException if the
   *     world cannot have it
   */
  public static <W, T> WorldSetting<W, T> checked(
      String key,
      JsonCodec<T> codec,
      Function<? super W, T> read,
      BiFunction<? super W, T, Runnable> prepare) {
    return new WorldSetting<>(key, codec, read, prepare);
  }

  /** Returns the name of the property in the schema {@code Settings} of the document. */
  public String key() {
    return key;
  }

  /** Returns the codec of the property's schema. */
  public JsonCodec<T> codec() {
    return codec;
  }

  /** Returns the value in a world. */
  public T read(W world) {
    return read.apply(world);
  }

  /**
   * Checks a new value of a world, without changing anything yet.
   *
   * @param value a value that the codec has read
   * @return sets the value
   * @throws IllegalArgumentException if the world cannot have this value
   */
  @SuppressWarnings("unchecked") // the codec reads values of the setting's type
  public Runnable prepare(W world, Object value) {
    return prepare.apply(world, (T) value);
  }
}
