package io.customersession.contract.stub.violation;

/** The severity of a violation of the contract. */
public enum Severity {
  /** It breaks a test. */
  ERROR,
  /** It is listed. */
  WARNING,
  /** It is not looked at. */
  OFF
}
