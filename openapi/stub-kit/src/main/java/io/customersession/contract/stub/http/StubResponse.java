package io.customersession.contract.stub.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response that is ready to be sent. Immutable.
 *
 * @param status the HTTP status
 * @param headers the headers, without those that follow from the body
 * @param body the body, JSON in UTF-8 by default; empty for none
 * @param delivery how the host sends it
 */
@SuppressWarnings("ArrayRecordComponent") // written once and handed to the host; never compared
public record StubResponse(
    int status, Map<String, String> headers, byte[] body, Delivery delivery) {
  /** The default content type of responses with a body. */
  public static final String CONTENT_TYPE = "application/json";

  /** Returns the content type of the body. */
  public String contentType() {
    return headers.getOrDefault("Content-Type", CONTENT_TYPE);
  }

  /** Returns this response with more headers; its own headers win. */
  public StubResponse with(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(headers);
    return new StubResponse(status, all, body, delivery);
  }

  /** Creates a response that is sent at once and as a whole. */
  public StubResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Delivery.AT_ONCE);
  }
}
