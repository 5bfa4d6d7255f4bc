package io.customersession.contract.stub.memory;

/** Something that cannot be created, because the stub keeps as many of its kind as it may. */
public final class StoreFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Makes a refusal.
   *
   * @param what the kind of thing, in the plural
   * @param setting the setting that bounds it
   */
  public StoreFullException(String what, long most, String setting) {
    super("The stub keeps at most " + most + " " + what + "; reset it, or raise " + setting);
  }
}
