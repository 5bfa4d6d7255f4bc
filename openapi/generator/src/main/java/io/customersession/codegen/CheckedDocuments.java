package io.customersession.codegen;

import io.customersession.contract.Document;
import io.swagger.v3.parser.core.extensions.SwaggerParserExtension;
import io.swagger.v3.parser.core.models.AuthorizationValue;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports what is wrong with a document that the stock parser cannot read, wherever our generators
 * are on its class path.
 */
public final class CheckedDocuments implements SwaggerParserExtension {
  /**
   * Checks the file, and leaves parsing to the next extension.
   *
   * @throws io.customersession.contract.InvalidContractException if anything is wrong with it
   */
  @Override
  public @Nullable SwaggerParseResult readLocation(
      String location, @Nullable List<AuthorizationValue> auth, @Nullable ParseOptions options) {
    Path file = file(location);
    if (file != null && Files.isRegularFile(file)) {
      Document.checked(file);
    }
    return null;
  }

  @Override
  public @Nullable SwaggerParseResult readContents(
      String text, @Nullable List<AuthorizationValue> auth, @Nullable ParseOptions options) {
    return null;
  }

  /** Returns the file that a location names, or null if it is not a file. */
  static @Nullable Path file(String location) {
    if (location.startsWith("file:")) {
      return Path.of(URI.create(location));
    }
    return location.contains("://") ? null : Path.of(location);
  }
}
