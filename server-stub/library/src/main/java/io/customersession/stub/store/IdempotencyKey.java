package io.customersession.stub.store;

/**
 * What identifies a request with an idempotency key.
 *
 * @param application the application of the caller
 * @param resource the kind of resource that the request changes
 * @param id the integration id of the resource
 * @param key the key that the client chose
 */
public record IdempotencyKey(long application, Resource resource, String id, String key) {
  /** The kind of resource that a key belongs to. */
  public enum Resource {
    /** A session. */
    SESSION,
    /** A profile. */
    PROFILE
  }
}
