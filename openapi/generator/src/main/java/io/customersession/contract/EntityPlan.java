package io.customersession.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What default handlers make of a document: the entities that they store, and what each operation
 * does with them.
 *
 * @param entities the entities
 * @param operations the operations that are served, in the order of the document
 * @param diagnostics what is ambiguous, as errors; as warnings, required properties of responses
 *     that would have no value
 */
public record EntityPlan(
    List<PlannedEntity> entities, List<PlannedOperation> operations, List<Diagnostic> diagnostics) {
  /** Returns the plan of a document that has been checked. */
  public static EntityPlan of(Document document) {
    return of(document, Selection.ALL);
  }

  /**
   * Returns the plan of a part of a document, as if there were no other operations.
   *
   * @param selection the part, which has been checked
   */
  public static EntityPlan of(Document document, Selection selection) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    CanonicalView view = new CanonicalView(document, selection);
    EntityResources resources = new EntityResources(document, view, diagnostics::add);
    List<PlannedOperation> operations =
        new EntityInference(document, view, resources, diagnostics::add).operations();
    Map<String, CanonicalView.Operation> byKey = new HashMap<>();
    view.operations().forEach(each -> byKey.put(each.key(), each));
    List<PlannedEntity> entities = resources.entities(operations);
    new EntityValues(document, view, byKey, diagnostics::add).check(entities, operations);
    return new EntityPlan(entities, operations, List.copyOf(diagnostics));
  }

  /**
   * Returns the plan of a document.
   *
   * @throws InvalidContractException if something is ambiguous
   */
  public static EntityPlan unambiguous(Document document) {
    return unambiguous(document, Selection.ALL);
  }

  /**
   * Returns the plan of a part of a document, as if there were no other operations.
   *
   * @param selection the part, which has been checked
   * @throws InvalidContractException if something in the part is ambiguous
   */
  public static EntityPlan unambiguous(Document document, Selection selection) {
    EntityPlan plan = of(document, selection);
    List<Diagnostic> errors = plan.diagnostics().stream().filter(Diagnostic::isError).toList();
    if (!errors.isEmpty()) {
      throw new InvalidContractException(errors);
    }
    return plan;
  }

  /** Returns true if the document says anything about entities, so that it must be unambiguous. */
  static boolean isDeclaredIn(Document document) {
    return document.operations().values().stream()
            .anyMatch(operation -> operation.get(EntityExtensions.OPERATION) != null)
        || document.schemas().values().stream()
            .anyMatch(schema -> schema.get(EntityExtensions.ENTITY) != null);
  }

  /** Returns every choice with its reason, a line for each entity and each operation. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(entities.isEmpty() ? "no entities" : "entities").append(System.lineSeparator());
    entities.forEach(entity -> text.append("  ").append(entity).append(System.lineSeparator()));
    text.append("operations").append(System.lineSeparator());
    for (PlannedOperation operation : operations) {
      text.append(
          "  %s (%s %s): %s; %s (%s)%n"
              .formatted(
                  operation.id(),
                  operation.method(),
                  operation.path(),
                  operation.summary(),
                  operation.reason(),
                  operation.location()));
    }
    return text.toString();
  }
}
