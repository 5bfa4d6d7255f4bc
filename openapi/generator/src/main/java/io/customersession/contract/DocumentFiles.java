package io.customersession.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Copies a document with the files that it refers to. */
public final class DocumentFiles {
  private DocumentFiles() {}

  /**
   * Returns the files that a copy of a document consists of: what to copy, by where to copy it. A
   * file keeps its path relative to the main file, so that references still lead to it.
   *
   * @param target the main file of the copy
   * @throws InvalidContractException if the document refers to a file outside of the folder of its
   *     main file
   */
  public static Map<Path, Path> copies(Document document, Path target) {
    Path main = document.file();
    Path folder = Objects.requireNonNull(main.getParent());
    Path targetFolder = Objects.requireNonNull(target.toAbsolutePath().normalize().getParent());
    Map<Path, Path> copies = new TreeMap<>();
    List<String> outside = new ArrayList<>();
    for (Path file : document.files()) {
      if (file.equals(main)) {
        copies.put(target.toAbsolutePath().normalize(), file);
      } else if (file.startsWith(folder)) {
        copies.put(targetFolder.resolve(folder.relativize(file)), file);
      } else {
        outside.add(file.toString());
      }
    }
    if (!outside.isEmpty()) {
      throw new InvalidContractException(
          main
              + ": the document refers to "
              + String.join(", ", outside)
              + "; move what it refers to into its own folder, or below");
    }
    return copies;
  }

  /**
   * Copies a document over an earlier copy.
   *
   * @param target the main file of the copy, in a folder of its own if the document has several
   *     files
   * @throws InvalidContractException if a file cannot be copied because of where it is; nothing has
   *     been copied then
   * @throws IOException if a file cannot be written
   */
  static void replace(Document document, Path target) throws IOException {
    Map<Path, Path> copies = copies(document, target);
    for (Map.Entry<Path, Path> copy : copies.entrySet()) {
      if (copy.getKey().equals(copy.getValue())) {
        throw new InvalidContractException(
            target
                + ": the copy must be in a folder of its own, since it consists of "
                + copies.size()
                + " files");
      }
    }
    for (Map.Entry<Path, Path> copy : copies.entrySet()) {
      Files.createDirectories(Objects.requireNonNull(copy.getKey().getParent()));
      Files.copy(copy.getValue(), copy.getKey(), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
