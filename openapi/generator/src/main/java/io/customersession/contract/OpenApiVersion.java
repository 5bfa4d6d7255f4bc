package io.customersession.contract;

import org.jspecify.annotations.Nullable;

/** Finds documents that are not in a version of OpenAPI that is supported. */
final class OpenApiVersion {
  private OpenApiVersion() {}

  /**
   * Returns what is wrong with the version of a document, or null.
   *
   * @param accepted a regular expression for the versions that are supported
   */
  static @Nullable Diagnostic problem(DocumentNode root, String accepted) {
    String version = root.text("openapi");
    if (version != null && version.matches(accepted)) {
      return null;
    }
    if (version == null && root.get("swagger") != null) {
      return new Diagnostic(
          root.keyLocation("swagger"),
          "Swagger " + root.text("swagger") + " is not supported",
          "convert the document to OpenAPI 3.0, for example with \"npx swagger2openapi FILE\" or"
              + " https://converter.swagger.io");
    }
    return new Diagnostic(
        root.keyLocation("openapi"),
        version == null ? "\"openapi\" is missing" : "OpenAPI " + version + " is not supported",
        "write openapi: 3.0.3 or openapi: 3.1.0");
  }
}
