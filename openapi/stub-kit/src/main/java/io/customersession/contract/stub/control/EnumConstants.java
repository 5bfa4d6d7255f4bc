package io.customersession.contract.stub.control;

import io.customersession.contract.json.EnumCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a setting that is one of the constants of an enum, which JSON names in lower case.
 */
public final class EnumConstants<E extends Enum<E>> extends EnumCodec<E> {
  private final Map<String, E> constants;

  private EnumConstants(String schemaPath, Map<String, E> constants) {
    super(schemaPath, List.copyOf(constants.keySet()));
    this.constants = constants;
  }

  /**
   * Returns a codec.
   *
   * @param schemaPath the location of the schema in the document
   * @param type the enum
   */
  public static <E extends Enum<E>> EnumConstants<E> of(String schemaPath, Class<E> type) {
    Map<String, E> constants = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants()).forEach(each -> constants.put(name(each), each));
    return new EnumConstants<>(schemaPath, constants);
  }

  @Override
  protected @Nullable E of(String text) {
    return constants.get(text);
  }

  @Override
  public String format(E value) {
    return name(value);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
