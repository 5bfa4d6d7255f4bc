package io.customersession.codegen;

import java.util.Collection;

/** Gives generated source code the layout of google-java-format. */
final class SourceLayout {
  static final int MAX_COLUMNS = 100;

  private SourceLayout() {}

  /**
   * Returns a rendered template as it is written to the file.
   *
   * @param modelNames the classes of the models' package
   */
  static String format(String rendered, Collection<String> modelNames) {
    String compact =
        rendered.replace("\r\n", "\n").replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n");
    String laidOut = StatementLayout.format(JavadocLayout.format(compact));
    return Imports.format(laidOut, modelNames).strip() + "\n";
  }
}
