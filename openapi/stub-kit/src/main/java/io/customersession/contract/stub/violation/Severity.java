package io.customersession.contract.stub.violation;

/** How much a violation of the contract matters. */
public enum Severity {
  /** It breaks a test. */
  ERROR,
  /** It is listed. */
  WARNING,
  /** It is not looked at. */
  OFF
}
