package io.customersession.contract;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of whole bodies, and what the names of classes in these bodies begin with. */
final class OperationBodies {
  private final Set<String> prefixes = new HashSet<>();
  private final Map<String, String> errors = new HashMap<>();
  private final Set<String> others = new HashSet<>();

  /**
   * Adds a body.
   *
   * @param written the body as it is written in a canonical document
   * @param prefix the name for what has no name in it
   * @param isShared true if the document has the body under a name of its own
   * @param errorStatus the status or range of an error, or null if this is another body
   */
  void add(
      Map<String, Object> written, String prefix, boolean isShared, @Nullable String errorStatus) {
    if (!isShared) {
      prefixes.add(prefix);
    }
    for (Object media : CanonicalView.object(written.get("content")).values()) {
      Map<String, Object> schema = CanonicalView.object(CanonicalView.object(media).get("schema"));
      Map<String, Object> items = CanonicalView.items(schema);
      String name = CanonicalView.name(items == null ? schema : items);
      if (name != null) {
        if (errorStatus == null || isShared) {
          others.add(name);
        } else {
          errors.put(name, errorStatus);
        }
      }
    }
  }

  /** Returns true if names of classes in a body begin with this. */
  boolean isPrefix(String name) {
    return prefixes.contains(name);
  }

  /** Returns a status if a class is that of bodies of errors, and of nothing else, or null. */
  @Nullable String errorStatus(String name) {
    return others.contains(name) ? null : errors.get(name);
  }

  /** Returns true if a class is that of a request, of a success response, or of their items. */
  boolean isWhole(String name) {
    return others.contains(name);
  }
}
