package io.customersession.stub.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Distinguishes requests by their content: the operation, the values of its query parameters,
 * including defaults, and the JSON value of the body. White space and the order of members in
 * objects do not count, because clients that keep members in hash tables change them. A body that
 * is not JSON, where the operation has none, counts as its text.
 */
final class RequestFingerprint {
  private RequestFingerprint() {}

  /** Returns the same text for the same requests only. */
  static String of(Operation operation, Map<String, Object> parameters, byte[] body) {
    StringBuilder text = new StringBuilder(operation.id());
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.In.QUERY) {
        text.append('\n')
            .append(parameter.name())
            .append('=')
            .append(parameters.get(parameter.name()));
      }
    }
    text.append('\n');
    appendBody(text, new String(body, StandardCharsets.UTF_8));
    return digest(text.toString());
  }

  private static void appendBody(StringBuilder text, String body) {
    if (body.isEmpty()) {
      return;
    }
    JsonElement parsed;
    try {
      parsed = JsonParser.parseString(body);
    } catch (JsonParseException e) {
      // An operation without a body does not read what is sent, which may be anything.
      text.append("text ").append(body);
      return;
    }
    append(text, parsed);
  }

  private static void append(StringBuilder text, JsonElement value) {
    if (value instanceof JsonObject object) {
      Map<String, JsonElement> sorted = new TreeMap<>();
      object.entrySet().forEach(member -> sorted.put(member.getKey(), member.getValue()));
      text.append('{');
      sorted.forEach(
          (name, member) -> {
            text.append(name.length()).append(':').append(name);
            append(text, member);
          });
      text.append('}');
    } else if (value instanceof JsonArray array) {
      text.append('[');
      for (JsonElement item : array) {
        append(text, item);
        text.append(',');
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
