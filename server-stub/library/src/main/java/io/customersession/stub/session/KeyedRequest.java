package io.customersession.stub.session;

/**
 * A request with an idempotency key.
 *
 * @param key the key
 * @param fingerprint the same text for requests with the same operation, query and body
 * @param dry whether nothing is stored
 */
public record KeyedRequest(String key, String fingerprint, boolean dry) {}
