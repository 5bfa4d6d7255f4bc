package io.customersession.contract;

/** The parties that a change of the document can break. */
public enum AffectedParty {
  /** Callers built from the old document, against a server of the new one. */
  CLIENTS("clients"),
  /** Servers written against the old document, which must respond as the new one requires. */
  SERVERS("servers"),
  /** Data stored under the old document: values and states that the new one no longer has. */
  STORED("what is stored");

  private final String word;

  AffectedParty(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
