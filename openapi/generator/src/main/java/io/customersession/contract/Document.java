package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI document (YAML or JSON) and the files that it refers to. Files are read once, when a
 * reference leads to them. Not safe for use by several threads.
 */
public final class Document {
  /** The extension by which a property names the version of the API that introduced it. */
  static final String SINCE = "x-since";

  /**
   * The extension by which a document declares that it has an operation, a property or values of an
   * enum that the API that it models does not have.
   */
  public static final String ADDED = "x-extension";

  /** The extension by which an operation is known but not served. */
  static final String SERVED = "x-served";

  private final Path file;
  private final DocumentNode root;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final ReferencedFiles files;
  private @Nullable UnreachedErrors found;
  private @Nullable Map<String, DocumentNode> operations;

  private Document(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.root = Anchors.resolved(DocumentReader.read(this.file, diagnostics));
    files = new ReferencedFiles(this.file, root, diagnostics);
  }

  /**
   * Reads a document.
   *
   * @throws InvalidContractException if the file cannot be read or is not YAML; the message names
   *     line and column
   */
  public static Document load(Path file) {
    return new Document(file);
  }

  /**
   * Reads a document with everything it refers to, and checks all of it. Warnings are ignored.
   *
   * @throws InvalidContractException with a line for each error: location, problem, advice
   */
  public static Document checked(Path file) {
    return checked(file, false);
  }

  /**
   * Reads a document with everything it refers to, and checks all of it.
   *
   * @param strict whether a warning counts as an error
   * @throws InvalidContractException with a line for each error: location, problem, advice
   */
  public static Document checked(Path file, boolean strict) {
    Document document = new Document(file);
    List<Diagnostic> errors =
        document.check().stream().filter(each -> strict || each.isError()).toList();
    if (!errors.isEmpty()) {
      throw new InvalidContractException(errors);
    }
    return document;
  }

  /**
   * Returns everything that is wrong with the document, in the order of the text. An error in a
   * component that no operation needs is a warning: the component is left out.
   */
  public List<Diagnostic> check() {
    return found().diagnostics();
  }

  /** Returns the names of the schemas that errors affect and no operation needs. */
  Set<String> omittedSchemas() {
    return found().omittedSchemas();
  }

  private UnreachedErrors found() {
    if (found == null) {
      found = DocumentCheck.check(this);
      if (EntityPlan.isDeclaredIn(this) && check().stream().noneMatch(Diagnostic::isError)) {
        found = found.and(EntityPlan.of(this).diagnostics());
      }
    }
    return found;
  }

  /** Returns the state machines by the name of the schema that declares them. */
  public Map<String, StateMachine> stateMachines() {
    Map<String, StateMachine> machines = new LinkedHashMap<>();
    schemas()
        .forEach(
            (name, written) -> {
              DocumentNode schema = follow(written);
              if (schema != null && schema.get(StateMachine.EXTENSION) != null) {
                machines.put(name, StateMachine.of(name, schema));
              }
            });
    return machines;
  }

  /**
   * Returns the state machine that a schema declares, or null.
   *
   * @param name the name of the schema in messages
   * @param pointer its location: a JSON pointer as a fragment, after the file if not the main one
   */
  public @Nullable StateMachine stateMachine(String name, String pointer) {
    DocumentNode node = sibling(root, pointer);
    DocumentNode schema = node == null ? null : follow(node);
    return schema == null || schema.get(StateMachine.EXTENSION) == null
        ? null
        : StateMachine.of(name, schema);
  }

  /**
   * Requires that the state machines are complete.
   *
   * @throws InvalidContractException with a line for each error
   */
  void requireStateMachines() {
    List<Diagnostic> found = new ArrayList<>();
    for (StateMachine machine : stateMachines().values()) {
      found.addAll(machine.diagnostics(this));
    }
    if (!found.isEmpty()) {
      throw new InvalidContractException(found);
    }
  }

  /**
   * Requires a document in OpenAPI 3, in whatever version of it.
   *
   * @throws InvalidContractException that says how to convert other documents
   */
  void requireOpenApi() {
    Diagnostic problem = OpenApiVersion.problem(root, "3\\..*");
    if (problem != null) {
      throw new InvalidContractException(List.of(problem));
    }
  }

  /** Returns the file of the document and the files that its references lead to. */
  public Set<Path> files() {
    return files.paths();
  }

  /** Returns the version that the document gives itself, or null. */
  public @Nullable String version() {
    DocumentNode info = root.get("info");
    return info == null ? null : info.text("version");
  }

  /**
   * Returns the location of the value that a JSON pointer leads to; if it leads nowhere, the
   * location of the closest value around it.
   */
  public SourceLocation location(JsonPointer pointer) {
    DocumentNode node = root;
    SourceLocation location = root.location();
    for (String step : pointer.steps()) {
      DocumentNode here = follow(node);
      DocumentNode next = here == null ? null : here.step(step);
      if (here == null || next == null) {
        return location;
      }
      location = here.isObject() ? here.keyLocation(step) : next.location();
      node = next;
    }
    return location;
  }

  /** Returns the location of a schema's name. */
  SourceLocation schemaLocation(String name) {
    return location(JsonPointer.of("components", "schemas", name));
  }

  /** Returns the location of a path. */
  SourceLocation pathLocation(String path) {
    return location(JsonPointer.of("paths", path));
  }

  DocumentNode root() {
    return root;
  }

  Path file() {
    return file;
  }

  /** Returns what was found while reading the files. */
  List<Diagnostic> readingDiagnostics() {
    return diagnostics;
  }

  Map<String, DocumentNode> schemas() {
    DocumentNode components = root.get("components");
    DocumentNode schemas = components == null ? null : components.get("schemas");
    return schemas == null ? Map.of() : schemas.members();
  }

  /** Returns the path items by path, references followed. */
  Map<String, DocumentNode> paths() {
    Map<String, DocumentNode> items = new LinkedHashMap<>();
    DocumentNode paths = root.get("paths");
    if (paths != null) {
      paths
          .members()
          .forEach(
              (path, item) -> {
                DocumentNode followed = follow(item);
                if (path.startsWith("/") && followed != null) {
                  items.put(path, followed);
                }
              });
    }
    return items;
  }

  /** Returns the number of operations. */
  public int operationCount() {
    return operations().size();
  }

  /** Returns the operations by method and path. */
  Map<String, DocumentNode> operations() {
    if (operations == null) {
      operations = Collections.unmodifiableMap(findOperations());
    }
    return operations;
  }

  private Map<String, DocumentNode> findOperations() {
    Map<String, DocumentNode> operations = new LinkedHashMap<>();
    paths()
        .forEach(
            (path, item) ->
                PathItem.operations(item)
                    .forEach((method, operation) -> operations.put(key(method, path), operation)));
    return operations;
  }

  /** Returns the name of an operation by method, in whatever case, and path. */
  static String key(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }

  /**
   * Returns true if an operation is declared as known but not served: it has a name, and nothing is
   * generated for it but a response of 501.
   *
   * @param method the HTTP method, in upper case
   */
  public boolean isKnownOnly(String method, String path) {
    DocumentNode operation = operations().get(method + " " + path);
    return operation != null && !isServed(operation);
  }

  /** Returns the texts that query parameters of type boolean accept. */
  public QueryBooleans queryBooleans() {
    return QueryBooleans.of(root);
  }

  static boolean isServed(DocumentNode operation) {
    return !"false".equals(operation.text(SERVED));
  }

  Set<String> operationIds() {
    return operationIds(operations().values());
  }

  Set<String> servedOperationIds() {
    return operationIds(operations().values().stream().filter(Document::isServed).toList());
  }

  private static Set<String> operationIds(Collection<DocumentNode> operations) {
    Set<String> ids = new LinkedHashSet<>();
    for (DocumentNode operation : operations) {
      String id = operation.text("operationId");
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  /**
   * Returns what a node represents: itself, or the target of its {@code $ref}.
   *
   * @return null if the reference leads nowhere, or in a circle
   */
  @Nullable DocumentNode follow(DocumentNode part) {
    Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    DocumentNode here = part;
    while (here != null && here.text("$ref") != null) {
      if (!seen.add(here)) {
        return null;
      }
      here = target(here);
    }
    return here;
  }

  /** Returns the target of a node's reference without following further references, or null. */
  @Nullable DocumentNode target(DocumentNode node) {
    String reference = node.text("$ref");
    if (reference == null || reference.contains("://")) {
      return null;
    }
    int hash = reference.indexOf('#');
    DocumentNode target = files.open(node, ReferencedFiles.name(reference));
    JsonPointer pointer = pointer(hash < 0 ? "#" : reference.substring(hash));
    if (pointer == null) {
      return null;
    }
    for (String step : pointer.steps()) {
      if (target == null) {
        return null;
      }
      target = target.step(step);
    }
    return target;
  }

  private static @Nullable JsonPointer pointer(String fragment) {
    try {
      return JsonPointer.parseFragment(fragment);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  boolean isVersion31() {
    return String.valueOf(root.text("openapi")).startsWith("3.1");
  }

  /** Returns what another reference in the place of a node's own would lead to, or null. */
  @Nullable DocumentNode sibling(DocumentNode part, String reference) {
    SourceLocation location = part.location();
    DocumentNode other =
        DocumentNode.object(
            location,
            Map.of("$ref", DocumentNode.scalar(location, reference, true)),
            Map.of("$ref", location));
    return target(other);
  }

  /**
   * Requires that the file that a node refers to could be read, if it is there.
   *
   * @throws InvalidContractException that says what is wrong with the file
   */
  void requireReadable(DocumentNode node) {
    files.requireReadable(node);
  }
}
