package io.customersession.stub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * The document as plain maps, read without any of our own code, so that expectations can come from
 * it.
 */
final class Document {
  /** One edge of the state machine; from is null where a session is created. */
  record Edge(String from, String to, List<String> by) {}

  private static final Path FILE =
      Path.of(
          System.getProperty("contract.document", "../../openapi/contract/customer-session.yaml"));
  private static final String TEXT = read();
  private static final Map<String, Object> ROOT = new Yaml().load(TEXT);

  private Document() {}

  static String text() {
    return TEXT;
  }

  static Path examples() {
    return FILE.resolveSibling("examples");
  }

  static boolean declares(String method, String path) {
    return map(ROOT, "paths").entrySet().stream()
        .filter(entry -> Pattern.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+"), path))
        .anyMatch(
            entry ->
                ((Map<?, ?>) entry.getValue())
                    .containsKey(method.toLowerCase(java.util.Locale.ROOT)));
  }

  /** Returns the texts that boolean query parameters accept, those of true first. */
  static List<String> queryBooleans() {
    List<String> texts = new ArrayList<>();
    Map<String, Object> declared = map(ROOT, "x-query-booleans");
    texts.addAll(strings(declared.get("true")));
    texts.addAll(strings(declared.get("false")));
    return texts;
  }

  /** Returns the operations that are known, but not served, by method and path. */
  static List<String> unserved() {
    List<String> unserved = new ArrayList<>();
    map(ROOT, "paths")
        .forEach(
            (path, item) ->
                ((Map<?, ?>) item)
                    .forEach(
                        (method, operation) -> {
                          if (operation instanceof Map<?, ?> declared
                              && Boolean.FALSE.equals(declared.get("x-served"))) {
                            unserved.add(
                                method.toString().toUpperCase(java.util.Locale.ROOT) + " " + path);
                          }
                        }));
    return unserved;
  }

  /** Returns the names of the schemas that bodies of requests have. */
  static List<String> requestSchemas() {
    List<String> names = new ArrayList<>();
    for (Object path : map(ROOT, "paths").values()) {
      for (Object operation : ((Map<?, ?>) path).values()) {
        if (operation instanceof Map<?, ?> one
            && one.get("requestBody") instanceof Map<?, ?> body) {
          Map<?, ?> json = (Map<?, ?>) ((Map<?, ?>) body.get("content")).get("application/json");
          Map<?, ?> schema = (Map<?, ?>) json.get("schema");
          names.add(schema.get("$ref").toString().replaceFirst(".*/", ""));
        }
      }
    }
    return names;
  }

  /**
   * Returns the properties of a schema, each with the release of the SDKs that first has it: 0.0 if
   * every release has it, 9999.9999 if none does, since this project added it.
   */
  static Map<String, String> releases(String schema) {
    Map<String, String> releases = new LinkedHashMap<>();
    properties(schema)
        .forEach(
            (name, property) -> {
              Object since = property.get("x-since");
              String release = since == null ? "0.0" : since.toString();
              boolean added = Boolean.TRUE.equals(property.get("x-extension"));
              releases.put(name, added ? "9999.9999" : release);
            });
    return releases;
  }

  /** Returns the values of a property that this project added to the vendor's. */
  static List<String> addedValues(String schema, String property) {
    Object type = properties(schema).getOrDefault(property, Map.of());
    while (type instanceof Map<?, ?> written && !written.containsKey("enum")) {
      if (written.get("allOf") instanceof List<?> all) {
        type = all.get(0);
      } else if (written.get("$ref") != null) {
        type = schema(written.get("$ref").toString().replaceFirst(".*/", ""));
      } else {
        return List.of();
      }
    }
    Object added = ((Map<?, ?>) type).get("x-extension");
    return added == null ? List.of() : strings(added);
  }

  private static Map<String, Map<?, ?>> properties(String schema) {
    Map<String, Map<?, ?>> properties = new LinkedHashMap<>();
    Map<String, Object> schemas = map(map(ROOT, "components"), "schemas");
    if (schemas.get(schema) instanceof Map<?, ?> named
        && named.get("properties") instanceof Map<?, ?> declared) {
      declared.forEach((name, property) -> properties.put(name.toString(), (Map<?, ?>) property));
    }
    return properties;
  }

  static List<String> states() {
    return strings(schema("SessionState").get("enum"));
  }

  static List<Edge> edges() {
    Map<String, Object> machine = map(schema("SessionState"), "x-state-machine");
    List<Edge> edges = new ArrayList<>();
    map(machine, "initial").forEach((to, edge) -> edges.add(edge(null, to, edge)));
    map(machine, "transitions")
        .forEach(
            (from, row) ->
                ((Map<?, ?>) row)
                    .forEach((to, edge) -> edges.add(edge(from, to.toString(), edge))));
    return edges;
  }

  static boolean allows(String from, String to, String operation) {
    return edges().stream()
        .anyMatch(
            edge ->
                java.util.Objects.equals(edge.from(), from)
                    && edge.to().equals(to)
                    && edge.by().contains(operation));
  }

  private static Edge edge(String from, String to, Object edge) {
    return new Edge(from, to, strings(((Map<?, ?>) edge).get("by")));
  }

  static Map<String, Object> schema(String name) {
    return map(map(map(ROOT, "components"), "schemas"), name);
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }

  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    Map<String, Object> child = new LinkedHashMap<>();
    ((Map<?, ?>) parent.get(key)).forEach((name, value) -> child.put(name.toString(), value));
    return child;
  }

  private static String read() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
