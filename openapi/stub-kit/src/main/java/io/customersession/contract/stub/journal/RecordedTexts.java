package io.customersession.contract.stub.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The long parts of an exchange: the headers and the body of the request, and the body of the
 * response. They are stored as bytes and decoded when they are read.
 */
final class RecordedTexts {
  /** HTTP forbids it in headers; if a server accepts it nevertheless, it is replaced. */
  private static final char END = '\0';

  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] head;
  private final byte[] body;
  private final byte[] response;

  /**
   * Creates texts of bytes, which are not copied.
   *
   * @param head the headers, as {@link #head(Map)} returns them
   */
  RecordedTexts(byte[] head, byte[] body, byte[] response) {
    this.head = head;
    this.body = body;
    this.response = response;
  }

  /** Returns headers as bytes. */
  static byte[] head(Map<String, List<String>> headers) {
    StringBuilder text = new StringBuilder(256);
    headers.forEach(
        (name, values) -> {
          for (String value : values) {
            text.append(name.replace(END, REPLACEMENT)).append(END);
            text.append(value.replace(END, REPLACEMENT)).append(END);
          }
        });
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the headers of the request; names are compared ignoring case. */
  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String text = text(head);
    int at = 0;
    while (at < text.length()) {
      int value = text.indexOf(END, at) + 1;
      int end = text.indexOf(END, value);
      headers
          .computeIfAbsent(text.substring(at, value - 1), unused -> new ArrayList<>(1))
          .add(text.substring(value, end));
      at = end + 1;
    }
    return headers;
  }

  /** Returns the body of the request. */
  String body() {
    return text(body);
  }

  /** Returns the body of the response. */
  String response() {
    return text(response);
  }

  /** Returns the number of bytes. */
  int length() {
    return head.length + body.length + response.length;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
