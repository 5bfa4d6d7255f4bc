package io.customersession.contract.json;

/** Which side may send a property. */
public enum Access {
  /** Both. */
  READ_WRITE,
  /** Only the server, in responses. */
  READ_ONLY,
  /** Only the client, in requests. */
  WRITE_ONLY
}
