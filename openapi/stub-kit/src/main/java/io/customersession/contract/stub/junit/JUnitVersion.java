package io.customersession.contract.stub.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The JUnit version on the class path, as far as the extension depends on it. */
final class JUnitVersion {
  /** The oldest version that has all that the extension calls. */
  static final String OLDEST = "5.8.1";

  /** The first version in which a constructor belongs to the test that it is called for. */
  static final String WITH_CONSTRUCTOR_SCOPE = "5.12";

  private JUnitVersion() {}

  /**
   * Checks what the extension calls, rather than a number, which a shaded JUnit may not have.
   *
   * @throws ExtensionConfigurationException if this JUnit is too old
   */
  static void check() {
    check(ExtensionContext.class, Test.class.getPackage().getImplementationVersion());
  }

  static void check(Class<?> context, @Nullable String found) {
    try {
      context.getMethod("getExecutionMode");
    } catch (NoSuchMethodException e) {
      throw new ExtensionConfigurationException(
          "The stub's JUnit extension needs JUnit "
              + OLDEST
              + " or newer"
              + (found == null ? "" : ", not " + found)
              + "; raise the version of org.junit:junit-bom",
          e);
    }
  }
}
