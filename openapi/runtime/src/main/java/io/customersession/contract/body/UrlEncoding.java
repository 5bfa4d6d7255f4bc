package io.customersession.contract.body;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields in the style of a query: {@code a=1&b=two+words}. */
final class UrlEncoding {
  private UrlEncoding() {}

  static String write(List<FormPart> parts) {
    StringBuilder out = new StringBuilder();
    for (FormPart part : parts) {
      out.append(out.length() == 0 ? "" : "&");
      out.append(URLEncoder.encode(part.name(), StandardCharsets.UTF_8));
      out.append('=').append(URLEncoder.encode(part.text(), StandardCharsets.UTF_8));
    }
    return out.toString();
  }

  /** Returns the fields, or null if they are not percent-encoded. */
  static @Nullable List<FormPart> read(String text) {
    List<FormPart> parts = new ArrayList<>();
    try {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (!pair.isEmpty()) {
          parts.add(
              FormPart.text(
                  decoded(equals < 0 ? pair : pair.substring(0, equals)),
                  decoded(equals < 0 ? "" : pair.substring(equals + 1)),
                  null));
        }
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    return parts;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
