package io.customersession.stub.store;

/** The kinds of internal ids; each is counted from 1. */
public enum Sequence {
  /** Ids of sessions. */
  SESSION,
  /** Ids of events. */
  EVENT,
  /** Ids of returns. */
  RETURN,
  /** Ids of profiles. */
  PROFILE
}
