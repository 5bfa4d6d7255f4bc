package io.customersession.contract.stub.memory;

/** Thrown if something cannot be stored because a limit is reached. */
public final class StoreFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param what the kind of thing, in the plural
   * @param setting the setting that bounds it
   */
  public StoreFullException(String what, long most, String setting) {
    super("The stub keeps at most " + most + " " + what + "; reset it, or raise " + setting);
  }
}
