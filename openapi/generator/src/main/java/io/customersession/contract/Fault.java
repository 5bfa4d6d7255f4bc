package io.customersession.contract;

/**
 * Something that is wrong with a document.
 *
 * @param place where to look
 * @param problem what is wrong there
 * @param advice what to do about it
 */
public record Fault(Place place, String problem, String advice) {
  /** Returns one line: place, problem, advice. */
  @Override
  public String toString() {
    return place + ": " + problem + "; " + advice;
  }
}
