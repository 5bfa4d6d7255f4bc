package io.customersession.contract.operation;

import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.violation.JsonPointer;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A header that the document declares for a response. Immutable. */
public final class ResponseHeader {
  private final String name;
  private final ScalarCodec<?> codec;
  private final boolean required;
  private final boolean list;
  private final String schemaPath;

  private ResponseHeader(
      String name, ScalarCodec<?> codec, boolean required, boolean list, String schemaPath) {
    this.name = name;
    this.codec = codec;
    this.required = required;
    this.list = list;
    this.schemaPath = schemaPath;
  }

  /** Returns an optional header with one value. */
  public static ResponseHeader of(String name, ScalarCodec<?> codec) {
    return new ResponseHeader(name, codec, false, false, "#");
  }

  /** Returns this header as one that every response must have. */
  public ResponseHeader required() {
    return new ResponseHeader(name, codec, true, list, schemaPath);
  }

  /** Returns this header as a list, with commas between its items. */
  public ResponseHeader list() {
    return new ResponseHeader(name, codec, required, true, schemaPath);
  }

  /** Returns this header with the location of the response. */
  ResponseHeader under(String location) {
    String path = location + "/headers/" + JsonPointer.escape(name);
    return new ResponseHeader(name, codec.under(path + "/schema"), required, list, path);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /**
   * Returns the text of a value of the declared type, or of a list of them.
   *
   * @throws IllegalArgumentException if an item of a list has a comma, which ends it
   */
  @SuppressWarnings("unchecked") // generated code passes what the document declares
  String format(Object value) {
    ScalarCodec<Object> scalar = (ScalarCodec<Object>) codec;
    if (!list) {
      return scalar.format(value);
    }
    List<String> texts = new ArrayList<>();
    for (Object item : (Iterable<?>) value) {
      String text = scalar.format(item);
      if (text.indexOf(',') >= 0) {
        throw new IllegalArgumentException("an item of " + name + " must not have a comma");
      }
      texts.add(text);
    }
    return String.join(",", texts);
  }

  /**
   * Reads and checks the header of a response.
   *
   * @param sent the values of the header as sent; empty if there is none
   * @return the value, a list if the header is one, or null if it is absent or cannot be read
   */
  public @Nullable Object read(List<String> sent, Violations violations) {
    violations.parameter(name);
    try {
      if (sent.isEmpty()) {
        if (required) {
          violations.add(Rule.REQUIRED, schemaPath, name + " is required");
        }
        return null;
      }
      if (!list) {
        return codec.parse(sent.get(0), violations);
      }
      List<Object> items = new ArrayList<>();
      for (String line : sent) {
        // A header without a text is a list without items.
        for (String text : line.isBlank() ? new String[0] : line.split(",", -1)) {
          Object item = codec.parse(text.strip(), violations);
          if (item != null) {
            items.add(item);
          }
        }
      }
      return items;
    } finally {
      violations.parameter(null);
    }
  }
}
