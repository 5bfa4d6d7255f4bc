package io.customersession.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as generators read it: one file of OpenAPI 3.0 that says the same as the document.
 * Every object with properties, and every enum, has a name; {@code allOf} is merged; operations
 * have names that can be written in Java, and one tag; and what nothing is generated from, such as
 * examples, is left out.
 */
public final class CanonicalDocument {
  /**
   * The extension by which a schema names its location in the document, if that is not the
   * component with its name.
   */
  public static final String POINTER = "x-contract-pointer";

  /** The extension of an object that stands for a union; its properties are the schemas. */
  public static final String UNION = "x-contract-union";

  /** The extension by which an operation has its operationId, if its name differs. */
  public static final String OPERATION_ID = "x-contract-operation-id";

  /** The extension by which a schema has its default, or else its example. */
  static final String SAMPLE = "x-contract-sample";

  /**
   * The extension by which an object with properties has the schema of all others, if they are
   * allowed explicitly.
   */
  public static final String ADDITIONAL = "x-contract-additional-properties";

  /** The extension by which an object allows no other properties than those that it declares. */
  public static final String CLOSED = "x-contract-closed";

  /**
   * The extension by which a scalar, or a value of any type, has what is allowed of it: values in
   * JSON that are listed or excluded, excluded types, and conditions.
   */
  public static final String RESTRICTIONS = "x-contract-restrictions";

  /** The extension by which an object has conditions on which properties it has. */
  public static final String CONDITIONS = "x-contract-conditions";

  private CanonicalDocument() {}

  /** Returns the canonical form of a document: maps, lists, texts, numbers and booleans. */
  public static Map<String, Object> of(Document document) {
    return of(document, Selection.ALL);
  }

  /**
   * Returns the canonical form of a part of a document.
   *
   * @param selection the operations to keep; with all of them, schemas are kept that none needs
   * @throws InvalidContractException if the document does not have what is selected
   */
  public static Map<String, Object> of(Document document, Selection selection) {
    DocumentNode root = document.root();
    CanonicalSchemas schemas = new CanonicalSchemas(document);
    schemas.addComponents();
    Set<String> selected = selection.operations(document);
    boolean isPart = selection.isPart(document);
    // All operations decide which schemas share a class, so that a part has the names of the whole.
    CanonicalOperations operations =
        new CanonicalOperations(
            document,
            schemas,
            isPart && !new ErrorReach(document).hasErrors()
                ? document.operations().keySet()
                : selected);
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("openapi", "3.0.3");
    written.put("info", info(root));
    root.members()
        .forEach(
            (name, value) -> {
              if (name.startsWith("x-")) {
                put(written, name, RawValues.of(value));
              }
            });
    Map<String, Object> paths = operations.paths();
    operations.addWebhooks();
    CanonicalUnions.declareDiscriminators(schemas.components());
    SharedSchemas.merge(paths, schemas, operations.bodies());
    keep(selected, paths);
    List<Object> tags = tags(root, paths);
    if (!tags.isEmpty()) {
      written.put("tags", tags);
    }
    written.put("paths", paths);
    DocumentNode security = root.get("security");
    if (security != null) {
      put(written, "security", RawValues.of(security));
    }
    if (isPart) {
      ReachedSchemas.keep(paths, schemas.components());
    }
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.components());
    Map<String, Object> schemes = securitySchemes(document);
    if (!schemes.isEmpty()) {
      components.put("securitySchemes", schemes);
    }
    written.put("components", components);
    return written;
  }

  private static Map<String, Object> info(DocumentNode root) {
    Map<String, Object> written = new LinkedHashMap<>();
    DocumentNode info = root.get("info");
    for (String name : List.of("title", "version", "description")) {
      String text = info == null ? null : info.text(name);
      if (text != null) {
        written.put(name, text);
      }
    }
    written.putIfAbsent("title", "API");
    written.putIfAbsent("version", "1");
    return written;
  }

  private static void keep(Set<String> selected, Map<String, Object> paths) {
    paths.replaceAll(
        (path, item) -> {
          Map<String, Object> kept = new LinkedHashMap<>(CanonicalView.object(item));
          kept.keySet().removeIf(method -> !selected.contains(Document.key(method, path)));
          return kept;
        });
    paths.values().removeIf(item -> CanonicalView.object(item).isEmpty());
  }

  private static List<Object> tags(DocumentNode root, Map<String, Object> paths) {
    Set<Object> used = new HashSet<>();
    for (Object item : paths.values()) {
      for (Object operation : CanonicalView.object(item).values()) {
        if (CanonicalView.object(operation).get("tags") instanceof List<?> names) {
          used.addAll(names);
        }
      }
    }
    List<Object> written = new ArrayList<>();
    DocumentNode tags = root.get("tags");
    for (DocumentNode tag : tags == null ? List.<DocumentNode>of() : tags.items()) {
      String text = tag.text("name");
      String name = text == null ? null : ClassNames.ofTag(text);
      if (name != null && used.remove(name)) {
        Map<String, Object> copy = new LinkedHashMap<>();
        copy.put("name", name);
        String description = tag.text("description");
        if (description != null) {
          copy.put("description", description);
        }
        written.add(copy);
      }
    }
    return written;
  }

  private static Map<String, Object> securitySchemes(Document document) {
    Map<String, Object> written = new LinkedHashMap<>();
    DocumentNode components = document.root().get("components");
    DocumentNode schemes = components == null ? null : components.get("securitySchemes");
    if (schemes != null) {
      schemes
          .members()
          .forEach(
              (name, scheme) -> {
                DocumentNode followed = document.follow(scheme);
                if (followed != null) {
                  put(written, name, RawValues.of(followed));
                }
              });
    }
    return written;
  }

  static void put(Map<String, Object> written, String name, @Nullable Object value) {
    if (value != null) {
      written.put(name, value);
    }
  }
}
