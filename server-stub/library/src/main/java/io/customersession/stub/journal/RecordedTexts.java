package io.customersession.stub.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of an exchange is long: the headers and the body of the request, and the body of the answer.
 * They stand on one page, one behind the other.
 */
final class RecordedTexts {
  /** HTTP forbids it in headers; where a server lets it through all the same, it is replaced. */
  private static final char END = '\0';

  private static final char REPLACEMENT = '\uFFFD';

  private final Pages.Page page;
  private final int start;
  private final int head;
  private final int body;
  private final int answer;

  private RecordedTexts(Pages.Page page, int start, int head, int body, int answer) {
    this.page = page;
    this.start = start;
    this.head = head;
    this.body = body;
    this.answer = answer;
  }

  /** Writes the texts down. */
  static RecordedTexts on(Pages pages, byte[] head, byte[] body, byte[] answer) {
    Pages.Page page = pages.room(head.length + body.length + answer.length);
    int start = pages.write(page, head);
    pages.write(page, body);
    pages.write(page, answer);
    return new RecordedTexts(page, start, head.length, body.length, answer.length);
  }

  /** Returns headers as they are written down. */
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

  /** Returns the headers of the request; names are compared whatever their case. */
  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String text = page.text(start, head);
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
    return page.text(start + head, body);
  }

  /** Returns the body of the answer. */
  String answer() {
    return page.text(start + head + body, answer);
  }

  /** Returns how many bytes there are. */
  int length() {
    return head + body + answer;
  }

  /** Tells that they may be read at any time from now on. */
  void show() {
    page.show();
  }

  /** Tells that nobody reads them any more. */
  void forget(Pages pages) {
    pages.forget(page);
  }
}
