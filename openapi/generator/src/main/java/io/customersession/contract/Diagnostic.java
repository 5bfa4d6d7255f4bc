package io.customersession.contract;

/**
 * An error or a warning about a document.
 *
 * @param location where to look
 * @param problem what is wrong there
 * @param advice what to do about it
 * @param severity whether code can be generated nevertheless
 */
public record Diagnostic(
    SourceLocation location, String problem, String advice, Severity severity) {
  /** What a diagnostic means for generated code. */
  public enum Severity {
    /** Nothing is generated. */
    ERROR,
    /** Code is generated; what the diagnostic is about is not in it, or not checked by it. */
    WARNING
  }

  /** Creates an error. */
  public Diagnostic(SourceLocation location, String problem, String advice) {
    this(location, problem, advice, Severity.ERROR);
  }

  /** Returns a warning. */
  static Diagnostic warning(SourceLocation location, String problem, String advice) {
    return new Diagnostic(location, problem, advice, Severity.WARNING);
  }

  /**
   * Returns a warning of the same.
   *
   * @param consequence what becomes of it, after the problem
   */
  Diagnostic asWarning(String consequence) {
    return warning(location, problem + consequence, advice);
  }

  /** Returns true if nothing is generated. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Returns one line: place, problem, advice. */
  @Override
  public String toString() {
    return location + ": " + problem + "; " + advice;
  }
}
