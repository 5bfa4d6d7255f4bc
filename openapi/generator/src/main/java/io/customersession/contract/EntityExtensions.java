package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The grammar of the extensions by which a document corrects what default handlers infer. */
final class EntityExtensions {
  /** The extension of a schema: the names of the properties with a meaning of their own. */
  static final String ENTITY = "x-entity";

  /** The extension of an operation: what its default handler does. */
  static final String OPERATION = "x-entity-operation";

  private static final Set<String> ENTITY_KEYS = Set.of("id", "state", "created", "updated");
  private static final Set<String> OPERATION_KEYS =
      Set.of("entity", "action", "to", "request", "response");

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;

  EntityExtensions(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /** Checks the value of {@value #ENTITY} of a schema. */
  void checkEntity(DocumentNode schema, DocumentNode declared) {
    if (!isObject(declared, ENTITY, "{id: NAME, state: NAME, created: NAME, updated: NAME}")) {
      return;
    }
    requireKeys(declared, ENTITY, ENTITY_KEYS);
    Set<String> properties = DeclaredProperties.ofAny(document, schema).keySet();
    declared
        .members()
        .forEach(
            (key, value) -> {
              String name = value.text();
              if (ENTITY_KEYS.contains(key) && (name == null || !properties.contains(name))) {
                add(
                    value.location(),
                    "\""
                        + ENTITY
                        + "\" names \""
                        + name
                        + "\", which is not a property of the schema",
                    Suggestions.advice(String.valueOf(name), properties));
              }
            });
  }

  /** Checks the value of {@value #OPERATION} of an operation. */
  void checkOperation(DocumentNode declared) {
    if (!isObject(declared, OPERATION, "{entity: SCHEMA, action: ACTION}")) {
      return;
    }
    requireKeys(declared, OPERATION, OPERATION_KEYS);
    Map<String, DocumentNode> members = declared.members();
    DocumentNode action = members.get("action");
    if (action != null && EntityAction.of(String.valueOf(action.text())).isEmpty()) {
      add(
          action.location(),
          "\"" + OPERATION + "\" has the unknown action \"" + action.text() + "\"",
          Suggestions.advice(String.valueOf(action.text()), EntityAction.words()));
    }
    DocumentNode entity = members.get("entity");
    Set<String> schemas = new TreeSet<>(document.schemas().keySet());
    if (entity != null && !schemas.contains(String.valueOf(entity.text()))) {
      add(
          entity.location(),
          "\"" + OPERATION + "\" names the unknown schema \"" + entity.text() + "\"",
          Suggestions.advice(String.valueOf(entity.text()), schemas));
    }
    DocumentNode to = members.get("to");
    if (to != null && to.text() == null) {
      add(to.location(), "\"" + OPERATION + "\" has an invalid state", "write to: STATE");
    }
    for (String body : new String[] {"request", "response"}) {
      DocumentNode pointer = members.get(body);
      if (pointer != null && !isPointer(pointer.text())) {
        add(
            pointer.location(),
            "\"" + OPERATION + "\" has an invalid JSON pointer",
            "write '' for the whole body, or a pointer such as /order");
      }
    }
  }

  private static boolean isPointer(@Nullable String text) {
    return text != null && (text.isEmpty() || text.startsWith("/"));
  }

  private boolean isObject(DocumentNode declared, String name, String form) {
    if (!declared.isObject()) {
      add(declared.location(), "\"" + name + "\" has an invalid value", "write " + form);
    }
    return declared.isObject();
  }

  private void requireKeys(DocumentNode declared, String name, Set<String> known) {
    for (String key : declared.members().keySet()) {
      if (!known.contains(key)) {
        add(
            declared.keyLocation(key),
            "\"" + name + "\" has the unknown key \"" + key + "\"",
            Suggestions.advice(key, known));
      }
    }
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
