package io.customersession.stub.attack;

import java.util.Map;

/**
 * A response as it came.
 *
 * @param status the status, or 0 if the first line is not that of a response
 * @param headers the headers by their names in lower case
 * @param body the body as text
 * @param isComplete whether the body has the declared length
 */
record RawResponse(int status, Map<String, String> headers, String body, boolean isComplete) {
  String contentType() {
    return headers.getOrDefault("content-type", "");
  }
}
