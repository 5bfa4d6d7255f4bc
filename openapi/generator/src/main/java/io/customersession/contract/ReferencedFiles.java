package io.customersession.contract;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of a document. Each is read once, when a reference leads to it. */
final class ReferencedFiles {
  private final List<Diagnostic> diagnostics;
  private final Map<Path, DocumentNode> read = new TreeMap<>();
  private final Map<Path, InvalidContractException> unreadable = new HashMap<>();

  /**
   * Creates the files of a document, with the main one.
   *
   * @param diagnostics receives what is found while reading
   */
  ReferencedFiles(Path main, DocumentNode root, List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
    read.put(main, root);
  }

  /** Returns the files that have been read. */
  Set<Path> paths() {
    return new TreeSet<>(read.keySet());
  }

  /**
   * Returns the content of the file that a reference leads to.
   *
   * @param node what has the reference
   * @param name the reference without its fragment
   * @return null if the file does not exist or cannot be read
   */
  @Nullable DocumentNode open(DocumentNode node, String name) {
    Path file = path(node, name);
    if (file == null) {
      return null;
    }
    if (!read.containsKey(file) && !unreadable.containsKey(file) && Files.isRegularFile(file)) {
      try {
        read.put(file, Anchors.resolved(DocumentReader.read(file, diagnostics)));
      } catch (InvalidContractException e) {
        // A reference to it may be where no code is generated from it, such as in a description.
        unreadable.put(file, e);
      }
    }
    return read.get(file);
  }

  /**
   * Requires that the file that a reference leads to could be read, if it is there.
   *
   * @param node what has the reference
   * @throws InvalidContractException that says what is wrong with the file
   */
  void requireReadable(DocumentNode node) {
    Path file = path(node, name(String.valueOf(node.text("$ref"))));
    InvalidContractException reason = file == null ? null : unreadable.get(file);
    if (reason != null) {
      throw reason;
    }
  }

  /** Returns a reference without its fragment; empty if it leads to its own file. */
  static String name(String reference) {
    int hash = reference.indexOf('#');
    return hash < 0 ? reference : reference.substring(0, hash);
  }

  private static @Nullable Path path(DocumentNode node, String name) {
    Path file = node.location().file();
    try {
      return name.isEmpty() ? file : file.resolveSibling(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
