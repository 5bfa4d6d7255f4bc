package io.customersession.stub.cli;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the output goes to.
 *
 * @param isPresent true if input and output are a terminal
 * @param hasColor true if it is a terminal that shows colors, and the user wants them
 */
record Terminal(boolean isPresent, boolean hasColor) {
  /**
   * Returns the terminal of this process. {@code NO_COLOR}, if it is not empty, and {@code
   * TERM=dumb} turn colors off.
   *
   * @param environment such as {@link System#getenv()}
   */
  static Terminal of(Map<String, String> environment) {
    boolean isPresent = isTerminal(System.console());
    return new Terminal(
        isPresent,
        isPresent
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb"));
  }

  /** JDK 22 and later have a console without a terminal too, and a method to ask. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
