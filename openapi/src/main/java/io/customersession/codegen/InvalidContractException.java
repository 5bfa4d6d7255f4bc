package io.customersession.codegen;

/**
 * Stops a build because the document says something that cannot be rendered; the message says what
 * and where.
 */
public final class InvalidContractException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidContractException(String message) {
    super(message);
  }
}
