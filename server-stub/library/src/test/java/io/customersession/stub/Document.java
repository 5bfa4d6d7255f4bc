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

  /** Returns the properties of a schema, each with the release that first has it, or empty text. */
  static Map<String, String> releases(String schema) {
    Map<String, String> releases = new LinkedHashMap<>();
    Map<String, Object> named = schema(schema);
    if (named != null && named.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            Object since = ((Map<?, ?>) property).get("x-since");
            releases.put(name.toString(), since == null ? "" : since.toString());
          });
    }
    return releases;
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
