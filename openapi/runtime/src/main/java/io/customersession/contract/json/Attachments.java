package io.customersession.contract.json;

import io.customersession.contract.binary.BinaryData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The octets that a form has beside its JSON: in the JSON, a text that nobody can guess stands for
 * each of them. Not thread-safe.
 */
public final class Attachments {
  private final String prefix = UUID.randomUUID() + "/";
  private final Map<String, BinaryData> data = new LinkedHashMap<>();

  /** Creates an empty collection. */
  public Attachments() {}

  /** Adds octets and returns the text that stands for them. */
  public String add(BinaryData octets) {
    String key = prefix + data.size();
    data.put(key, octets);
    return key;
  }

  /** Returns the octets that a text stands for, or null if it is an ordinary text. */
  public @Nullable BinaryData get(String text) {
    return data.get(text);
  }
}
