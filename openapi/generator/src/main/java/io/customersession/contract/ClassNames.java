package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of generated classes. A class has the name of its schema, its words capitalized; a
 * schema without a name has that of its owner, followed by its place there. A name that generated
 * code uses for something else gets the suffix {@code Model}, and a name that another class has, in
 * whatever case, gets a number.
 */
final class ClassNames {
  /** Names that generated classes use for something else. */
  static final Set<String> TAKEN =
      Set.of(
          ("Adapter ApiCall ApiClient ApiException ApiOperation ApiResponse "
                  + "ApiWorld ArrayList Arrays BigDecimal BinaryData BodyDefinition Boolean "
                  + "Builder ChangeValues Class Codec Codecs Collection Collections Consumes "
                  + "ContractRuntime CookieParam DELETE DecimalMax DecimalMin "
                  + "DefaultHandlers DefaultValue Definitions Dispatcher Double Entities "
                  + "EntityAction EntityDefinition EntityHandlers EntityModel "
                  + "EntityOperation EnumCodec FormField Function GET HEAD HeaderParam "
                  + "IOException IllegalArgumentException IllegalStateException Integer "
                  + "JsonAdapter JsonCodec JsonInput JsonOutput JsonReader JsonToken "
                  + "JsonWriter Known LinkedHashMap LinkedHashSet List LocalDate Long "
                  + "Machine Map Model ModelCodec NotNull Nullable OPTIONS Object Objects "
                  + "OffsetDateTime Operation OperationDefinition OperationResult Operations "
                  + "Optional Override PATCH POST PUT Parameter Path PathParam Pattern "
                  + "Presence Produces PropertyTable QueryParam ResponseDefinition "
                  + "ResponseHeader ResponseState SecurityScheme SecuritySchemes Set Size "
                  + "String StubApi SuppressWarnings TimeForm Transition TransitionTable "
                  + "TypeAdapter UUID Union UnionCodec UnionTable UnservedOperation Valid "
                  + "ValueForm Violations Void WithResponse")
              .split(" "));

  /** Names that the stock generator replaces by those of library classes. */
  private static final Set<String> STOCK =
      Set.of(
          ("AnyType Array ByteArray Date DateTime File Float HashMap InputStream Int Char Short Byte "
                  + "LocalDateTime LocalTime Number Decimal Timestamp URI UnsignedInteger UnsignedLong")
              .split(" "));

  private static final String DEFAULT_API = "DefaultApi";

  /** The word "API" at the end of a tag, with what separates it from the others. */
  private static final Pattern API =
      Pattern.compile("([^\\p{L}\\p{N}]++(?i:api)|(?<=\\p{Ll})A(?:pi|PI))[^\\p{L}\\p{N}]*+$");

  private final Set<String> used = new HashSet<>();

  /** Returns names for schemas, without those of the classes for the tags of a document. */
  static ClassNames beside(Document document) {
    ClassNames names = new ClassNames();
    names.keepApi(DEFAULT_API);
    for (DocumentNode operation : document.operations().values()) {
      DocumentNode tags = operation.get("tags");
      if (tags != null && !tags.texts().isEmpty()) {
        names.keepApi(className(ofTag(tags.texts().get(0))) + "Api");
      }
    }
    return names;
  }

  /** Returns a tag without the word "API" at its end, which the name of its class has anyway. */
  static String ofTag(String tag) {
    String name = API.matcher(tag).replaceFirst("");
    return words(name).isEmpty() ? tag : name;
  }

  private void keepApi(String name) {
    used.add(name.toLowerCase(Locale.ROOT));
    used.add((name + "Defaults").toLowerCase(Locale.ROOT));
  }

  /** Returns the class name for a name, and reserves it. */
  String reserve(String name) {
    String wanted = className(name);
    if (isTaken(wanted)) {
      wanted += "Model";
    }
    String free = wanted;
    for (int number = 2; !used.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = wanted + number;
    }
    return free;
  }

  /** Reserves a name, or returns false if it is not free. */
  boolean take(String className) {
    return !isTaken(className) && used.add(className.toLowerCase(Locale.ROOT));
  }

  /** Returns true if generated code, or the stock generator, uses a name for something else. */
  private static boolean isTaken(String name) {
    return TAKEN.contains(name) || STOCK.contains(name);
  }

  /** Returns the words of a name, capitalized and written as one, as a name in Java. */
  static String className(String name) {
    String words = words(name);
    return words.isEmpty() || !Character.isJavaIdentifierStart(words.codePointAt(0))
        ? "Model" + words
        : words;
  }

  /** Returns the words of a name, capitalized and written as one. */
  static String words(String name) {
    StringBuilder words = new StringBuilder();
    boolean startsWord = true;
    for (int at = 0; at < name.length(); ) {
      int character = name.codePointAt(at);
      at += Character.charCount(character);
      if (!Character.isLetterOrDigit(character) || !Character.isJavaIdentifierPart(character)) {
        startsWord = true;
      } else {
        words.appendCodePoint(startsWord ? Character.toUpperCase(character) : character);
        startsWord = false;
      }
    }
    return words.toString();
  }

  /** Returns the name for one item of a list. */
  static String itemOf(String list) {
    if (list.endsWith("ies")) {
      return list.substring(0, list.length() - 3) + "y";
    }
    if (list.matches(".*(ss|x|ch|sh)es")) {
      return list.substring(0, list.length() - 2);
    }
    return list.endsWith("s") && !list.matches(".*[sui]s")
        ? list.substring(0, list.length() - 1)
        : list + "Item";
  }

  /** Returns a name for a schema that is referred to, and is not under components/schemas. */
  static String ofReferenced(SchemaPart part) {
    int hash = part.pointer().indexOf('#');
    List<String> steps =
        new ArrayList<>(JsonPointer.parseFragment(part.pointer().substring(hash)).steps());
    steps.removeIf(step -> step.matches("properties|schemas|components|\\$defs|definitions"));
    if (steps.isEmpty()) {
      String file = part.pointer().substring(0, Math.max(0, hash));
      String base = file.substring(file.lastIndexOf('/') + 1);
      return base.replaceFirst("\\.(yaml|yml|json)$", "");
    }
    int count = steps.size();
    return count > 1 && !part.pointer().contains("/paths/")
        ? className(steps.get(count - 2)) + className(steps.get(count - 1))
        : steps.get(count - 1);
  }
}
