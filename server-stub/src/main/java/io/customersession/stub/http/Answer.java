package io.customersession.stub.http;

import java.util.Map;

/**
 * An answer, ready to be sent.
 *
 * @param status the HTTP status
 * @param headers headers besides those that follow from the body
 * @param body JSON in UTF-8; empty for no body
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {
  /** The content type of every answer with a body. */
  public static final String CONTENT_TYPE = "application/json";
}
