package io.customersession.contract.stub.violation;

/** The severity of a violation of the contract. */
public enum Severity {
  /** The violation fails a test. */
  ERROR,
  /** The violation is listed only. */
  WARNING,
  /** The violation is not recorded. */
  OFF
}
