package io.customersession.stub.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * An operation as an OpenAPI document declares it, with the examples of its request body.
 *
 * @param schemas resolves references of the document
 * @param id the operationId
 * @param method the HTTP method in upper case
 * @param path the path template
 * @param parameters the parameters, those of the path item included, with references resolved
 * @param body the schema of the request body, or null
 * @param examples request bodies as text
 * @param isServed whether the stub carries it out
 * @param prefix the prefix of the key in the header {@code Authorization}, empty if none is needed
 */
record AttackedOperation(
    Schemas schemas,
    String id,
    String method,
    String path,
    List<Map<?, ?>> parameters,
    Map<?, ?> body,
    List<String> examples,
    String prefix,
    boolean isServed) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** Resolves references within one document. */
  record Schemas(Map<?, ?> root) {
    Map<?, ?> resolve(Map<?, ?> node) {
      Object reference = node.get("$ref");
      if (reference == null && node.get("allOf") instanceof List<?> all) {
        reference = ((Map<?, ?>) all.get(0)).get("$ref");
      }
      if (reference == null) {
        return node;
      }
      Map<?, ?> found = root;
      for (String name : reference.toString().substring(2).split("/", -1)) {
        found = (Map<?, ?>) found.get(name);
      }
      return found;
    }
  }

  /**
   * Returns every operation of a document whose responses end by themselves, those that are known
   * but not served included.
   */
  static List<AttackedOperation> of(Path document) {
    Map<?, ?> root = new Yaml().load(read(document));
    Schemas schemas = new Schemas(root);
    List<AttackedOperation> operations = new ArrayList<>();
    ((Map<?, ?>) root.get("paths"))
        .forEach(
            (path, item) ->
                ((Map<?, ?>) item)
                    .forEach(
                        (method, declared) -> {
                          if (METHODS.contains(method.toString()) && ends((Map<?, ?>) declared)) {
                            operations.add(
                                operation(
                                    document,
                                    schemas,
                                    method.toString(),
                                    path.toString(),
                                    (Map<?, ?>) item,
                                    (Map<?, ?>) declared));
                          }
                        }));
    return operations;
  }

  /** Returns false if the response goes on for minutes: an attack waits for whole responses. */
  private static boolean ends(Map<?, ?> operation) {
    return !operation.get("responses").toString().contains("text/event-stream");
  }

  private static AttackedOperation operation(
      Path document,
      Schemas schemas,
      String method,
      String path,
      Map<?, ?> item,
      Map<?, ?> declared) {
    List<Map<?, ?>> parameters = new ArrayList<>();
    for (Map<?, ?> owner : List.of(item, declared)) {
      if (owner.get("parameters") instanceof List<?> some) {
        some.forEach(one -> parameters.add(schemas.resolve((Map<?, ?>) one)));
      }
    }
    Map<?, ?> media = media(schemas, declared);
    List<String> examples = new ArrayList<>();
    if (media != null && media.get("examples") instanceof Map<?, ?> some) {
      for (Object example : some.values()) {
        if (((Map<?, ?>) example).get("externalValue") instanceof String file) {
          examples.add(read(document.resolveSibling(file)));
        }
      }
    }
    return new AttackedOperation(
        schemas,
        declared.get("operationId").toString(),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        media == null ? null : (Map<?, ?>) media.get("schema"),
        examples,
        prefix(schemas, declared),
        !Boolean.FALSE.equals(declared.get("x-served")));
  }

  private static Map<?, ?> media(Schemas schemas, Map<?, ?> declared) {
    if (!(declared.get("requestBody") instanceof Map<?, ?> reference)) {
      return null;
    }
    Object content = schemas.resolve(reference).get("content");
    return content == null ? null : (Map<?, ?>) ((Map<?, ?>) content).get("application/json");
  }

  private static String prefix(Schemas schemas, Map<?, ?> declared) {
    Object security =
        declared.get("security") == null
            ? schemas.root().get("security")
            : declared.get("security");
    if (!(security instanceof List<?> ways) || ways.isEmpty()) {
      return "";
    }
    Object scheme = ((Map<?, ?>) ways.get(0)).keySet().iterator().next();
    Map<?, ?> schemes =
        (Map<?, ?>) ((Map<?, ?>) schemas.root().get("components")).get("securitySchemes");
    return ((Map<?, ?>) schemes.get(scheme)).get("x-prefix").toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether it belongs to the control API. */
  boolean isControl() {
    return path.startsWith("/__stub");
  }

  @Override
  public String toString() {
    return id;
  }
}
