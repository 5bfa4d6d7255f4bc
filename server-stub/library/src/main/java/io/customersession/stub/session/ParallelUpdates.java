package io.customersession.stub.session;

/** What happens when calls that change one session meet. */
public enum ParallelUpdates {
  /** They are carried out one after the other. */
  SERIALIZE,
  /** The one that comes while another is being carried out gets a 409 response. */
  REFUSE
}
