package io.customersession.contract.body;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The parameters behind the first value of a header, such as {@code charset=utf-8; q="1"}. */
final class HeaderParameters {
  private final String text;
  private int at;

  private HeaderParameters(String text) {
    this.text = text;
  }

  /** Returns the parameters by their names in lower case; the first of a name counts. */
  static Map<String, String> of(String text) {
    return new HeaderParameters(text).read();
  }

  private Map<String, String> read() {
    Map<String, String> parameters = new LinkedHashMap<>();
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != ';') {
        end++;
      }
      String name = text.substring(at, end).strip().toLowerCase(Locale.ROOT);
      at = end + 1;
      if (end < text.length() && text.charAt(end) == '=' && !name.isEmpty()) {
        parameters.putIfAbsent(name, value());
      }
    }
    return parameters;
  }

  private String value() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int end = text.indexOf(';', at);
    end = end < 0 ? text.length() : end;
    String value = text.substring(at, end).strip();
    at = end + 1;
    return value;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    int end = text.indexOf(';', at);
    at = end < 0 ? text.length() : end + 1;
    return value.toString();
  }
}
