package io.customersession.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenConstants;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Generators that openapi-generator has itself, to compare ours with on the same document. */
final class Stock {
  static final Stock CLIENT =
      new Stock("java", "okhttp-gson", Map.of("hideGenerationTimestamp", "true"));
  static final Stock SERVER =
      new Stock(
          "jaxrs-spec",
          null,
          Map.of(
              "interfaceOnly", "true",
              "useSwaggerAnnotations", "false",
              "hideGenerationTimestamp", "true"));

  private final String generator;
  private final @Nullable String library;
  private final Map<String, String> options;

  private Stock(String generator, @Nullable String library, Map<String, String> options) {
    this.generator = generator;
    this.library = library;
    this.options = options;
  }

  /** Generates from a document into a directory, without tests and documentation. */
  void generate(Path document, Path output) {
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName(generator)
            .setInputSpec(document.toString())
            .setOutputDir(output.toString())
            .setValidateSpec(false)
            .setInvokerPackage("stock")
            .setApiPackage("stock.api")
            .setModelPackage("stock.model")
            .addAdditionalProperty("useJakartaEe", "true")
            .addAdditionalProperty("openApiNullable", "false");
    if (library != null) {
      configurator.setLibrary(library);
    }
    options.forEach(configurator::addAdditionalProperty);
    DefaultGenerator run = new DefaultGenerator();
    for (String part :
        new String[] {
          CodegenConstants.API_TESTS, CodegenConstants.MODEL_TESTS,
          CodegenConstants.API_DOCS, CodegenConstants.MODEL_DOCS
        }) {
      run.setGeneratorPropertyDefault(part, "false");
    }
    run.opts(configurator.toClientOptInput()).generate();
  }

  /**
   * Generates both from each document of further arguments, into folders of the first. A failure is
   * written to a file in their place.
   */
  public static void main(String[] arguments) throws IOException {
    Path output = Path.of(arguments[0]);
    for (String each : List.of(arguments).subList(1, arguments.length)) {
      Path document = Path.of(each);
      Path folder = output.resolve(String.valueOf(document.getFileName()));
      try {
        CLIENT.generate(document, folder.resolve("client"));
        SERVER.generate(document, folder.resolve("server"));
      } catch (RuntimeException e) {
        Files.writeString(Files.createDirectories(folder).resolve("failure"), e.toString());
      }
    }
  }
}
