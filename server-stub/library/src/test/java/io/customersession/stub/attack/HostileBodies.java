package io.customersession.stub.attack;

import io.customersession.stub.JsonTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bodies that fit a schema, apart from what is broken at random. */
final class HostileBodies {
  static final List<String> ODD_TEXTS =
      List.of(
          "",
          " ",
          "closed",
          "cancelled",
          "\u00e4\u20ac\ud83d\ude00",
          "\u0000",
          "\u001b[31m\u0007",
          "\u202e",
          "../..",
          "'; --",
          "NaN",
          "x".repeat(101),
          "y".repeat(1001),
          "e\u0301".repeat(50),
          "2026-01-01T00:00:00",
          "+999999999-12-31T23:59:59.999999999-18:00",
          "-0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59-18:00",
          "P9999999999999D",
          "stub-fault-nothing",
          "\ud800",
          "a\udc00b");
  private static final List<String> ODD_NUMBERS =
      List.of(
          "0",
          "-1",
          "-0",
          "1.5",
          "1e2",
          "1e400",
          "1e-400",
          "1e999999999",
          "1e99999999999999999999",
          "2147483648",
          "9223372036854775808",
          "0.000000001",
          "9".repeat(401));
  private static final List<String> INVALID_JSON =
      List.of("NaN", "Infinity", "01", "+1", "0x10", ".5", "1.", "--1", "'a'", "{a:1}", "[1,]", "");

  private final Chance chance;

  HostileBodies(Chance chance) {
    this.chance = chance;
  }

  /** Returns the text of a body for an operation that declares one. */
  String text(AttackedOperation operation, double wrong) {
    if (!operation.examples().isEmpty() && chance.of(0.3)) {
      return mutated(chance.one(operation.examples()), wrong);
    }
    return value(operation.schemas(), "", operation.body(), 0, wrong);
  }

  /** Replaces one of the values in a text. */
  private String mutated(String json, double wrong) {
    if (!chance.of(wrong * 3)) {
      return json;
    }
    List<Integer> colons = new ArrayList<>();
    for (int at = json.indexOf(": "); at >= 0; at = json.indexOf(": ", at + 1)) {
      colons.add(at);
    }
    if (colons.isEmpty()) {
      return odd(Map.of());
    }
    int at = chance.one(colons) + 2;
    return json.substring(0, at)
        + odd(Map.of())
        + json.substring(at).replaceFirst("^[^,}\\]]*", "");
  }

  String value(
      AttackedOperation.Schemas schemas,
      String name,
      Map<?, ?> unresolved,
      int depth,
      double wrong) {
    Map<?, ?> schema = schemas.resolve(unresolved);
    if (chance.of(wrong)) {
      return odd(schema);
    }
    if (schema.get("enum") instanceof List<?> values) {
      return JsonTexts.quoted(chance.one(values).toString());
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(schemas, schema, depth, wrong);
      case "array" -> array(schemas, schema, depth, wrong);
      case "integer" -> String.valueOf(1 + chance.below(3));
      case "number" -> chance.below(100) + "." + chance.below(100);
      case "boolean" -> String.valueOf(chance.of(0.5));
      case "string" ->
          JsonTexts.quoted(
              "date-time".equals(schema.get("format")) ? "2030-01-01T00:00:00Z" : text(name));
      default -> chance.one(List.of("1", "\"x\"", "null", "{}", "[1.50]"));
    };
  }

  /** Returns a text that means something to a property of this name. */
  private String text(String name) {
    return switch (name) {
      case "couponCodes" -> chance.one(List.of("TEN", "FEW", "NONE"));
      case "referralCode" -> "FRIEND";
      case "fault" ->
          chance.one(
              List.of("status=503", "conflict", "drop", "drop-after", "truncate", "malformed"));
      case "snapshot" -> chance.one(List.of("n0", "n1"));
      case "world" -> chance.one(List.of("main", "w2"));
      case "by" -> chance.one(List.of("PT1H", "-PT5S"));
      case "timeout" -> "PT0.02S";
      case "method" -> "PUT";
      case "responseVersion" -> chance.one(List.of("auto", "latest", "26.02"));
      default -> chance.one(List.of("a", "b", "jane", "bob", "TEN"));
    };
  }

  private String object(
      AttackedOperation.Schemas schemas, Map<?, ?> schema, int depth, double wrong) {
    List<String> members = new ArrayList<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
      properties.forEach(
          (name, property) -> {
            boolean always = required.contains(name) || name.equals("timeout");
            if (always ? !chance.of(wrong / 3) : depth < 5 && chance.of(0.3)) {
              String member =
                  JsonTexts.quoted(name.toString())
                      + ":"
                      + value(schemas, name.toString(), (Map<?, ?>) property, depth + 1, wrong);
              members.add(member);
              if (chance.of(wrong / 4)) {
                members.add(member);
              }
            }
          });
    } else if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      String key = chance.one(List.of("shipping", "old-version", "/customerSession/state", "*"));
      members.add(JsonTexts.quoted(key) + ":" + value(schemas, "", values, depth + 1, wrong));
    } else if (chance.of(0.5)) {
      members.add(chance.one(List.of("\"city\":\"Rome\"", "\"size\":2", "\"x\":null")));
    }
    if (chance.of(wrong / 3)) {
      members.add(JsonTexts.quoted(chance.one(ODD_TEXTS)) + ":" + odd(schema));
    }
    return "{" + String.join(",", members) + "}";
  }

  private String array(
      AttackedOperation.Schemas schemas, Map<?, ?> schema, int depth, double wrong) {
    int max = schema.get("maxItems") instanceof Number limit ? limit.intValue() : 3;
    int size = chance.of(wrong) ? Math.min(max + 1, 1_100) : chance.below(Math.min(max, 3) + 1);
    if (schema.get("minItems") instanceof Number min && !chance.of(wrong)) {
      size = Math.max(size, min.intValue());
    }
    Map<?, ?> itemSchema = (Map<?, ?>) schema.get("items");
    List<String> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(value(schemas, "couponCodes", itemSchema, depth + 1, size > 10 ? 0 : wrong));
    }
    return "[" + String.join(",", items) + "]";
  }

  /** Returns a value of any type, at or beyond the bounds of a schema. */
  private String odd(Map<?, ?> schema) {
    return switch (chance.below(10)) {
      case 0 -> "null";
      case 1 -> chance.one(ODD_NUMBERS);
      case 2 -> chance.one(INVALID_JSON);
      case 3, 4 -> JsonTexts.quoted(chance.one(ODD_TEXTS));
      case 5 ->
          schema.get("maxLength") instanceof Number max
              ? JsonTexts.quoted("z".repeat(max.intValue() + chance.below(2)))
              : "true";
      case 6 ->
          schema.get("minimum") instanceof Number min
              ? String.valueOf(min.longValue() - 1 + chance.below(2))
              : "{}";
      case 7 -> JsonTexts.nested(chance.of(0.5), 1 + chance.below(chance.of(0.05) ? 30_000 : 400));
      case 8 -> "[[],{},null,1,\"\"]";
      default -> "{\"a\":1,\"a\":2}";
    };
  }

  /** Returns the bytes of a body, broken below the level of JSON. */
  byte[] broken(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (chance.below(8)) {
      case 0 -> Arrays.copyOf(bytes, chance.below(bytes.length + 1));
      case 1 -> text.getBytes(StandardCharsets.UTF_16);
      case 2 -> text.replace('a', '\u00e4').getBytes(StandardCharsets.ISO_8859_1);
      case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      case 4 ->
          (text + chance.one(List.of("x", "{}", ",", "\u0000", " \n")))
              .getBytes(StandardCharsets.UTF_8);
      case 5 -> {
        for (int i = 0; i < 3 && bytes.length > 0; i++) {
          bytes[chance.below(bytes.length)] = (byte) chance.below(256);
        }
        yield bytes;
      }
      case 6 -> chance.of(0.1) ? new byte[2_200_000] : new byte[5_000];
      default -> new byte[0];
    };
  }
}
