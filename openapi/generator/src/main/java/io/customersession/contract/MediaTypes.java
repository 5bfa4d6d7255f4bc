package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of media types, which have no case, and parameters without an order. */
final class MediaTypes {
  private MediaTypes() {}

  /** Returns the names under {@code content} by their normal form. */
  static Map<String, String> names(@Nullable DocumentNode content) {
    Map<String, String> names = new LinkedHashMap<>();
    if (content != null) {
      content.members().keySet().forEach(name -> names.putIfAbsent(normal(name), name));
    }
    return names;
  }

  /** Returns the normal form of a name. */
  static String normal(String name) {
    String[] parts = name.split(";", -1);
    String type = parts[0].strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String key = parts[i].substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
      String value = unquoted(parts[i].substring(equals + 1).strip());
      if (!parts[i].isBlank()) {
        parameters.put(key, key.equals("charset") ? value.toLowerCase(Locale.ROOT) : value);
      }
    }
    // JSON is always in UTF-8.
    if (type.endsWith("json")) {
      parameters.remove("charset", "utf-8");
    }
    StringBuilder normal = new StringBuilder(type);
    parameters.forEach((key, value) -> normal.append("; ").append(key).append('=').append(value));
    return normal.toString();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
