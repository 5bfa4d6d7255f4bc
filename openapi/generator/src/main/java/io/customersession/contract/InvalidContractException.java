package io.customersession.contract;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Stops a build because the document says something that cannot be rendered; the message says
 * where, what and what to do, one line for each fault.
 */
public final class InvalidContractException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception of one sentence. */
  public InvalidContractException(String message) {
    super(message);
  }

  /** Makes an exception of all that is wrong. */
  public InvalidContractException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
  }
}
