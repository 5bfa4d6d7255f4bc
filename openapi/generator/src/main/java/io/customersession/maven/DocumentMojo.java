package io.customersession.maven;

import io.customersession.contract.Diagnostic;
import io.customersession.contract.Diagnostics;
import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import io.customersession.contract.Selection;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.jspecify.annotations.Nullable;

/** A goal that reads a document, or the part of it that code is generated from. */
abstract class DocumentMojo extends AbstractMojo {
  /** The OpenAPI document; null if it was not specified. */
  @Nullable File document;

  /** The operations to take, as {@link Selection#INCLUDE}; null or empty for all. */
  @Nullable String include;

  /** The operations to leave out, as {@link Selection#EXCLUDE}; null or empty for none. */
  @Nullable String exclude;

  /** Whether to leave out operations that errors of the document affect. */
  boolean omitInvalid;

  /** Returns the part of the document that was specified. */
  final Selection selection() {
    return Selection.of(include, exclude).omittingInvalid(omitInvalid);
  }

  /**
   * Reads a document and logs its warnings.
   *
   * @param strict whether a warning counts as an error
   * @throws InvalidContractException with a line for each error of the specified part; or if the
   *     document does not have that part
   */
  final Document checked(File file, boolean strict) {
    Document read = Document.load(file.toPath());
    List<Diagnostic> warnings = selection().check(read);
    if (strict && !warnings.isEmpty()) {
      throw new InvalidContractException(warnings);
    }
    Diagnostics.warnings(warnings).forEach(getLog()::warn);
    return read;
  }
}
