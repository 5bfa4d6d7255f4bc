package io.customersession.stub.http;

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
  /** The content type of every answer with a body. */
  public static final String CONTENT_TYPE = "application/json";

  /** Makes an answer that is sent as it is. */
  public Answer(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Delivery.AT_ONCE);
  }
}
