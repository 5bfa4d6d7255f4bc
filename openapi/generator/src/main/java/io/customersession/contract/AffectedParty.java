package io.customersession.contract;

/** Whom a change of the document can break. */
public enum AffectedParty {
  /** Callers built from the old document, against a server of the new one. */
  CLIENTS("clients"),
  /** Servers written against the old document, which must answer as the new one says. */
  SERVERS("servers"),
  /** What was stored under the old document: values and states that the new one no longer has. */
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
