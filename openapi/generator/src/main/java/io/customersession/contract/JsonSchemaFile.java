package io.customersession.contract;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.customersession.contract.violation.Suggestions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema of an OpenAPI document as JSON Schema 2020-12, for editors and validators of
 * files that the schema describes. The schemas that classes are generated for become its {@code
 * $defs}; a reference to any other schema is replaced by the schema, so that the locations of rules
 * that generated codecs report exist in it.
 */
public final class JsonSchemaFile {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";

  /** Keywords whose values mean the same in both languages. */
  private static final Set<String> SAME =
      Set.of(
          ("title description type format pattern minLength maxLength minimum maximum multipleOf"
                  + " minItems maxItems uniqueItems minProperties maxProperties required enum default"
                  + " readOnly writeOnly deprecated")
              .split(" "));

  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private final Document document;
  private final Deque<String> pending = new ArrayDeque<>();
  private final Set<String> known = new TreeSet<>();
  private final Set<DocumentNode> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  private JsonSchemaFile(Document document) {
    this.document = document;
  }

  /**
   * Writes the file, unless it is up to date.
   *
   * @param document the OpenAPI document
   * @param schema the name of the schema in the document
   * @param output the file to write
   * @throws InvalidContractException if the document is invalid or does not have the schema
   */
  public static void write(Path document, String schema, Path output) {
    OutputFile.write(output, new JsonSchemaFile(Document.checked(document)).text(schema));
  }

  private String text(String schema) {
    if (!document.schemas().containsKey(schema)) {
      throw new InvalidContractException(
          List.of(
              new Diagnostic(
                  document.root().location(),
                  "there is no schema \"" + schema + "\"",
                  Suggestions.advice(schema, document.schemas().keySet()))));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DIALECT);
    DocumentNode info = document.root().get("info");
    if (info != null && info.text("title") != null) {
      root.put("title", info.text("title"));
    }
    root.put("$ref", definition(schema));
    Map<String, Object> definitions = new LinkedHashMap<>();
    for (String name = pending.poll(); name != null; name = pending.poll()) {
      definitions.put(name, converted(Objects.requireNonNull(document.schemas().get(name))));
    }
    root.put("$defs", definitions);
    return JSON.toJson(root) + "\n";
  }

  /** Returns the reference to a definition, which is added if it is not there yet. */
  private String definition(String name) {
    if (known.add(name)) {
      pending.add(name);
    }
    return DEFINITIONS + name;
  }

  private Map<String, Object> schema(DocumentNode schema) {
    String reference = schema.text("$ref");
    if (reference == null) {
      return converted(schema);
    }
    DocumentNode target = document.follow(schema);
    if (target == null || !reference.startsWith(SCHEMAS)) {
      throw unsupported(schema.keyLocation("$ref"), "a reference to " + reference);
    }
    if (isClass(target)) {
      return Map.of("$ref", definition(reference.substring(SCHEMAS.length())));
    }
    if (!entered.add(target)) {
      throw unsupported(target.location(), "a list or map that contains itself");
    }
    Map<String, Object> converted = converted(target);
    entered.remove(target);
    return converted;
  }

  /** Returns true if a class is generated for a schema that has a name. */
  private static boolean isClass(DocumentNode schema) {
    return schema.get("properties") != null
        || schema.get("allOf") != null
        || schema.get("enum") != null;
  }

  private Map<String, Object> converted(DocumentNode schema) {
    Map<String, Object> converted = new LinkedHashMap<>();
    schema
        .members()
        .forEach(
            (keyword, value) -> {
              if (SAME.contains(keyword)) {
                converted.put(keyword, value(value));
              } else if (keyword.equals("items")) {
                converted.put(keyword, schema(value));
              } else if (keyword.equals("additionalProperties")) {
                converted.put(keyword, value.isObject() ? schema(value) : value(value));
              } else if (keyword.equals("allOf")) {
                converted.put(keyword, value.items().stream().map(this::schema).toList());
              } else if (keyword.equals("properties")) {
                Map<String, Object> properties = new LinkedHashMap<>();
                value.members().forEach((name, each) -> properties.put(name, schema(each)));
                converted.put(keyword, properties);
              } else if (keyword.equals("example")) {
                converted.put("examples", Collections.singletonList(value(value)));
              }
            });
    exclude(schema, converted, "minimum", "exclusiveMinimum");
    exclude(schema, converted, "maximum", "exclusiveMaximum");
    accept(schema, converted);
    return converted;
  }

  /**
   * Adds a limit that is not itself allowed, which OpenAPI 3.0 says beside the limit. The limit
   * stays, because it is the location of the rule in the document.
   */
  private static void exclude(
      DocumentNode schema, Map<String, Object> converted, String limit, String exclusive) {
    DocumentNode excludes = schema.get(exclusive);
    Object value = converted.get(limit);
    if (excludes != null && excludes.isTrue() && value != null) {
      converted.put(exclusive, value);
    }
  }

  /** Adds null and the types of {@code x-also-accepts} to the type. */
  private static void accept(DocumentNode schema, Map<String, Object> converted) {
    DocumentNode nullable = schema.get("nullable");
    String other = schema.text("x-also-accepts");
    boolean isNullable = nullable != null && nullable.isTrue();
    if (converted.get("type") instanceof String type && (isNullable || other != null)) {
      List<String> types = new ArrayList<>(List.of(type));
      if (other != null) {
        types.add(other);
      }
      if (isNullable) {
        types.add("null");
      }
      converted.put("type", types);
    }
    if (isNullable && converted.get("enum") instanceof List<?> values) {
      List<@Nullable Object> more = new ArrayList<>(values);
      more.add(null);
      converted.put("enum", more);
    }
  }

  private @Nullable Object value(DocumentNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      node.members().forEach((name, member) -> members.put(name, value(member)));
      return members;
    }
    if (node.isList()) {
      List<@Nullable Object> items = new ArrayList<>();
      node.items().forEach(item -> items.add(value(item)));
      return items;
    }
    String text = node.text();
    if (text == null || node.isText()) {
      return text;
    }
    return text.equals("true") || text.equals("false")
        ? Boolean.valueOf(text)
        : new BigDecimal(text);
  }

  private static InvalidContractException unsupported(SourceLocation location, String what) {
    return new InvalidContractException(
        List.of(
            new Diagnostic(
                location,
                what + " is not supported in a JSON Schema",
                "refer to a schema of this document, and give lists and maps that contain themselves"
                    + " an object around them")));
  }
}
