package io.customersession.codegen;

import io.customersession.contract.Selection;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.CodegenSecurity;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelsMap;

/**
 * A generator on the base of all stock generators of Java, with our templates: its classes read and
 * check JSON in one pass and know the state machine of the document.
 */
abstract class ContractCodegen extends AbstractJavaCodegen {
  private final CodegenSupport support = new CodegenSupport(this);
  private final String apiTemplate;
  private final String[] apiFiles;

  /**
   * Creates a generator.
   *
   * @param apiTemplate the template of the class for the operations with one tag
   * @param apiFiles the templates of further files of the API package
   */
  ContractCodegen(String apiTemplate, String... apiFiles) {
    this.apiTemplate = apiTemplate;
    this.apiFiles = apiFiles;
    String form = " by operationId, tag or path, separated by commas; /orders/* is a prefix";
    cliOptions.add(CliOption.newString(Selection.INCLUDE, "Operations to generate," + form));
    cliOptions.add(CliOption.newString(Selection.EXCLUDE, "Operations to leave out," + form));
    cliOptions.add(
        CliOption.newBoolean(
            Selection.OMIT_INVALID,
            "Leave out operations that errors of the document affect, instead of stopping"));
    cliOptions.add(
        CliOption.newString(
            CopyMethods.OPTION,
            "Schemas to copy shared properties from, and the schema to copy them to:"
                + " NewOrder=Order,..."));
    // For templates that a template directory of the user does not have.
    embeddedTemplateDir = CodegenSupport.TEMPLATES;
    support.configure();
  }

  @Override
  public void processOpts() {
    super.processOpts();
    support.replaceFiles(apiTemplate, apiFiles);
  }

  @Override
  public boolean isReservedWord(String word) {
    return JavaNames.isReserved(word, super.isReservedWord(word));
  }

  @Override
  public String escapeReservedWord(String name) {
    return JavaNames.escapeReserved(name, super.escapeReservedWord(name));
  }

  @Override
  public String toVarName(String name) {
    String variable = JavaNames.identifier(name, super.toVarName(name));
    return JavaNames.variable(variable, support.isClassName(variable));
  }

  /** Returns a class's name as it is, with the prefix and suffix that are configured. */
  @Override
  public String toModelName(String name) {
    return support.isClassName(name)
        ? modelNamePrefix + name + modelNameSuffix
        : super.toModelName(name);
  }

  /** Returns the stock engine; this is what the stock generator asks before it reads a document. */
  @Override
  public String defaultTemplatingEngine() {
    CheckedDocuments.expect();
    return super.defaultTemplatingEngine();
  }

  /** Returns a name that no other field or variable of generated code has. */
  @Override
  public String toApiVarName(String name) {
    return super.toApiVarName(name) + "Api";
  }

  /** Returns false: the document that is generated from has no inline schema that needs a name. */
  @Override
  public boolean getUseInlineModelResolver() {
    return false;
  }

  /** Returns false: the document that is generated from is in a normal form already. */
  @Override
  public boolean getUseOpenapiNormalizer() {
    return false;
  }

  /**
   * Returns true: examples are not used, and the stock generator takes exponential time to make
   * them of unions that contain each other.
   */
  @Override
  public boolean isSkipOperationExample() {
    return true;
  }

  /**
   * Returns the file of a class. Class names differ in more than their case, so that it is not
   * compared with all others, which takes quadratic time.
   */
  @Override
  public String modelFilename(String templateName, String modelName) {
    return modelFileFolder()
        + File.separator
        + toModelFilename(modelName)
        + modelTemplateFiles().get(templateName);
  }

  @Override
  public String toParamName(String name) {
    return JavaNames.parameter(JavaNames.identifier(name, super.toParamName(name)));
  }

  @Override
  public void preprocessOpenAPI(OpenAPI document) {
    support.readDocument(document);
    super.preprocessOpenAPI(document);
  }

  /** Returns nothing: templates render {@link SecurityData}, which knows all types. */
  @Override
  public List<CodegenSecurity> fromSecurity(Map<String, SecurityScheme> schemes) {
    return List.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // As in the stock generator.
  public CodegenModel fromModel(String name, Schema schema) {
    CodegenModel model = super.fromModel(name, schema);
    Schema<?> additional = AdditionalProperties.schema(schema);
    if (additional != null) {
      AdditionalProperties.keep(model, fromProperty(AdditionalProperties.NAME, additional, false));
    }
    return model;
  }

  @Override
  public CodegenOperation fromOperation(
      String path, String httpMethod, Operation operation, @Nullable List<Server> servers) {
    return support.decorated(super.fromOperation(path, httpMethod, operation, servers), operation);
  }

  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> models) {
    Map<String, ModelsMap> processed = super.postProcessAllModels(models);
    support.decorateModels(processed);
    CopyMethods.decorate(processed, additionalProperties.get(CopyMethods.OPTION));
    return processed;
  }

  @Override
  public Map<String, Object> postProcessSupportingFileData(Map<String, Object> bundle) {
    return support.decorated(super.postProcessSupportingFileData(bundle));
  }

  @Override
  public void postProcessFile(@Nullable File file, String fileType) {
    if (file != null) {
      support.layOut(file);
    }
  }

  /** Records what was generated, where the stock generator prints an advertisement. */
  @Override
  public void postProcess() {
    support.writeResults();
    UpToDateCheck.finished(Path.of(getOutputDir()));
  }
}
