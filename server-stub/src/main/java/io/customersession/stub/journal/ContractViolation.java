package io.customersession.stub.journal;

import org.jspecify.annotations.Nullable;

/**
 * Something in a request that the contract does not allow, or that has no effect.
 *
 * @param operation the operationId, or null if the request named no declared operation
 * @param method the HTTP method
 * @param path the path as sent
 * @param title the kind of rule
 * @param location a JSON pointer into the body, the name of a parameter, or a line of the body
 * @param details one sentence for a person
 * @param rule where the document states the rule
 * @param refused whether the request was refused; otherwise it was carried out in spite of this
 */
public record ContractViolation(
    @Nullable String operation,
    String method,
    String path,
    String title,
    String location,
    String details,
    String rule,
    boolean refused) {
  @Override
  public String toString() {
    return (refused ? "refused: " : "noted: ")
        + (operation == null ? method + " " + path : operation)
        + " "
        + location
        + ": "
        + details
        + " ["
        + rule
        + "]";
  }
}
