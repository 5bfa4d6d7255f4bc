package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Writes operations with everything that they refer to, except schemas with names. */
final class CanonicalOperations {
  private final Document document;
  private final SchemaReferences references;
  private final CanonicalSchemas schemas;
  private final OperationNames names;
  private final Set<String> selected;
  private final OperationBodies bodies = new OperationBodies();
  private final Map<String, String> tags = new LinkedHashMap<>();

  CanonicalOperations(Document document, CanonicalSchemas schemas, Set<String> selected) {
    this.selected = selected;
    this.document = document;
    references = new SchemaReferences(document);
    this.schemas = schemas;
    names = new OperationNames(document);
  }

  /** Returns the bodies of the operations that have been written. */
  OperationBodies bodies() {
    return bodies;
  }

  Map<String, Object> paths() {
    Map<String, Object> written = new LinkedHashMap<>();
    document
        .paths()
        .forEach(
            (path, item) -> {
              Map<String, Object> operations = new LinkedHashMap<>();
              PathItem.operations(item)
                  .forEach(
                      (method, operation) -> {
                        if (operation.isObject()
                            && !method.equals("trace")
                            && selected.contains(Document.key(method, path))) {
                          operations.put(method, operation(path, method, item, operation));
                        }
                      });
              if (!operations.isEmpty()) {
                written.put(path, operations);
              }
            });
    return written;
  }

  /** Names the schemas of the bodies that webhooks send, of which only models are generated. */
  void addWebhooks() {
    DocumentNode webhooks = document.root().get("webhooks");
    if (webhooks == null) {
      return;
    }
    webhooks
        .members()
        .forEach(
            (name, written) -> {
              DocumentNode item = document.follow(written);
              if (item != null) {
                String place = "#/webhooks/" + JsonPointer.escape(name) + "/";
                PathItem.operations(item)
                    .forEach(
                        (method, operation) -> {
                          String id = operation.text("operationId");
                          String className = ClassNames.className(id == null ? name : id);
                          addWebhook(operation, className, place + method);
                        });
              }
            });
  }

  private void addWebhook(DocumentNode operation, String className, String place) {
    Target body =
        Target.of(
            references, operation.get("requestBody"), pointer(operation, place) + "/requestBody");
    if (body != null) {
      requestBody(body, className);
    }
  }

  private Map<String, Object> operation(
      String path, String method, DocumentNode item, DocumentNode operation) {
    String key = Document.key(method, path);
    String name = names.name(key);
    String place = pointer(operation, "#/paths/" + JsonPointer.escape(path) + "/" + method);
    Map<String, Object> written = new LinkedHashMap<>();
    DocumentNode tagged = operation.get("tags");
    if (tagged != null && !tagged.texts().isEmpty()) {
      written.put("tags", List.of(tag(tagged.texts().get(0))));
    }
    for (String text : List.of("summary", "description")) {
      CanonicalDocument.put(written, text, operation.text(text));
    }
    written.put("operationId", name);
    if (!names.id(key).equals(name)) {
      written.put(CanonicalDocument.OPERATION_ID, names.id(key));
    }
    DocumentNode security = operation.get("security");
    if (security != null) {
      CanonicalDocument.put(written, "security", RawValues.of(security));
    }
    operation
        .members()
        .forEach(
            (extension, value) -> {
              if (ExtensionCheck.isKnown(extension)) {
                CanonicalDocument.put(written, extension, RawValues.of(value));
              }
            });
    if (!Document.isServed(operation)) {
      written.put("responses", Map.of());
      return written;
    }
    String className = ClassNames.className(name);
    List<Object> parameters = parameters(path, item, operation, className, place);
    if (!parameters.isEmpty()) {
      written.put("parameters", parameters);
    }
    Target body = Target.of(references, operation.get("requestBody"), place + "/requestBody");
    if (body != null) {
      written.put("requestBody", requestBody(body, className));
    }
    written.put("responses", responses(operation, className, place));
    return written;
  }

  /** Returns the first of the tags that become one class. */
  private String tag(String tag) {
    String name = ClassNames.ofTag(tag);
    return tags.computeIfAbsent(ClassNames.className(name).toLowerCase(Locale.ROOT), key -> name);
  }

  private String pointer(DocumentNode node, String inMainFile) {
    String file = references.file(node);
    return file.isEmpty() ? inMainFile : file + "#";
  }

  private List<Object> parameters(
      String path, DocumentNode item, DocumentNode operation, String className, String place) {
    Map<ParameterKey, Object> written = new LinkedHashMap<>();
    for (DocumentNode owner : List.of(item, operation)) {
      DocumentNode list = owner.get("parameters");
      Set<ParameterKey> own = new HashSet<>();
      int index = 0;
      for (DocumentNode each : list == null ? List.<DocumentNode>of() : list.items()) {
        String holder =
            owner == item ? place.substring(0, Math.max(0, place.lastIndexOf('/'))) : place;
        Target parameter = Target.of(references, each, holder + "/parameters/" + index++);
        if (parameter != null) {
          String name = String.valueOf(parameter.node().text("name"));
          ParameterKey key = ParameterKey.of(parameter.node());
          boolean isInPath = !key.in().equals("path") || path.contains("{" + name + "}");
          if (!key.isIgnored() && isInPath && own.add(key)) {
            String wanted =
                parameter.component() == null
                    ? className + ClassNames.words(name)
                    : parameter.className(className, "Parameter");
            written.put(key, parameter(parameter, wanted));
          }
        }
      }
    }
    for (String name : PathTemplate.parameters(path)) {
      written.computeIfAbsent(
          new ParameterKey("path", name),
          key -> Map.of("name", name, "in", "path", "required", true, "schema", text()));
    }
    return new ArrayList<>(written.values());
  }

  private static Map<String, Object> text() {
    return Map.of("type", "string");
  }

  private Map<String, Object> parameter(Target parameter, String className) {
    Map<String, Object> written = new LinkedHashMap<>();
    for (String name : List.of("name", "in", "description", "style")) {
      CanonicalDocument.put(written, name, parameter.node().text(name));
    }
    for (String name : List.of("required", "explode", "allowReserved", "allowEmptyValue")) {
      DocumentNode flag = parameter.node().get(name);
      if (flag != null && flag.text() != null) {
        written.put(name, flag.isTrue());
      }
    }
    if ("path".equals(parameter.node().text("in"))) {
      written.put("required", true);
    }
    addSchema(parameter, written, className);
    addContent(parameter, written, className);
    return written;
  }

  /** Writes the schema of a parameter or header, with the default that is written there. */
  private void addSchema(Target owner, Map<String, Object> written, String className) {
    DocumentNode schema = owner.node().get("schema");
    if (schema == null || !schema.isObject()) {
      if (owner.node().get("content") == null) {
        written.put("schema", text());
      }
      return;
    }
    SchemaPart part = new SchemaPart(schema, owner.pointer() + "/schema");
    Map<String, Object> copy = new LinkedHashMap<>(schemas.parameter(part, className));
    Object value = schemas.defaultValue(part);
    if (!copy.containsKey("$ref")) {
      CanonicalDocument.put(copy, "default", value);
    } else if (value != null && !value.equals(schemas.defaultOf(copy))) {
      copy = new LinkedHashMap<>(Map.of("allOf", List.of(copy), "default", value));
    }
    written.put("schema", copy);
  }

  private void addContent(Target owner, Map<String, Object> written, String className) {
    DocumentNode content = owner.node().get("content");
    if (content == null) {
      return;
    }
    Map<String, Object> types = new LinkedHashMap<>();
    content
        .members()
        .forEach(
            (type, media) -> {
              if (!type.startsWith("x-")) {
                types.put(
                    type,
                    mediaType(
                        type,
                        media,
                        owner.pointer() + "/content/" + JsonPointer.escape(type),
                        className));
              }
            });
    written.put("content", types);
  }

  private Map<String, Object> mediaType(
      String type, DocumentNode media, String pointer, String className) {
    Map<String, Object> written = new LinkedHashMap<>();
    DocumentNode schema = media.get("schema");
    if (schema != null && schema.isObject()) {
      SchemaPart part = new SchemaPart(schema, pointer + "/schema");
      // A form consists of the properties of one object.
      boolean isForm = type.toLowerCase(Locale.ROOT).matches(".*(form-data|x-www-form-url).*");
      written.put(
          "schema",
          isForm && schemas.isUnion(part)
              ? schemas.schemaWithoutUnion(part, className)
              : schemas.schema(part, className));
    }
    DocumentNode encoding = media.get("encoding");
    if (encoding != null) {
      CanonicalDocument.put(written, "encoding", encoding(encoding));
    }
    return written;
  }

  private static Map<String, Object> encoding(DocumentNode encoding) {
    Map<String, Object> written = new LinkedHashMap<>();
    encoding
        .members()
        .forEach(
            (name, value) -> {
              Map<String, Object> copy = new LinkedHashMap<>();
              for (String key : List.of("contentType", "style")) {
                CanonicalDocument.put(copy, key, value.text(key));
              }
              for (String key : List.of("explode", "allowReserved")) {
                DocumentNode flag = value.get(key);
                if (flag != null) {
                  copy.put(key, flag.isTrue());
                }
              }
              written.put(name, copy);
            });
    return written;
  }

  private Map<String, Object> requestBody(Target body, String operation) {
    String className = body.className(operation, "Request");
    Map<String, Object> written = new LinkedHashMap<>();
    CanonicalDocument.put(written, "description", body.node().text("description"));
    DocumentNode required = body.node().get("required");
    if (required != null) {
      written.put("required", required.isTrue());
    }
    addContent(body, written, className);
    written.putIfAbsent("content", Map.of());
    bodies.add(written, className, body.component() != null, null);
    return written;
  }

  private Map<String, Object> responses(DocumentNode operation, String className, String place) {
    Map<String, Object> written = new LinkedHashMap<>();
    DocumentNode responses = operation.get("responses");
    if (responses == null) {
      return written;
    }
    String success =
        responses.members().keySet().stream()
            .filter(status -> status.startsWith("2"))
            .min(String::compareTo)
            .orElse("");
    BiFunction<String, Target, String> name =
        (status, target) ->
            target.component() != null
                ? target.className(className, "Response")
                : status.equals(success)
                    ? className + "Response"
                    : className
                        + ClassNames.className("Status " + status).substring(6)
                        + "Response";
    responses
        .members()
        .forEach(
            (status, response) -> {
              Target target = Target.of(references, response, place + "/responses/" + status);
              String key = ResponseStatus.of(status);
              if (target != null && key != null) {
                String bodyName = name.apply(status, target);
                Map<String, Object> body = response(target, bodyName);
                boolean isError =
                    key.equals("default") ? !success.isEmpty() : key.matches("[45].*");
                bodies.add(body, bodyName, target.component() != null, isError ? key : null);
                written.put(key, body);
              }
            });
    return written;
  }

  private Map<String, Object> response(Target response, String className) {
    Map<String, Object> written = new LinkedHashMap<>();
    String description = response.node().text("description");
    written.put("description", description == null ? "" : description);
    DocumentNode headers = response.node().get("headers");
    if (headers != null) {
      Map<String, Object> copies = new LinkedHashMap<>();
      headers
          .members()
          .forEach(
              (name, each) -> {
                Target header =
                    Target.of(references, each, response.pointer() + "/headers/" + name);
                if (header != null && !name.equalsIgnoreCase("content-type")) {
                  copies.put(name, header(header, className + ClassNames.words(name)));
                }
              });
      written.put("headers", copies);
    }
    addContent(response, written, className);
    return written;
  }

  private Map<String, Object> header(Target header, String className) {
    Map<String, Object> written = new LinkedHashMap<>();
    CanonicalDocument.put(written, "description", header.node().text("description"));
    for (String name : List.of("required", "explode")) {
      DocumentNode flag = header.node().get(name);
      if (flag != null) {
        written.put(name, flag.isTrue());
      }
    }
    addSchema(header, written, header.className(className, "Header"));
    addContent(header, written, className);
    return written;
  }
}
