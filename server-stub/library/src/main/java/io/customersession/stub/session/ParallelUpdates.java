package io.customersession.stub.session;

/** What happens when calls that change one session meet. */
public enum ParallelUpdates {
  /** They are handled one after the other. */
  SERIALIZE,
  /** The one that comes while another is being handled gets a 409 response. */
  REFUSE
}
