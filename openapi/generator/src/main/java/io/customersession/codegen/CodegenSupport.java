package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.InvalidContractException;
import io.customersession.contract.QueryBooleans;
import io.customersession.contract.Selection;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.utils.ModelUtils;

/** What both generators share: they check the document, and compute what templates cannot. */
final class CodegenSupport {
  static final String TEMPLATES = "contract";
  static final String DEFAULT_HANDLERS = "defaultHandlers";
  private static final String BINARY = "BinaryData";
  private static final String MODEL_PACKAGE = "model-package-info";

  /** What generated code needs of the runtime, and the oldest artifact that provides it. */
  private static final int RUNTIME_LEVEL = 1;

  private static final String RUNTIME_ARTIFACT = "contract-runtime 0.1.0";

  private final AbstractJavaCodegen codegen;
  private final Set<String> modelNames = new TreeSet<>();
  private Set<String> classNames = Set.of();
  private @Nullable ModelDecorator models;
  private final ContentRows contents;
  private final ResultTypes results;
  private OperationDecorator operations;
  private List<Map<String, Object>> unserved = List.of();
  private @Nullable EntityPlan plan;

  CodegenSupport(AbstractJavaCodegen codegen) {
    this.codegen = codegen;
    contents = new ContentRows(codegen);
    results = new ResultTypes(codegen);
    operations = new OperationDecorator(new OpenAPI(), QueryBooleans.STRICT, contents, Set.of());
  }

  /** Sets the options that the stock generator must not read otherwise. */
  void configure() {
    codegen.setTemplateDir(TEMPLATES);
    codegen.typeMapping().put("double", "BigDecimal");
    codegen.typeMapping().put("float", "BigDecimal");
    codegen.typeMapping().put("set", "List");
    codegen.typeMapping().put("URI", "String");
    codegen.typeMapping().put("ByteArray", "String");
    codegen.typeMapping().put("file", BINARY);
    codegen.typeMapping().put("binary", BINARY);
    Map<String, Object> options = codegen.additionalProperties();
    options.put("dateLibrary", "java8");
    options.put("useJakartaEe", true);
    options.put("openApiNullable", false);
    options.put("containerDefaultToNull", true);
    options.put("hideGenerationTimestamp", true);
    // The folder in which the Maven plugin expects sources.
    options.put("sourceFolder", "src/main/java");
    options.put("useBeanValidation", false);
    options.put("runtimeLevel", RUNTIME_LEVEL);
    options.put("runtimeArtifact", RUNTIME_ARTIFACT);
  }

  /** Replaces everything that the stock generator would write by our templates. */
  void replaceFiles(String apiTemplate, String... apiFiles) {
    codegen.setEnablePostProcessFile(true);
    codegen.modelTemplateFiles().clear();
    codegen.modelTemplateFiles().put("model.mustache", ".java");
    codegen.apiTemplateFiles().clear();
    codegen.apiTemplateFiles().put(apiTemplate, ".java");
    codegen.modelTestTemplateFiles().clear();
    codegen.apiTestTemplateFiles().clear();
    codegen.modelDocTemplateFiles().clear();
    codegen.apiDocTemplateFiles().clear();
    codegen.supportingFiles().clear();
    addFile(MODEL_PACKAGE, codegen.modelPackage(), "package-info");
    addFile("api-package-info", codegen.apiPackage(), "package-info");
    addFile("ApiOperation", codegen.apiPackage(), "ApiOperation");
    addFile("SecuritySchemes", codegen.apiPackage(), "SecuritySchemes");
    if (hasDefaultHandlers()) {
      codegen.apiTemplateFiles().put("server/ApiDefaults.mustache", "Defaults.java");
      addFile("server/DefaultHandlers", codegen.apiPackage(), "DefaultHandlers");
    }
    for (String template : apiFiles) {
      addFile(template, codegen.apiPackage(), template.substring(template.lastIndexOf('/') + 1));
    }
  }

  /** Only a stub has handlers. */
  private boolean hasDefaultHandlers() {
    return codegen.getTag() == CodegenType.SERVER
        && "true".equals(String.valueOf(codegen.additionalProperties().get(DEFAULT_HANDLERS)));
  }

  private void addFile(String template, String javaPackage, String name) {
    String folder =
        codegen.getSourceFolder() + File.separator + javaPackage.replace('.', File.separatorChar);
    codegen
        .supportingFiles()
        .add(new SupportingFile(template + ".mustache", folder, name + ".java"));
  }

  /**
   * Checks what the stock generator does not check, and removes from the document the operations
   * that nothing is generated for.
   *
   * @throws InvalidContractException if the document is not valid
   */
  void readDocument(OpenAPI document) {
    Path file = CheckedDocuments.file(codegen.getInputSpec());
    if (file == null) {
      throw new InvalidContractException(
          codegen.getInputSpec() + " is not a file; copy the document into the project");
    }
    Document checked = Document.load(file);
    Selection selection = Selection.ofOptions(codegen.additionalProperties()::get);
    selection.check(checked);
    CheckedDocuments.replace(document, CanonicalDocument.of(checked, selection));
    classNames = Set.copyOf(ModelUtils.getSchemas(document).keySet());
    plan = hasDefaultHandlers() ? EntityPlan.unambiguous(checked, selection) : null;
    models = new ModelDecorator(checked, codegen.getTag() == CodegenType.CLIENT);
    operations = new OperationDecorator(document, checked.queryBooleans(), contents, classNames);
    if (document.getPaths() == null || document.getPaths().isEmpty()) {
      // A document of schemas only has no API.
      codegen.supportingFiles().removeIf(each -> !each.getTemplateFile().startsWith(MODEL_PACKAGE));
    }
    OperationContent.takeFrom(document);
    unserved = UnservedOperations.takenFrom(document, checked, operations.security());
  }

  /** Returns true if a name is that of a class that is generated. */
  boolean isClassName(String name) {
    return classNames.contains(name);
  }

  void decorateModels(Map<String, ModelsMap> files) {
    if (models != null) {
      models.decorate(files);
    }
    for (ModelsMap file : files.values()) {
      file.getModels().forEach(model -> modelNames.add(model.getModel().classname));
    }
  }

  CodegenOperation decorated(CodegenOperation operation, Operation declared) {
    operations.decorate(operation, declared);
    results.add(operation, contents, modelNames);
    return operation;
  }

  /** Adds what the templates need of all operations. */
  Map<String, Object> decorated(Map<String, Object> bundle) {
    bundle.put("x-operations", operations.rows(bundle));
    bundle.put("x-unserved", unserved);
    if (plan != null) {
      new DefaultHandlerRows(codegen, plan, modelNames).addTo(bundle);
    }
    bundle.put("x-security-schemes", operations.security().schemes());
    return bundle;
  }

  /** Writes the files that the stock generator knows no templates for. */
  void writeResults() {
    results.write();
  }

  /** Lays out a file that a template was rendered to. */
  void layOut(File file) {
    if (file.getName().endsWith(".java")) {
      try {
        String rendered = Files.readString(file.toPath());
        Files.writeString(file.toPath(), SourceLayout.format(rendered, modelNames));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
