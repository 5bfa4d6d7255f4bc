package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes bodies from the schemas of the document, valid and invalid ones. */
abstract class RandomBodies {
  /** What the generator below takes into account, or need not; another keyword has to be taught. */
  static final Set<String> KEYWORDS =
      Set.of(
          "$ref",
          "allOf",
          "type",
          "format",
          "enum",
          "nullable",
          "description",
          "example",
          "readOnly",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "maxItems",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "x-extension",
          "x-maximum-sum",
          "x-since",
          "x-state-machine");

  static final long SEED = Long.getLong("annotations.seed", 20_261_123);

  static final List<String> NAMES = List.of("fee", "a/b~c", "", "\u00e4", "x\\ty", "0");

  final Random random = new Random(SEED);

  static Map<?, ?> resolve(Map<?, ?> schema) {
    for (Object keyword : schema.keySet()) {
      assertThat(KEYWORDS)
          .as("the keywords that RandomBodies makes values for; teach it \"%s\"", keyword)
          .contains(keyword.toString());
    }
    Object reference = schema.get("$ref");
    if (reference == null && schema.get("allOf") instanceof List<?> all) {
      assertThat(all).hasSize(1);
      reference = ((Map<?, ?>) all.get(0)).get("$ref");
    }
    return reference == null
        ? schema
        : resolve(Document.schema(reference.toString().replaceFirst(".*/", "")));
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** Returns a value of a schema's type, with limits broken at random. */
  String value(Map<?, ?> unresolved, int depth, double wrong) {
    if (Boolean.TRUE.equals(unresolved.get("nullable")) && chance(0.1)) {
      return "null";
    }
    Map<?, ?> schema = resolve(unresolved);
    if (schema.get("enum") instanceof List<?> values) {
      return JsonTexts.quoted(values.get(random.nextInt(values.size())).toString());
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(schema, depth, wrong);
      case "array" -> array(schema, depth, wrong);
      case "integer" -> number(schema, wrong, BigDecimal.ONE);
      case "number" -> number(schema, wrong, new BigDecimal("0.01"));
      case "boolean" -> String.valueOf(random.nextBoolean());
      case "string" -> JsonTexts.quoted(text(schema, wrong));
      default -> throw new AssertionError("no type: " + schema);
    };
  }

  String object(Map<?, ?> schema, int depth, double wrong) {
    List<String> members = new ArrayList<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
      properties.forEach(
          (name, property) -> {
            if (required.contains(name) ? !chance(wrong) : chance(depth < 2 ? 0.5 : 0.3)) {
              // What is read-only has its limits in responses only; a request's value is skipped.
              double share =
                  Boolean.TRUE.equals(((Map<?, ?>) property).get("readOnly")) ? 0 : wrong;
              members.add(
                  JsonTexts.quoted(name.toString())
                      + ":"
                      + value((Map<?, ?>) property, depth + 1, share));
            }
          });
      if (chance(0.05)) {
        members.add("\"undeclared\":[{\"a\":null},-1,\"\"]");
      }
    } else if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      for (String name : NAMES.subList(0, random.nextInt(NAMES.size() + 1))) {
        members.add(JsonTexts.quoted(name) + ":" + value(values, depth + 1, wrong));
      }
    } else {
      members.add("\"city\":\"Rome\",\"size\":-1,\"none\":null,\"deep\":[{\"er\":\"\"}]");
    }
    return "{" + String.join(",", members) + "}";
  }

  String array(Map<?, ?> schema, int depth, double wrong) {
    Integer min = (Integer) schema.get("minItems");
    Integer max = (Integer) schema.get("maxItems");
    int size = random.nextInt(4);
    size = min == null ? size : Math.max(size, min);
    size = max == null ? size : Math.min(size, max);
    if (min != null && chance(wrong)) {
      size = min - 1;
    } else if (max != null && chance(max > 100 ? wrong / 20 : wrong)) {
      size = max + random.nextInt(2);
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      // What stands behind the limit of a request is not looked at, and of one rule so many are
      // named.
      double share = (max != null && i >= max) || i > 10 ? 0 : wrong;
      items.add(value((Map<?, ?>) schema.get("items"), depth + 1, share));
    }
    return "[" + String.join(",", items) + "]";
  }

  String number(Map<?, ?> schema, double wrong, BigDecimal step) {
    BigDecimal min = decimal(schema.get("minimum"));
    BigDecimal max = decimal(schema.get("maximum"));
    if (min != null && chance(wrong)) {
      return min.subtract(step).toPlainString();
    }
    if (max != null && chance(wrong)) {
      return max.add(step).toPlainString();
    }
    BigDecimal some = step.multiply(BigDecimal.valueOf(random.nextInt(50)));
    if (min != null) {
      return min.add(chance(0.3) ? BigDecimal.ZERO : some).toPlainString();
    }
    return max == null ? some.negate().toPlainString() : max.subtract(some).toPlainString();
  }

  static BigDecimal decimal(Object limit) {
    return limit == null ? null : new BigDecimal(limit.toString());
  }

  String text(Map<?, ?> schema, double wrong) {
    Object format = schema.get("format");
    if (format != null) {
      return switch (format.toString()) {
        case "date-time" -> "2026-01-01T00:00:00Z";
        case "uuid" -> "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
        default -> throw new AssertionError("what is a " + format + "?");
      };
    }
    if (schema.get("pattern") != null && !chance(wrong)) {
      assertThat(schema.get("example"))
          .as("an example beside the pattern %s, to send valid values", schema.get("pattern"))
          .isInstanceOf(String.class);
      return schema.get("example").toString();
    }
    int min = schema.get("minLength") instanceof Integer limit ? limit : 0;
    Integer max = (Integer) schema.get("maxLength");
    int length = min + random.nextInt(5);
    if (min > 0 && chance(wrong)) {
      length = min - 1;
    } else if (max != null && chance(wrong)) {
      length = max + random.nextInt(2);
    }
    String characters = "ab 1\"\\/\n\u00e9\u20ac\u0000\u2028";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
