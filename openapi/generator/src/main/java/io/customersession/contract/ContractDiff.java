package io.customersession.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares two versions of a document: what changed, and whom it breaks. Documents are compared by
 * meaning, however they are written; they need not be valid as long as they can be read.
 *
 * <p>A narrower request breaks clients, which still send what was allowed; a wider one is safe. A
 * wider response breaks clients, which cannot read what is new; a narrower one breaks servers,
 * which still send what was allowed. A new optional property breaks nobody, since unknown
 * properties are ignored unless the schema forbids them. The names of operations count, since they
 * name methods; so do the state machines, the operations that may trigger transitions, and the
 * extensions of this project.
 *
 * <p>{@link #NOT_COMPARED} lists what does not count.
 */
public final class ContractDiff {
  /** The parts of a document that are not compared. */
  public static final List<String> NOT_COMPARED =
      List.of(
          "openapi, info.version, info.contact, info.license, info.termsOfService,"
              + " jsonSchemaDialect",
          "components that no operation, callback or webhook uses",
          "$schema, $id, $anchor, $dynamicAnchor, $vocabulary, $comment, $defs (as far as nothing"
              + " refers to them)",
          "the header parameters Accept, Content-Type and Authorization, and the response header"
              + " Content-Type, which OpenAPI ignores",
          "extensions (x-...) of other tools");

  private ContractDiff() {}

  /**
   * Returns the changes from one document to another, the most serious first.
   *
   * @throws InvalidContractException if a document is not in OpenAPI 3, or a state machine in it is
   *     invalid
   */
  public static List<Change> of(Document before, Document after) {
    return of(before, after, warning -> {});
  }

  /**
   * Returns the changes from one document to another, the most serious first.
   *
   * @param warnings receives what could not be compared, such as references that lead nowhere
   * @throws InvalidContractException if a document is not in OpenAPI 3, or a state machine in it is
   *     invalid
   */
  public static List<Change> of(Document before, Document after, Consumer<Diagnostic> warnings) {
    before.requireOpenApi();
    after.requireOpenApi();
    before.requireStateMachines();
    after.requireStateMachines();
    References old = new References(before);
    References now = new References(after);
    Changes changes = new Changes();
    WordingDiff wording = new WordingDiff(changes);
    SchemaDiff schemas = new SchemaDiff(old, now, changes, wording);
    new OperationDiff(old, now, changes, schemas, wording).compare();
    new StateMachineDiff(before, after, changes, schemas.renamed()).compare();
    wording.compareRoots(before.root(), after.root());
    wording.report();
    for (References references : List.of(old, now)) {
      List<Diagnostic> found = new ArrayList<>(references.document().readingDiagnostics());
      found.addAll(references.warnings());
      found.forEach(warnings);
    }
    return changes.sorted();
  }
}
