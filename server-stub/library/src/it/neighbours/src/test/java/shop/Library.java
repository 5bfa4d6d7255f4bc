package shop;

import io.customersession.stub.CustomerSessionStub;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The stub's jar, as the repository gave it to this project. */
final class Library {
  private Library() {}

  static Path jar() {
    try {
      return Path.of(
          CustomerSessionStub.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the pom that came with the jar. */
  static Path pom() {
    return jar().resolveSibling(jar().getFileName().toString().replaceFirst("\\.jar$", ".pom"));
  }
}
