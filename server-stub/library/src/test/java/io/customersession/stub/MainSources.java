package io.customersession.stub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The hand-written main code of modules, for tests that look for uses of a declaration. */
final class MainSources {
  private MainSources() {}

  /**
   * Returns the text of all sources.
   *
   * @param modules the folders of the modules, relative to this one
   */
  static String of(String... modules) throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String module : modules) {
      try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    return sources.toString();
  }
}
