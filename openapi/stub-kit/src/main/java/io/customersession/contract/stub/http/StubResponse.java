package io.customersession.contract.stub.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers headers besides those that follow from the body
 * @param body JSON in UTF-8; empty for no body
 * @param delivery how whoever has the connection sends it
 */
@SuppressWarnings("ArrayRecordComponent") // written once and handed to the host; never compared
public record StubResponse(
    int status, Map<String, String> headers, byte[] body, Delivery delivery) {
  /** The content type of every response with a body, unless its headers say another. */
  public static final String CONTENT_TYPE = "application/json";

  /** Returns what the body is. */
  public String contentType() {
    return headers.getOrDefault("Content-Type", CONTENT_TYPE);
  }

  /** Returns this response with further headers. */
  public StubResponse with(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(headers);
    return new StubResponse(status, all, body, delivery);
  }

  /** Creates a response that is sent as it is. */
  public StubResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Delivery.AT_ONCE);
  }
}
