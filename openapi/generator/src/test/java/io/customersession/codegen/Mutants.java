package io.customersession.codegen;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Documents with faults that nobody thought of: each is one of some documents with one to three
 * random changes of its values or of its text. A mutant depends on its number alone.
 */
final class Mutants {
  private static final Gson JSON =
      new GsonBuilder()
          .serializeNulls()
          .serializeSpecialFloatingPointValues()
          .disableHtmlEscaping()
          .create();

  private static final List<String> KEYWORDS =
      List.of(
          "$ref allOf oneOf anyOf not items properties additionalProperties required nullable type",
          "enum const default example examples format pattern minLength maxLength minimum maximum",
          "exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems readOnly",
          "writeOnly discriminator mapping propertyName deprecated title description parameters",
          "requestBody responses content schema headers in name style explode security tags",
          "operationId x-state-machine x-since x-maximum-sum x-also-accepts x-implements x-served",
          "patternProperties if then else $defs unevaluatedProperties prefixItems minProperties",
          "maxProperties propertyNames contains dependentRequired get post default 200 4XX");

  private final List<String> texts = new ArrayList<>();
  private final long seed;

  Mutants(List<Path> documents, long seed) throws IOException {
    for (Path document : documents) {
      texts.add(Files.readString(document));
    }
    this.seed = seed;
  }

  /** Returns a mutant. */
  String text(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    String original = texts.get(random.nextInt(texts.size()));
    if (random.nextInt(8) == 0) {
      return spoiled(original, random);
    }
    Object root = new Load(LoadSettings.builder().build()).loadFromString(original);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      List<Place> places = new ArrayList<>();
      collect(root, "#", places);
      if (!places.isEmpty()) {
        change(places, random);
      }
    }
    return JSON.toJson(root);
  }

  /** A value and what holds it. */
  private record Place(Object holder, Object key, String pointer, @Nullable Object value) {
    @SuppressWarnings("unchecked")
    void set(@Nullable Object replacement) {
      if (holder instanceof Map<?, ?>) {
        ((Map<Object, @Nullable Object>) holder).put(key, replacement);
      } else {
        ((List<@Nullable Object>) holder).set((Integer) key, replacement);
      }
    }

    void remove() {
      if (holder instanceof Map<?, ?> map) {
        map.remove(key);
      } else {
        ((List<?>) holder).remove((int) (Integer) key);
      }
    }
  }

  private static void collect(@Nullable Object node, String pointer, List<Place> places) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> add(map, key, pointer + "/" + escaped(key), value, places));
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(list, i, pointer + "/" + i, list.get(i), places);
      }
    }
  }

  private static void add(
      Object holder, Object key, String pointer, @Nullable Object value, List<Place> places) {
    places.add(new Place(holder, key, pointer, value));
    collect(value, pointer, places);
  }

  private static String escaped(Object key) {
    return String.valueOf(key).replace("~", "~0").replace("/", "~1");
  }

  private static void change(List<Place> places, Random random) {
    Place place = pick(places, random);
    Place other = pick(places, random);
    switch (random.nextInt(8)) {
      case 0 -> place.remove();
      case 1 -> place.set(copy(odd(places, random)));
      case 2 -> place.set(copy(other.value()));
      case 3 -> place.set(copy(Map.of("$ref", other.pointer())));
      case 4 -> place.set(wrapped(copy(place.value()), random));
      case 5 -> rename(place, other, random);
      default -> insert(place, copy(other.value()), copy(odd(places, random)), random);
    }
  }

  private static @Nullable Object odd(List<Place> places, Random random) {
    return switch (random.nextInt(14)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(-2, 3);
      case 3 -> 1e300;
      case 4 -> "";
      case 5 -> keyword(random);
      case 6 -> new ArrayList<>();
      case 7 -> new LinkedHashMap<>();
      case 8 -> "*/ \\u002a \" $ {} \n";
      case 9 -> "#/components/schemas/Nothing";
      case 10 -> pick(places, random).pointer();
      case 11 -> List.of(Map.of("$ref", pick(places, random).pointer()));
      case 12 -> Map.of("type", "object", "additionalProperties", false);
      default -> "(a+)+$";
    };
  }

  private static Object wrapped(@Nullable Object value, Random random) {
    List<@Nullable Object> list = new ArrayList<>();
    list.add(value);
    if (random.nextBoolean()) {
      return list;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(keyword(random), random.nextBoolean() ? value : list);
    return map;
  }

  @SuppressWarnings("unchecked")
  private static void rename(Place place, Place other, Random random) {
    if (place.holder() instanceof Map<?, ?>) {
      Object name = random.nextBoolean() ? keyword(random) : String.valueOf(other.key());
      place.remove();
      ((Map<Object, @Nullable Object>) place.holder()).put(name, place.value());
    }
  }

  @SuppressWarnings("unchecked")
  private static void insert(
      Place place, @Nullable Object copied, @Nullable Object odd, Random random) {
    Object value = random.nextBoolean() ? copied : odd;
    if (place.value() instanceof Map<?, ?>) {
      ((Map<Object, @Nullable Object>) place.value()).put(keyword(random), value);
    } else if (place.value() instanceof List<?>) {
      ((List<@Nullable Object>) place.value()).add(value);
    } else {
      place.set(value);
    }
  }

  private static String spoiled(String text, Random random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(end);
      case 1 -> text.substring(0, end) + text.substring(at);
      default ->
          text.substring(0, at)
              + "\t:{[\"'&a *a !!b |>-".charAt(random.nextInt(18))
              + text.substring(at);
    };
  }

  private static String keyword(Random random) {
    return pick(List.of(pick(KEYWORDS, random).split(" ", -1)), random);
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static @Nullable Object copy(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copied = new LinkedHashMap<>();
      map.forEach((key, each) -> copied.put(key, copy(each)));
      return copied;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copied = new ArrayList<>();
      list.forEach(each -> copied.add(copy(each)));
      return copied;
    }
    return value;
  }
}
