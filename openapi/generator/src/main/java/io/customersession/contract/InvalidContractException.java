package io.customersession.contract;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Stops a build because the document is invalid; the message says where, what and what to do, one
 * line for each error.
 */
public final class InvalidContractException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message. */
  public InvalidContractException(String message) {
    super(message);
  }

  /** Creates an exception with a line for each diagnostic. */
  public InvalidContractException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
  }
}
