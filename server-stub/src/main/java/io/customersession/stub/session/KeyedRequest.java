package io.customersession.stub.session;

import io.customersession.stub.runtime.Model;
import java.util.function.Function;

/**
 * A request with an idempotency key.
 *
 * @param key the key
 * @param fingerprint the same text for requests with the same operation, query and body
 * @param dry whether nothing is stored
 * @param encoder returns the body that is sent for a response
 */
public record KeyedRequest(
    String key, String fingerprint, boolean dry, Function<Model, byte[]> encoder) {}
