package io.customersession.codegen;

import java.nio.file.Path;

/**
 * The copy of this project's document that tests of the generators read instead of the live one.
 */
final class FrozenDocument {
  static final Path FILE = Path.of("src/test/resources/frozen/customer-session.yaml");

  private FrozenDocument() {}
}
