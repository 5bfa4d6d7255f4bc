package io.customersession.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives one class to schemas without a name of their own that say the same, such as the error
 * bodies of operations in a document from which a tool has removed all references.
 *
 * <p>Schemas share a class if everything in them is equal, descriptions included, and their names
 * end in the same two words: an order's {@code Status} is not the {@code Type} of an item that
 * happens to allow the same values. The class has the words that all these names end in, without
 * those of the body: {@code GetOrderResponseCartItem} and {@code PayOrderRequestCartItem} are
 * {@code CartItem}. What may be an entity shares its class with none, since equal responses do not
 * make a cat a dog: the body of a request or of a success response, its items and values, and what
 * declares itself an entity or has a state.
 */
final class SharedSchemas {
  private static final String COMPONENTS = "#/components/schemas/";
  private static final String ERROR = "ErrorResponse";
  private static final int MIN_WORDS = 2;

  /** Words for the items and values of a body, which say nothing of what they are. */
  private static final Set<String> PLACES = Set.of("Item", "Value");

  private static final Pattern WORD_BOUNDARY =
      Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** The number of a schema's content, and what its name ends in. */
  private record Kind(int content, String end) {}

  private final Map<String, Object> components;
  private final Set<String> named;
  private final OperationBodies bodies;
  private final ClassNames classNames;

  /** Numbers of contents, in which references are the numbers of what they refer to. */
  private final Map<Object, Integer> contents = new HashMap<>();

  private final Map<String, Integer> numbers = new HashMap<>();

  /** The names of shared classes by the names of the classes that they replace. */
  private final Map<String, String> names = new HashMap<>();

  private SharedSchemas(CanonicalSchemas schemas, OperationBodies bodies) {
    components = schemas.components();
    named = schemas.named();
    classNames = schemas.classNames();
    this.bodies = bodies;
  }

  /**
   * Merges equal schemas, and names the merged ones everywhere.
   *
   * @param paths the operations, with references to schemas
   */
  static void merge(Map<String, Object> paths, CanonicalSchemas schemas, OperationBodies bodies) {
    Map<String, Object> components = schemas.components();
    SharedSchemas shared = new SharedSchemas(schemas, bodies);
    Map<String, String> sources = shared.nameGroups();
    if (!sources.isEmpty()) {
      Map<String, Object> merged = new LinkedHashMap<>();
      for (String name : components.keySet()) {
        String after = shared.name(name);
        Object schema = components.get(sources.getOrDefault(after, name));
        merged.computeIfAbsent(after, key -> shared.renamed(schema));
      }
      components.clear();
      components.putAll(merged);
      paths.replaceAll((path, item) -> shared.renamed(item));
    }
  }

  /** Names shared classes, and returns the schemas that they are written from. */
  private Map<String, String> nameGroups() {
    Map<Kind, List<String>> groups = new LinkedHashMap<>();
    for (String name : components.keySet()) {
      String end = end(name);
      if (end != null) {
        groups.computeIfAbsent(new Kind(number(name), end), key -> new ArrayList<>()).add(name);
      }
    }
    groups.values().removeIf(group -> group.size() == 1);
    long errors = groups.keySet().stream().filter(kind -> kind.end().equals(ERROR)).count();
    Map<String, String> sources = new HashMap<>();
    groups.values().stream()
        // What is used most gets the shorter name, wherever the document has it first.
        .sorted(Comparator.comparing(group -> -group.size()))
        .forEach(
            group -> {
              String name = sharedName(group, errors == 1);
              group.forEach(each -> names.put(each, name));
              sources.put(name, source(group));
            });
    return sources;
  }

  /** Returns what the name of a schema that can share its class ends in, or null. */
  private @Nullable String end(String name) {
    if (named.contains(name) || bodies.isWhole(name) || isEntity(components.get(name))) {
      return null;
    }
    if (bodies.errorStatus(name) != null) {
      return ERROR;
    }
    List<String> words = words(name);
    if (wordsInBody(name) == 1 && PLACES.contains(words.get(words.size() - 1))) {
      return null;
    }
    return words.size() < MIN_WORDS ? null : join(last(words, MIN_WORDS));
  }

  /** Returns true if a schema declares itself an entity, or has a state. */
  private boolean isEntity(@Nullable Object schema) {
    Map<String, Object> written = CanonicalView.object(schema);
    return written.containsKey(EntityExtensions.ENTITY)
        || CanonicalView.object(written.get("properties")).values().stream()
            .map(property -> CanonicalView.name(CanonicalView.object(property)))
            .filter(Objects::nonNull)
            .anyMatch(
                name ->
                    CanonicalView.object(components.get(name)).containsKey(StateMachine.EXTENSION));
  }

  /** Returns the schema with the location to report: one that requests are checked against. */
  private String source(List<String> group) {
    return group.stream()
        .filter(
            name ->
                String.valueOf(
                        CanonicalView.object(components.get(name)).get(CanonicalDocument.POINTER))
                    .contains("/requestBody/"))
        .findFirst()
        .orElse(group.get(0));
  }

  private int number(String name) {
    Integer known = numbers.get(name);
    if (known == null) {
      // Until its content is known, and always if the document has a name for it, it equals only
      // itself.
      known = contents.computeIfAbsent(name, key -> contents.size());
      numbers.put(name, known);
      if (!named.contains(name)) {
        Object content = content(components.get(name));
        known = contents.computeIfAbsent(content, key -> contents.size());
        numbers.put(name, known);
      }
    }
    return known;
  }

  /** Returns the content of a schema without JSON pointers and the names of classes. */
  private @Nullable Object content(@Nullable Object schema) {
    return rewritten(schema, this::number, SharedSchemas::withoutPointers);
  }

  private static Map<String, Object> withoutPointers(Map<String, Object> object) {
    Map<String, Object> copy = new LinkedHashMap<>(object);
    copy.remove(CanonicalDocument.POINTER);
    copy.computeIfPresent(
        CanonicalDocument.UNION,
        (key, union) -> CanonicalUnions.withoutPointers(CanonicalView.object(union)));
    return copy;
  }

  private static @Nullable String reference(String key, @Nullable Object value) {
    return key.equals("$ref") && value instanceof String text && text.startsWith(COMPONENTS)
        ? text.substring(COMPONENTS.length())
        : null;
  }

  /** Returns a name that no other class has: that of the first schema if no shorter one is free. */
  private String sharedName(List<String> group, boolean isOnlyError) {
    String first = group.get(0);
    List<@Nullable String> wanted = new ArrayList<>();
    if (bodies.errorStatus(first) == null) {
      int inBody = group.stream().mapToInt(this::wordsInBody).min().orElseThrow();
      wanted.add(shortName(commonWords(group), inBody));
      wanted.add(shortName(words(first), wordsInBody(first)));
    } else {
      Set<@Nullable String> statuses = new HashSet<>();
      group.forEach(name -> statuses.add(bodies.errorStatus(name)));
      if (!isOnlyError && statuses.size() == 1) {
        wanted.add(
            "Error" + ClassNames.words(String.valueOf(statuses.iterator().next())) + "Response");
      }
      wanted.add(ERROR);
    }
    return wanted.stream()
        .filter(Objects::nonNull)
        .filter(classNames::take)
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
      common = last(common, count);
    }
    return common;
  }

  /**
   * Returns the last words of a name, without those of the body that it begins with, or null if
   * they say too little.
   *
   * @param inBody the number of words behind those of the body
   */
  private static @Nullable String shortName(List<String> words, int inBody) {
    List<String> left = last(words, inBody < MIN_WORDS ? inBody + 1 : inBody);
    return left.size() < MIN_WORDS || !Character.isJavaIdentifierStart(left.get(0).charAt(0))
        ? null
        : join(left);
  }

  private int wordsInBody(String name) {
    List<String> words = words(name);
    for (int count = words.size() - 1; count > 0; count--) {
      if (bodies.isPrefix(join(words.subList(0, count)))) {
        return words.size() - count;
      }
    }
    return words.size();
  }

  private static List<String> last(List<String> words, int count) {
    return words.subList(Math.max(0, words.size() - count), words.size());
  }

  private static List<String> words(String name) {
    return List.of(WORD_BOUNDARY.split(name, -1));
  }

  private static String join(List<String> words) {
    return String.join("", words);
  }

  private String name(String before) {
    return names.getOrDefault(before, before);
  }

  private @Nullable Object renamed(@Nullable Object value) {
    return rewritten(value, name -> COMPONENTS + name(name), UnaryOperator.identity());
  }

  /** Returns a copy of a value with other references, and other members of objects. */
  private static @Nullable Object rewritten(
      @Nullable Object value,
      Function<String, Object> reference,
      UnaryOperator<Map<String, Object>> members) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(rewritten(item, reference, members)));
      return copy;
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    members
        .apply(CanonicalView.object(value))
        .forEach(
            (key, member) -> {
              String name = reference(key, member);
              copy.put(
                  key,
                  name == null ? rewritten(member, reference, members) : reference.apply(name));
            });
    return copy;
  }
}
