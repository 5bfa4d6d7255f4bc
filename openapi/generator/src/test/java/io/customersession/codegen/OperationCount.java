package io.customersession.codegen;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Counts the operations of a document in its YAML, independently of the model of generators. */
final class OperationCount {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private OperationCount() {}

  /** Returns how many operations the paths of a document have. */
  static int of(Path document) throws IOException {
    int count = 0;
    Object root = read(document);
    if (root instanceof Map<?, ?> object && object.get("paths") instanceof Map<?, ?> paths) {
      for (Map.Entry<?, ?> path : paths.entrySet()) {
        if (String.valueOf(path.getKey()).startsWith("/")) {
          count += inItem(document, root, path.getValue());
        }
      }
    }
    return count;
  }

  private static int inItem(Path file, Object root, Object item) throws IOException {
    if (!(item instanceof Map<?, ?> object)) {
      return 0;
    }
    if (object.get("$ref") instanceof String reference) {
      String[] parts = reference.split("#", 2);
      Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
      Object targetRoot = parts[0].isEmpty() ? root : read(target);
      return inItem(target, targetRoot, find(targetRoot, parts.length == 1 ? "" : parts[1]));
    }
    return (int) object.keySet().stream().filter(METHODS::contains).count();
  }

  private static Object find(Object root, String pointer) {
    Object found = root;
    for (String each : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      if (!each.isEmpty()) {
        String name = URI.create("#" + each).getFragment().replace("~1", "/").replace("~0", "~");
        found = found instanceof Map<?, ?> object ? object.get(name) : null;
      }
    }
    return found == null ? Map.of() : found;
  }

  private static Object read(Path file) throws IOException {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    Object root = new Load(settings).loadFromString(Files.readString(file));
    return root == null ? Map.of() : root;
  }
}
