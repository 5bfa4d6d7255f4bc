package io.customersession.stub.account;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How attributes of sessions and profiles merge: key by key, and a key sent as null is removed. */
public final class Attributes {
  private Attributes() {}

  /** Returns the attributes after an update; null stands for none. */
  public static Map<String, Object> merge(
      @Nullable Map<String, Object> before, @Nullable Map<String, Object> sent) {
    Map<String, Object> merged =
        before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before);
    if (sent != null) {
      sent.forEach(
          (key, value) -> {
            if (value == null) {
              merged.remove(key);
            } else {
              merged.put(key, value);
            }
          });
    }
    return merged;
  }
}
