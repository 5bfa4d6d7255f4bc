package io.customersession.contract.operation;

/** A security scheme of an OpenAPI document. Immutable. */
public final class SecurityScheme {
  private final String name;
  private final String prefix;

  /**
   * Creates a scheme.
   *
   * @param name the name in the document
   * @param prefix the word before the credential in the Authorization header, or the empty string
   */
  public SecurityScheme(String name, String prefix) {
    this.name = name;
    this.prefix = prefix;
  }

  /** Returns the name in the document. */
  public String name() {
    return name;
  }

  /**
   * Returns the word before the credential in the Authorization header, or the empty string if the
   * document declares none.
   */
  public String prefix() {
    return prefix;
  }

  /** Returns the value of the Authorization header for a key. */
  public String authorization(String key) {
    return prefix.isEmpty() ? key : prefix + " " + key;
  }

  @Override
  public String toString() {
    return name;
  }
}
