package io.customersession.contract;

/**
 * An error in a document.
 *
 * @param location where to look
 * @param problem what is wrong there
 * @param advice what to do about it
 */
public record Diagnostic(SourceLocation location, String problem, String advice) {
  /** Returns one line: place, problem, advice. */
  @Override
  public String toString() {
    return location + ": " + problem + "; " + advice;
  }
}
