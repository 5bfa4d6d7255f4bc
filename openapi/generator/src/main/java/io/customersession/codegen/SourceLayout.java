package io.customersession.codegen;

import java.util.Set;
import java.util.regex.Pattern;

/** Gives generated source code the layout of google-java-format. */
final class SourceLayout {
  static final int MAX_COLUMNS = 100;

  private static final Pattern TRAILING_SPACE = Pattern.compile("[ \t]+\n");
  private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");

  private SourceLayout() {}

  /**
   * Returns a rendered template as it is written to the file.
   *
   * @param modelNames the classes of the models' package
   */
  static String format(String rendered, Set<String> modelNames) {
    String stripped = TRAILING_SPACE.matcher(rendered.replace("\r\n", "\n")).replaceAll("\n");
    String compact = BLANK_LINES.matcher(stripped).replaceAll("\n\n");
    String laidOut = StatementLayout.format(JavadocLayout.format(compact));
    return Imports.format(laidOut, modelNames).strip() + "\n";
  }
}
