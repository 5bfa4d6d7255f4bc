package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations, bodies and schemas of a document in its canonical form. */
final class CanonicalView {
  private static final String COMPONENTS = "#/components/schemas/";

  /**
   * An operation.
   *
   * @param id the operationId in the document
   * @param method in upper case
   */
  record Operation(String id, String method, String path, Map<String, Object> node) {
    String key() {
      return method + " " + path;
    }
  }

  private final Map<String, Object> schemas;
  private final List<Operation> operations = new ArrayList<>();

  CanonicalView(Document document, Selection selection) {
    Map<String, Object> canonical = CanonicalDocument.of(document, selection);
    schemas = object(object(canonical.get("components")).get("schemas"));
    object(canonical.get("paths"))
        .forEach(
            (path, item) ->
                object(item)
                    .forEach(
                        (method, written) -> {
                          Map<String, Object> node = object(written);
                          Object id = node.get(CanonicalDocument.OPERATION_ID);
                          operations.add(
                              new Operation(
                                  String.valueOf(id == null ? node.get("operationId") : id),
                                  method.toUpperCase(Locale.ROOT),
                                  path,
                                  node));
                        }));
  }

  /** Returns a value as an object; an empty one if it is something else. */
  @SuppressWarnings("unchecked") // the keys of objects are texts
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** Returns the operations in the order of the document, with those that are not served. */
  List<Operation> operations() {
    return operations;
  }

  /** Returns the named schemas: objects with properties, and enums. */
  Map<String, Object> schemas() {
    return schemas;
  }

  Map<String, Object> schema(@Nullable String name) {
    return name == null ? Map.of() : object(schemas.get(name));
  }

  /** Returns the name of the schema in the document, if it is a component there, or its own. */
  String declaredName(String name) {
    Object pointer = schema(name).get(CanonicalDocument.POINTER);
    String text = pointer == null ? "" : pointer.toString();
    return text.startsWith(COMPONENTS) && text.indexOf('/', COMPONENTS.length()) < 0
        ? JsonPointer.unescape(text.substring(COMPONENTS.length()))
        : name;
  }

  /** Returns the name of the schema that the document declares as a component, or null. */
  @Nullable String nameOfDeclared(@Nullable String declared) {
    if (declared == null) {
      return null;
    }
    for (String name : schemas.keySet()) {
      if (declaredName(name).equals(declared)) {
        return name;
      }
    }
    return null;
  }

  /** Returns the name of the schema that this one refers to, or null. */
  static @Nullable String name(Map<String, Object> schema) {
    Object reference = schema.get("$ref");
    if (reference == null
        && schema.get("allOf") instanceof List<?> all
        && all.size() == 1
        && all.get(0) instanceof Map<?, ?> only) {
      reference = only.get("$ref");
    }
    return reference == null ? null : reference.toString().substring(COMPONENTS.length());
  }

  /**
   * Returns the properties of a schema, or of the one that it refers to; of a union, those that any
   * of its schemas has.
   */
  Map<String, Object> properties(Map<String, Object> schema) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Map<String, Object> each : objects(schema)) {
      object(each.get("properties")).forEach(properties::putIfAbsent);
    }
    return properties;
  }

  /** Returns the properties that a schema requires; of a union, those that all its schemas do. */
  List<String> required(Map<String, Object> schema) {
    List<String> common = null;
    for (Map<String, Object> each : objects(schema)) {
      List<String> required =
          each.get("required") instanceof List<?> list
              ? list.stream().map(String::valueOf).toList()
              : List.of();
      common = common == null ? required : common.stream().filter(required::contains).toList();
    }
    return common == null ? List.of() : common;
  }

  /** Returns the schema that a schema is or refers to; of a union, all that a value may have. */
  private List<Map<String, Object>> objects(Map<String, Object> schema) {
    List<Map<String, Object>> found = new ArrayList<>();
    Set<Map<String, Object>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Map<String, Object>> waiting = new ArrayDeque<>(List.of(schema));
    while (!waiting.isEmpty()) {
      Map<String, Object> next = waiting.remove();
      String name = name(next);
      Map<String, Object> here = name == null ? next : schema(name);
      if (seen.add(here)) {
        if (here.containsKey(CanonicalDocument.UNION)) {
          object(here.get("properties")).values().forEach(branch -> waiting.add(object(branch)));
        } else {
          found.add(here);
        }
      }
    }
    return found;
  }

  /** Returns the type of a schema, or of the one that it refers to, or null. */
  @Nullable Object type(Map<String, Object> schema) {
    String name = name(schema);
    return (name == null ? schema : schema(name)).get("type");
  }

  /** Returns the schema of the items of a list, or null if this is not a list. */
  static @Nullable Map<String, Object> items(Map<String, Object> schema) {
    return "array".equals(schema.get("type")) ? object(schema.get("items")) : null;
  }

  /** Returns the schema of the request body in JSON, or null if there is none. */
  @Nullable Map<String, Object> request(Operation operation) {
    return json(object(operation.node().get("requestBody")));
  }

  /** Returns the schema of the success response that is sent by default, or null. */
  @Nullable Map<String, Object> response(Operation operation) {
    Map<String, Object> sorted = new TreeMap<>(object(operation.node().get("responses")));
    for (String first : List.of("2", "default")) {
      for (Map.Entry<String, Object> response : sorted.entrySet()) {
        if (response.getKey().startsWith(first)) {
          return json(object(response.getValue()));
        }
      }
    }
    return null;
  }

  private static @Nullable Map<String, Object> json(Map<String, Object> body) {
    for (Map.Entry<String, Object> media : object(body.get("content")).entrySet()) {
      if (media.getKey().contains("json") || media.getKey().equals("*/*")) {
        return object(object(media.getValue()).get("schema"));
      }
    }
    return null;
  }

  /** Returns the schema that a JSON pointer in a body leads to, or null. */
  @Nullable Map<String, Object> at(Map<String, Object> schema, String pointer) {
    Map<String, Object> here = schema;
    for (String step : JsonPointer.parse(pointer).steps()) {
      Object next = properties(here).get(step);
      if (next == null) {
        return null;
      }
      here = object(next);
    }
    return here;
  }

  /** Returns the names of the parameters of an operation in one place, by their names. */
  Map<String, Map<String, Object>> parameters(Operation operation, String in) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    if (operation.node().get("parameters") instanceof List<?> list) {
      for (Object each : list) {
        Map<String, Object> parameter = object(each);
        if (in.equals(parameter.get("in"))) {
          found.put(Objects.toString(parameter.get("name")), parameter);
        }
      }
    }
    return found;
  }

  /** Returns the default of a value, or else its example, or null. */
  @Nullable Object sample(Map<String, Object> schema) {
    Object own = schema.get(CanonicalDocument.SAMPLE);
    return own == null ? schema(name(schema)).get(CanonicalDocument.SAMPLE) : own;
  }

  /** Returns true if a property has a flag, such as {@code readOnly}. */
  static boolean is(@Nullable Object property, String flag) {
    return Boolean.TRUE.equals(object(property).get(flag));
  }
}
