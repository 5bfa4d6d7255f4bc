package io.customersession.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives one class to schemas without a name of their own that say the same, such as the error
 * bodies of operations in a document from which a tool has removed all references.
 *
 * <p>Schemas share a class if everything in them is equal, descriptions included, and their names
 * end in the same word: an order's {@code Status} is not the {@code Type} of an item that happens
 * to allow the same values. Words that only say where a schema is do not count: {@code
 * GetCatResponse} is not {@code GetDogResponse}. The class has the words that all these names end
 * in: {@code GetOrderResponseCartItem} and {@code PayOrderResponseCartItem} are {@code CartItem}.
 */
final class SharedSchemas {
  private static final String COMPONENTS = "#/components/schemas/";
  private static final String ERROR_RESPONSE = "ErrorResponse";
  private static final Set<String> BODIES = Set.of("Response", "Request");
  private static final Pattern ERROR = Pattern.compile(".*([45](\\d\\d|XX)|Default)Response");

  /** Words of names that say where a schema is, and nothing of what it is. */
  private static final Pattern PLACE = Pattern.compile("Response|Request|Item|Value|By|Id|V?\\d+");

  private static final Pattern WORD_BOUNDARY =
      Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** A schema without the names of its parts, and what its name ends in. */
  private record Kind(int content, String end) {}

  private final Map<String, Object> components;

  /** Numbers of contents, in which references are the numbers of what they refer to. */
  private final Map<Object, Integer> contents = new HashMap<>();

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  private SharedSchemas(Map<String, Object> components) {
    this.components = components;
    components.keySet().forEach(name -> used.add(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Merges equal schemas, and names the merged ones everywhere.
   *
   * @param paths the operations, with references to schemas
   * @param components the schemas by name
   */
  static void merge(Map<String, Object> paths, Map<String, Object> components) {
    SharedSchemas shared = new SharedSchemas(components);
    shared.nameGroups();
    if (!shared.names.isEmpty()) {
      Map<String, Object> merged = new LinkedHashMap<>();
      components.forEach(
          (name, schema) ->
              merged.computeIfAbsent(shared.name(name), key -> shared.renamed(schema)));
      components.clear();
      components.putAll(merged);
      paths.replaceAll((path, item) -> shared.renamed(item));
    }
  }

  private void nameGroups() {
    Map<Kind, List<String>> groups = new LinkedHashMap<>();
    for (String name : components.keySet()) {
      if (isAnonymous(name)) {
        groups
            .computeIfAbsent(new Kind(number(name), end(name)), key -> new ArrayList<>())
            .add(name);
      }
    }
    groups
        .values()
        .forEach(
            group -> {
              if (group.size() > 1) {
                String name = sharedName(group);
                group.forEach(each -> names.put(each, name));
              }
            });
  }

  /** Returns true if the document does not have a schema under {@code components/schemas}. */
  private boolean isAnonymous(String name) {
    Object pointer = CanonicalView.object(components.get(name)).get(CanonicalDocument.POINTER);
    String text = String.valueOf(pointer);
    return pointer != null
        && !(text.startsWith(COMPONENTS) && text.indexOf('/', COMPONENTS.length()) < 0);
  }

  private int number(String name) {
    Integer known = numbers.get(name);
    if (known == null) {
      // Until its content is known, and for ever if the document has a name for it, it equals
      // only itself.
      known = contents.computeIfAbsent(name, key -> contents.size());
      numbers.put(name, known);
      if (isAnonymous(name)) {
        Object content = content(components.get(name));
        known = contents.computeIfAbsent(content, key -> contents.size());
        numbers.put(name, known);
      }
    }
    return known;
  }

  /** Returns what a schema says, without where it says that. */
  private @Nullable Object content(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(content(item)));
      return copy;
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, Object> copy = new HashMap<>();
    CanonicalView.object(value)
        .forEach(
            (key, member) -> {
              String reference = reference(key, member);
              if (reference != null) {
                copy.put(key, number(reference));
              } else if (key.equals(CanonicalDocument.UNION)) {
                copy.put(key, CanonicalUnions.withoutPointers(CanonicalView.object(member)));
              } else if (!key.equals(CanonicalDocument.POINTER)) {
                copy.put(key, content(member));
              }
            });
    return copy;
  }

  private @Nullable String reference(String key, @Nullable Object value) {
    return key.equals("$ref") && value instanceof String text && text.startsWith(COMPONENTS)
        ? text.substring(COMPONENTS.length())
        : null;
  }

  /** Returns the end of a name up to the last word that says what the schema is. */
  private static String end(String name) {
    if (ERROR.matcher(name).matches()) {
      return ERROR_RESPONSE;
    }
    List<String> words = words(name);
    int start = words.size() - 1;
    while (start > 0 && PLACE.matcher(words.get(start)).matches()) {
      start--;
    }
    return String.join("", words.subList(start, words.size()));
  }

  /** Returns a name that no other class has: of the first schema, if there is no shorter one. */
  private String sharedName(List<String> group) {
    String first = group.get(0);
    return Stream.of(commonWords(group), words(first))
        .map(words -> end(first).equals(ERROR_RESPONSE) ? ERROR_RESPONSE : shortName(words))
        .filter(name -> name != null && !ClassNames.isTaken(name))
        .filter(name -> used.add(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(first);
  }

  private static List<String> commonWords(List<String> group) {
    List<String> common = words(group.get(0));
    for (String name : group) {
      List<String> words = words(name);
      int count = 0;
      while (count < Math.min(words.size(), common.size())
          && words.get(words.size() - 1 - count).equals(common.get(common.size() - 1 - count))) {
        count++;
      }
      common = common.subList(common.size() - count, common.size());
    }
    return common;
  }

  /** Returns a name without the operation that it begins with, or null if it says too little. */
  private static @Nullable String shortName(List<String> words) {
    List<String> left = words;
    for (int at = 0; at < words.size() - 1; at++) {
      if (BODIES.contains(words.get(at))) {
        left = words.subList(at, words.size());
        break;
      }
    }
    if (left.size() > 2 && BODIES.contains(left.get(0))) {
      left = left.subList(1, left.size());
    }
    return left.size() < 2 || !Character.isJavaIdentifierStart(left.get(0).charAt(0))
        ? null
        : String.join("", left);
  }

  private static List<String> words(String name) {
    return List.of(WORD_BOUNDARY.split(name));
  }

  private String name(String before) {
    return names.getOrDefault(before, before);
  }

  private @Nullable Object renamed(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(renamed(item)));
      return copy;
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    CanonicalView.object(value)
        .forEach(
            (key, member) -> {
              String reference = reference(key, member);
              copy.put(key, reference == null ? renamed(member) : COMPONENTS + name(reference));
            });
    return copy;
  }
}
