package io.customersession.codegen;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names in generated code. */
final class JavaNames {
  /** The names of members and variables in every model. */
  private static final Set<String> MODEL_NAMES = Set.of("additionalProperties", "builder");

  private static final Set<String> CLIENT_FIELDS = Set.of("client", "withResponse");
  private static final Set<String> MODEL_CONSTANTS = Set.of("BRANCHES", "INSTANCE", "PROPERTIES");
  private static final String CODEC = "_JSON_CODEC";

  private JavaNames() {}

  /** Returns the name of a constant, such as {@code ORDER_ID} for {@code orderId}. */
  static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the name of the constant for a property's codec, which no other constant and no
   * property has.
   *
   * @param classNames the names of generated classes, which a constant would hide
   */
  static String codecConstant(String property, Set<String> classNames) {
    String constant = constant(property);
    return constant.equals(property) || isTaken(constant) || classNames.contains(constant)
        ? constant + CODEC
        : constant;
  }

  /**
   * Returns a name without the characters that Java does not allow, or the words of their Unicode
   * names if there are no others, such as {@code dogFace}.
   *
   * @param name the name in the document, which can be empty
   */
  static String identifier(String name, String defaultName) {
    if (SourceVersion.isIdentifier(defaultName)) {
      return defaultName;
    }
    String allowed =
        defaultName
            .codePoints()
            .filter(Character::isJavaIdentifierPart)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return SourceVersion.isIdentifier(allowed) ? allowed : described(name);
  }

  private static String described(String name) {
    StringBuilder words = new StringBuilder();
    for (int character : name.codePoints().toArray()) {
      for (String word : String.valueOf(Character.getName(character)).split("[^A-Z]+", -1)) {
        words.append(words.isEmpty() ? word.toLowerCase(Locale.ROOT) : capitalized(word));
      }
    }
    return words.isEmpty() ? "empty" : words.toString();
  }

  private static String capitalized(String word) {
    return word.isEmpty() ? "" : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the name of the variable for a property. A name in capitals stays as it is, except if
   * it could be that of a constant, or would hide a class.
   *
   * @param isClassName whether a generated class has the name
   */
  static String variable(String defaultName, boolean isClassName) {
    return isClassName || isTaken(defaultName)
        ? defaultName.toLowerCase(Locale.ROOT).replace("_", "") + "Value"
        : defaultName;
  }

  /** Returns the name of a parameter, which must not hide a field of the generated client. */
  static String parameter(String defaultName) {
    return CLIENT_FIELDS.contains(defaultName) ? defaultName + "Value" : defaultName;
  }

  private static boolean isTaken(String constant) {
    return MODEL_CONSTANTS.contains(constant) || constant.endsWith(CODEC);
  }

  /** Returns true if a name is reserved; a class may have the name of a keyword, capitalized. */
  static boolean isReserved(String word, boolean isReservedByDefault) {
    return SourceVersion.isKeyword(word.toLowerCase(Locale.ROOT))
        ? SourceVersion.isKeyword(word)
        : MODEL_NAMES.contains(word) || isReservedByDefault;
  }

  /** Returns a name for a property with a reserved name that reads well in a builder. */
  static String escapeReserved(String name, String defaultName) {
    return SourceVersion.isKeyword(name) || MODEL_NAMES.contains(name)
        ? name + "Value"
        : defaultName;
  }
}
