package io.customersession.stub.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers headers besides those that follow from the body
 * @param body JSON in UTF-8; empty for no body
 * @param delivery how whoever has the connection sends it
 */
@SuppressWarnings("ArrayRecordComponent") // written once and handed to the host; never compared
public record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
  /** The content type of every answer with a body, unless its headers say another. */
  public static final String CONTENT_TYPE = "application/json";

  /** Returns what the body is. */
  public String contentType() {
    return headers.getOrDefault("Content-Type", CONTENT_TYPE);
  }

  /** Returns this answer with further headers. */
  Answer with(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(headers);
    return new Answer(status, all, body, delivery);
  }

  /** Makes an answer that is sent as it is. */
  public Answer(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Delivery.AT_ONCE);
  }
}
