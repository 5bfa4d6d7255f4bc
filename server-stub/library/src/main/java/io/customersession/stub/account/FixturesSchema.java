package io.customersession.stub.account;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The JSON Schema of fixtures files, as far as it uses JSON Schema, held against the nodes of a
 * file so that every mistake has a line.
 */
final class FixturesSchema {
  static final String NAME = "fixtures.schema.json";

  private static final Set<String> KEYWORDS =
      Set.of(
          "$schema",
          "$defs",
          "$ref",
          "title",
          "description",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "minItems",
          "uniqueItems",
          "enum",
          "pattern",
          "format",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "exclusiveMinimum");

  private final JsonObject root;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Set<Node> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * One place where a file breaks a rule.
   *
   * @param line counted from 1
   * @param details a sentence that starts with the place
   * @param rule the place of the rule in the schema
   */
  record Mistake(int line, String details, String rule) {}

  FixturesSchema() {
    try (InputStream in =
        Objects.requireNonNull(FixturesSchema.class.getResourceAsStream(NAME), NAME)) {
      root =
          JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a file breaks the schema, in the order of the file. */
  List<Mistake> check(Node file) {
    check(file, root, "#", "");
    return mistakes;
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private void check(Node node, JsonObject schema, String rule, String place) {
    for (String keyword : schema.keySet()) {
      if (!KEYWORDS.contains(keyword)) {
        throw new IllegalStateException(NAME + " uses " + keyword + ", which is not looked at");
      }
    }
    JsonElement reference = schema.get("$ref");
    if (reference != null) {
      String target = reference.getAsString();
      check(node, resolve(target), target, place);
      return;
    }
    if (schema.has("type") && !hasType(node, schema.get("type"))) {
      add(node, rule, "type", place, "must be " + described(schema.get("type")));
      return;
    }
    if (schema.has("enum")) {
      checkEnum(node, schema, rule, place);
    }
    if (!entered.add(node)) {
      add(node, rule, "type", place, "must not contain itself");
      return;
    }
    if (node instanceof MappingNode mapping) {
      checkObject(mapping, schema, rule, place);
    } else if (node instanceof SequenceNode sequence) {
      checkArray(sequence, schema, rule, place);
    } else if (node instanceof ScalarNode scalar) {
      checkScalar(scalar, schema, rule, place);
    }
    entered.remove(node);
  }

  private void checkObject(MappingNode node, JsonObject schema, String rule, String place) {
    JsonObject properties = schema.getAsJsonObject("properties");
    Map<String, Node> members = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
      String member = place.isEmpty() ? name : place + "." + name;
      if (members.putIfAbsent(name, tuple.getValueNode()) != null) {
        add(tuple.getKeyNode(), rule, "properties", member, "is given more than once");
      } else if (!properties.has(name)) {
        add(
            tuple.getKeyNode(),
            rule,
            "additionalProperties",
            member,
            "is not known; known are " + String.join(", ", properties.keySet()));
      } else {
        check(
            tuple.getValueNode(),
            properties.getAsJsonObject(name),
            rule + "/properties/" + name,
            member);
      }
    }
    if (schema.has("required")) {
      for (JsonElement name : schema.getAsJsonArray("required")) {
        if (!members.containsKey(name.getAsString())) {
          String member = (place.isEmpty() ? "" : place + ".") + name.getAsString();
          add(node, rule, "required", member, "is required");
        }
      }
    }
  }

  private void checkArray(SequenceNode node, JsonObject schema, String rule, String place) {
    List<Node> items = node.getValue();
    if (schema.has("minItems") && items.size() < schema.get("minItems").getAsInt()) {
      add(node, rule, "minItems", place, "must have " + schema.get("minItems") + " or more items");
    }
    Set<String> values = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String item = place + "[" + i + "]";
      check(items.get(i), schema.getAsJsonObject("items"), rule + "/items", item);
      if (schema.has("uniqueItems")
          && items.get(i) instanceof ScalarNode scalar
          && !values.add(scalar.getValue())) {
        add(scalar, rule, "uniqueItems", item, "is there already");
      }
    }
  }

  private void checkScalar(ScalarNode node, JsonObject schema, String rule, String place) {
    String text = node.getValue();
    if (!FixtureValue.isWellFormed(text)) {
      add(node, rule, "type", place, FixtureValue.TEXT_RULE);
      return;
    }
    BigDecimal number = isNumber(node) ? decimal(node) : null;
    if (number != null && !FixtureValue.isBounded(number)) {
      add(node, rule, "type", place, FixtureValue.NUMBER_RULE);
      return;
    }
    int length = text.codePointCount(0, text.length());
    bound(
        schema,
        "minLength",
        min -> {
          if (length < min.intValue()) {
            add(node, rule, "minLength", place, "must have " + min + " or more characters");
          }
        });
    bound(
        schema,
        "maxLength",
        max -> {
          if (length > max.intValue()) {
            add(node, rule, "maxLength", place, "must have at most " + max + " characters");
          }
        });
    if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").getAsString()).matcher(text).find()) {
      add(node, rule, "pattern", place, "must match " + schema.get("pattern").getAsString());
    }
    if (schema.has("format") && !AttributeType.TIME.accepts(text)) {
      add(node, rule, "format", place, "must be a date-time with an offset, as of RFC 3339");
    }
    bound(
        schema,
        "minimum",
        min -> {
          if (new BigDecimal(text).compareTo(min) < 0) {
            add(node, rule, "minimum", place, "must be " + min + " or more");
          }
        });
    bound(
        schema,
        "maximum",
        max -> {
          if (new BigDecimal(text).compareTo(max) > 0) {
            add(node, rule, "maximum", place, "must be at most " + max);
          }
        });
    bound(
        schema,
        "exclusiveMinimum",
        min -> {
          if (new BigDecimal(text).compareTo(min) <= 0) {
            add(node, rule, "exclusiveMinimum", place, "must be more than " + min);
          }
        });
  }

  private void checkEnum(Node node, JsonObject schema, String rule, String place) {
    List<String> allowed =
        schema.getAsJsonArray("enum").asList().stream().map(JsonElement::getAsString).toList();
    if (!(node instanceof ScalarNode scalar) || !allowed.contains(scalar.getValue())) {
      add(node, rule, "enum", place, "must be one of " + String.join(", ", allowed));
    }
  }

  private static void bound(JsonObject schema, String keyword, Consumer<BigDecimal> check) {
    if (schema.has(keyword)) {
      check.accept(schema.get(keyword).getAsBigDecimal());
    }
  }

  private JsonObject resolve(String reference) {
    JsonObject target = root;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      target = target.getAsJsonObject(step);
    }
    return target;
  }

  private static boolean hasType(Node node, JsonElement type) {
    return type.isJsonArray()
        ? type.getAsJsonArray().asList().stream().anyMatch(each -> hasType(node, each))
        : hasType(node, type.getAsString());
  }

  private static boolean hasType(Node node, String type) {
    return switch (type) {
      case "object" -> node instanceof MappingNode;
      case "array" -> node instanceof SequenceNode;
      case "string" -> node.getTag().equals(Tag.STR);
      case "integer" -> node.getTag().equals(Tag.INT) && decimal(node) != null;
      case "number" -> isNumber(node) && decimal(node) != null;
      default -> throw new IllegalStateException(NAME + " uses the type " + type);
    };
  }

  private static boolean isNumber(Node node) {
    return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
  }

  /** Infinity and NaN are numbers of YAML, but no JSON. */
  private static @Nullable BigDecimal decimal(Node node) {
    try {
      return new BigDecimal(((ScalarNode) node).getValue());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String described(JsonElement type) {
    return type.isJsonArray()
        ? type.getAsJsonArray().asList().stream()
            .map(FixturesSchema::described)
            .collect(Collectors.joining(" or "))
        : (type.getAsString().matches("[aio].*") ? "an " : "a ") + type.getAsString();
  }

  private void add(Node node, String rule, String keyword, String place, String details) {
    String subject = place.isEmpty() ? "the file" : place;
    mistakes.add(new Mistake(line(node), subject + " " + details, NAME + rule + "/" + keyword));
  }
}
