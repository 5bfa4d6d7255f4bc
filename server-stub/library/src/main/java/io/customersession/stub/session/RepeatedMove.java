package io.customersession.stub.session;

/**
 * What happens when a call names the state that a session which can no longer be updated is in
 * already.
 */
public enum RepeatedMove {
  /** It is refused as an illegal move. */
  REFUSE,
  /** It gets the response of any update, and changes nothing. */
  ACCEPT
}
