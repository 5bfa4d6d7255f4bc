package io.customersession.contract;

import java.util.List;

/**
 * Compares two versions of a document: what changed, and whom it breaks.
 *
 * <p>A narrower request breaks clients, which still send what was allowed; a wider one is safe. A
 * wider response breaks clients, which cannot read what is new; a narrower one breaks servers,
 * which still send what was allowed. A new optional property breaks nobody, since unknown
 * properties are ignored everywhere. The names of operations count, since they name methods; so do
 * the state machines, the operations that may trigger transitions, and the extensions.
 */
public final class ContractDiff {
  private ContractDiff() {}

  /**
   * Returns the changes from one document to another, the most serious first.
   *
   * @param before the old document, which must be valid
   * @param after the new document, which must be valid
   */
  public static List<Change> of(Document before, Document after) {
    Changes changes = new Changes();
    new OperationDiff(before, after, changes).compare();
    new StateMachineDiff(before, after, changes).compare();
    new SecurityDiff(before, after, changes).compareSchemes();
    new WordingDiff(before, after, changes).compare();
    return changes.sorted();
  }
}
