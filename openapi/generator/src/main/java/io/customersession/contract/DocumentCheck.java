package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with a document: names that OpenAPI does not know, references to nothing,
 * operations without a name, extensions in the wrong place or form, and what the generators do not
 * support.
 */
final class DocumentCheck {
  private final Document document;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final ReferenceCheck references;
  private final ExtensionCheck extensions;
  private final SchemaCheck schemas;
  private final SchemaCycles cycles;
  private final SecurityCheck security;

  /**
   * Visits of what references lead to. They come last, since what is visited in its own place is
   * known by it, such as a property.
   */
  private final Deque<Runnable> referenced = new ArrayDeque<>();

  private final Set<DocumentNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<DocumentNode> components = Collections.newSetFromMap(new IdentityHashMap<>());
  private final UnsupportedFeatures unsupported;

  private DocumentCheck(Document document) {
    this.document = document;
    document
        .schemas()
        .values()
        .forEach(
            schema -> {
              DocumentNode followed = document.follow(schema);
              components.add(followed == null ? schema : followed);
            });
    references = new ReferenceCheck(document, diagnostics::add);
    extensions = new ExtensionCheck(document, diagnostics::add);
    schemas = new SchemaCheck(document, diagnostics::add);
    cycles = new SchemaCycles(document, diagnostics::add);
    security = new SecurityCheck(document, diagnostics::add);
    unsupported = new UnsupportedFeatures(document, diagnostics::add);
  }

  /** Returns what is wrong with a document. */
  static UnreachedErrors check(Document document) {
    DocumentCheck check = new DocumentCheck(document);
    check.root();
    check.diagnostics.addAll(document.readingDiagnostics());
    return UnreachedErrors.of(document, check.diagnostics);
  }

  private void root() {
    DocumentNode root = document.root();
    names(root, NodeKind.ROOT);
    Diagnostic version = OpenApiVersion.problem(root, "3\\.[01](\\.[0-9]+.*)?");
    if (version != null) {
      diagnostics.add(version);
      return;
    }
    members(root, "webhooks", (name, item) -> path("/" + name, item));
    members(root, "paths", this::path);
    DocumentNode components = root.get("components");
    if (components != null) {
      names(components, NodeKind.COMPONENTS);
      members(components, "schemas", this::schema);
      members(components, "responses", (name, part) -> response(part));
      members(components, "parameters", (name, part) -> parameter(part));
      members(components, "requestBodies", (name, part) -> requestBody(part));
      members(components, "headers", (name, part) -> header(part));
      members(components, "examples", (name, part) -> example(part));
      members(components, "securitySchemes", this::securityScheme);
      visitReferenced();
      members(components, "pathItems", (name, item) -> item(null, item));
    }
    visitReferenced();
    OperationIdCheck.check(document, diagnostics::add);
    security.requirements(root);
    document
        .stateMachines()
        .values()
        .forEach(machine -> diagnostics.addAll(machine.diagnostics(document)));
    unsupported.paths();
  }

  private void visitReferenced() {
    while (!referenced.isEmpty()) {
      referenced.remove().run();
    }
  }

  private void members(DocumentNode part, String name, BiConsumer<String, DocumentNode> visit) {
    DocumentNode members = part.get(name);
    if (members != null) {
      if (members.isNull()) {
        warn(
            part.keyLocation(name),
            "\"" + name + "\" is empty",
            "remove it, or write names and values under it");
      } else if (!members.isObject()) {
        add(
            members.location(),
            "\"" + name + "\" must be an object",
            "write names and values under it");
      }
      members
          .members()
          .forEach(
              (key, member) -> {
                if (!key.startsWith("x-")) {
                  visit.accept(key, member);
                }
              });
    }
  }

  /** Visits what a part refers to; then looks at names. */
  private boolean enter(DocumentNode part, NodeKind kind, Consumer<DocumentNode> visit) {
    if (part.text("$ref") != null) {
      references.check(part, kind, target -> referenced.add(() -> visit.accept(target)));
      if (kind != NodeKind.SCHEMA || !document.isVersion31()) {
        for (String extension : List.of(Document.SINCE, Document.ADDED)) {
          if (part.get(extension) != null) {
            add(
                part.keyLocation(extension),
                "OpenAPI ignores everything next to \"$ref\"",
                "wrap the reference: allOf: [{$ref: ...}]");
          }
        }
        return false;
      }
    }
    if (!part.isObject()) {
      boolean isBoolean = part.isTrue() || "false".equals(part.text());
      if (kind != NodeKind.SCHEMA || !isBoolean || !document.isVersion31()) {
        warn(
            part.location(),
            "this " + kind.word() + " must be an object",
            "write names and values");
      }
      return false;
    }
    if (!visited.add(part)) {
      return false;
    }
    names(part, kind);
    return true;
  }

  private void names(DocumentNode part, NodeKind kind) {
    for (String name : part.members().keySet()) {
      SourceLocation location = part.keyLocation(name);
      if (name.startsWith("x-")) {
        extensions.check(part, name, kind);
      } else if (!kind.knows(name, document.isVersion31())) {
        Optional<String> extension =
            ExtensionCheck.nearest(name).filter(near -> name.startsWith("x"));
        warn(
            location,
            "unknown name \"" + name + "\" in " + kind.withArticle(),
            extension
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> Suggestions.advice(name, kind.names())));
      }
    }
  }

  private void path(String path, DocumentNode item) {
    if (!path.startsWith("/")) {
      add(
          document.pathLocation(path),
          "the path \"" + path + "\" does not start with a slash",
          "write \"/" + path + "\"");
    }
    item(path, item);
  }

  /**
   * Visits a path item.
   *
   * @param path its path, or null if it has none, since no path refers to it
   */
  private void item(@Nullable String path, DocumentNode item) {
    if (!enter(item, NodeKind.PATH, part -> item(path, part))) {
      return;
    }
    list(item, "parameters", this::parameter);
    PathItem.operations(item)
        .forEach(
            (method, operation) -> {
              if (enter(operation, NodeKind.OPERATION, part -> {})) {
                operation(path, method, item, operation);
              }
            });
  }

  private void operation(
      @Nullable String path, String method, DocumentNode item, DocumentNode operation) {
    list(operation, "parameters", this::parameter);
    DocumentNode body = operation.get("requestBody");
    if (body != null) {
      requestBody(body);
    }
    DocumentNode responses = operation.get("responses");
    if (responses == null) {
      warn(operation.location(), "this operation has no responses", "add \"responses:\"");
    } else {
      members(
          operation,
          "responses",
          (status, part) -> {
            if (ResponseStatus.of(status) == null) {
              warn(
                  responses.keyLocation(status),
                  "the response \"" + status + "\" is left out, since that is not a status",
                  "write a status such as 404, a range such as 4XX, or default");
            }
            response(part);
          });
    }
    security.requirements(operation);
    if (path != null) {
      unsupported.operation(path, method, item, operation);
    }
  }

  private void list(DocumentNode part, String name, Consumer<DocumentNode> visit) {
    DocumentNode list = part.get(name);
    if (list != null && !list.isList()) {
      add(list.location(), "\"" + name + "\" must be a list", "start each line with a dash");
    } else if (list != null) {
      list.items().forEach(visit);
    }
  }

  private void parameter(DocumentNode parameter) {
    if (enter(parameter, NodeKind.PARAMETER, this::parameter)) {
      for (String name : List.of("name", "in")) {
        if (parameter.text(name) == null) {
          add(parameter.location(), "this parameter has no \"" + name + "\"", "add it");
        }
      }
      value(parameter);
      unsupported.parameter(parameter);
    }
  }

  private void header(DocumentNode header) {
    if (enter(header, NodeKind.HEADER, this::header)) {
      value(header);
      unsupported.header(header);
    }
  }

  private void value(DocumentNode part) {
    DocumentNode schema = part.get("schema");
    if (schema != null) {
      schema(schema, false);
    }
    members(part, "examples", (name, example) -> example(example));
    members(part, "content", (name, media) -> mediaType(media));
  }

  private void requestBody(DocumentNode body) {
    if (enter(body, NodeKind.REQUEST_BODY, this::requestBody)) {
      members(body, "content", (name, media) -> mediaType(media));
    }
  }

  private void response(DocumentNode response) {
    if (enter(response, NodeKind.RESPONSE, this::response)) {
      if (response.get("description") == null) {
        warn(response.location(), "this response has no description", "add \"description:\"");
      }
      members(response, "headers", (name, header) -> header(header));
      members(response, "content", (name, media) -> mediaType(media));
    }
  }

  private void mediaType(DocumentNode media) {
    if (enter(media, NodeKind.MEDIA_TYPE, part -> {})) {
      DocumentNode schema = media.get("schema");
      if (schema != null) {
        schema(schema, false);
      }
      members(media, "examples", (name, example) -> example(example));
    }
  }

  private void example(DocumentNode example) {
    // The contract does not require the file of an example: documents are compared away from
    // their examples.
    enter(example, NodeKind.EXAMPLE, this::example);
  }

  private void securityScheme(String name, DocumentNode scheme) {
    if (enter(scheme, NodeKind.SECURITY_SCHEME, part -> securityScheme(name, part))) {
      security.scheme(scheme);
    }
  }

  private void schema(String name, DocumentNode schema) {
    schema(schema, false);
  }

  private void schema(DocumentNode schema, boolean isPart) {
    if (!enter(schema, NodeKind.SCHEMA, part -> schema(part, false))) {
      return;
    }
    schemas.check(schema, isPart);
    cycles.check(schema);
    stateMachine(schema);
    properties(schema);
    for (String one : List.of("items", "not")) {
      DocumentNode part = schema.get(one);
      if (part != null) {
        schema(part, one.equals("not"));
      }
    }
    DocumentNode values = schema.get("additionalProperties");
    if (values != null && values.isObject()) {
      schema(values, false);
    }
    for (String several : List.of("allOf", "oneOf", "anyOf")) {
      list(schema, several, part -> schema(part, true));
    }
    if (document.isVersion31()) {
      members(schema, "$defs", this::schema);
    }
    unsupported.schema(schema);
  }

  /** Checks the state machine of a schema that is not a component. */
  private void stateMachine(DocumentNode schema) {
    if (schema.get(StateMachine.EXTENSION) != null && !components.contains(schema)) {
      diagnostics.addAll(StateMachine.of("this schema", schema).diagnostics(document));
    }
  }

  /** Visits the properties of a schema, which alone can have come with a version of the API. */
  private void properties(DocumentNode schema) {
    members(
        schema,
        "properties",
        (name, property) -> {
          extensions.addProperty(property);
          schema(property, false);
        });
  }

  private void warn(SourceLocation location, String problem, String advice) {
    diagnostics.add(Diagnostic.warning(location, problem, advice));
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.add(new Diagnostic(location, problem, advice));
  }
}
