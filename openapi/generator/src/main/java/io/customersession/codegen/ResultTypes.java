package io.customersession.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.TemplateManager;
import org.openapitools.codegen.api.TemplatePathLocator;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.templating.GeneratorTemplateContentLocator;
import org.openapitools.codegen.templating.MustacheEngineAdapter;
import org.openapitools.codegen.templating.TemplateManagerOptions;

/** The classes of success responses that give a choice: of status, or of headers. */
final class ResultTypes {
  private static final String TEMPLATE = "Result.mustache";

  private final AbstractJavaCodegen codegen;
  private final Map<String, Map<String, Object>> results = new LinkedHashMap<>();

  ResultTypes(AbstractJavaCodegen codegen) {
    this.codegen = codegen;
  }

  /**
   * Adds the class of an operation's results, and makes it the type that the operation returns.
   *
   * @param modelNames the names that schemas have
   */
  void add(CodegenOperation operation, ContentRows rows, Collection<String> modelNames) {
    if (!OperationContent.of(operation).hasResult()) {
      return;
    }
    String base = ContentRows.capitalized(operation.nickname) + "Result";
    String name = base;
    for (int i = 2; isTaken(name, modelNames); i++) {
      name = base + i;
    }
    Map<String, Object> data = new LinkedHashMap<>(codegen.additionalProperties());
    data.put("package", codegen.apiPackage());
    data.put("modelPackage", codegen.modelPackage());
    data.put("classname", name);
    data.putAll(rows.result(operation));
    results.put(name, data);
    operation.returnType = name;
    operation.vendorExtensions.put("hasResponseBody", true);
    operation.vendorExtensions.put("result", name);
  }

  /** File names may be compared without case. */
  private boolean isTaken(String name, Collection<String> modelNames) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.equals("OperationResult")
        || modelNames.stream().anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(lower))
        || results.keySet().stream()
            .anyMatch(other -> other.toLowerCase(Locale.ROOT).equals(lower));
  }

  /** Writes the classes. */
  void write() {
    TemplateManager templates =
        new TemplateManager(
            new TemplateManagerOptions(false, false),
            new MustacheEngineAdapter(),
            new TemplatePathLocator[] {new GeneratorTemplateContentLocator(codegen)});
    results.forEach(
        (name, data) -> {
          Path file =
              Path.of(codegen.getOutputDir(), codegen.getSourceFolder())
                  .resolve(codegen.apiPackage().replace('.', '/'))
                  .resolve(name + ".java");
          try {
            codegen.postProcessFile(templates.write(data, TEMPLATE, file.toFile()), "result");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
