package io.customersession.stub;

/** Parts of JSON texts, which may be invalid on purpose. */
public final class JsonTexts {
  private JsonTexts() {}

  /** Returns arrays in arrays, or objects in objects, around a number. */
  public static String nested(boolean arrays, int levels) {
    return (arrays ? "[" : "{\"n\":").repeat(levels) + "1" + (arrays ? "]" : "}").repeat(levels);
  }

  /** Returns a JSON string, in which control characters and surrogates are escaped. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return json.append('"').toString();
  }
}
