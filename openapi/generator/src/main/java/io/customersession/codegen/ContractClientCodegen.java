package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.servers.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.languages.JavaClientCodegen;
import org.openapitools.codegen.model.ModelsMap;

/**
 * {@code contract-client}: the stock Java client generator (okhttp-gson) with our templates, so
 * that its classes read and check JSON in one pass and know the state machine.
 */
public final class ContractClientCodegen extends JavaClientCodegen {
  private final CodegenSupport support = new CodegenSupport(this);

  /** Makes the generator; openapi-generator finds it by name. */
  public ContractClientCodegen() {
    setLibrary(OKHTTP_GSON);
    inlineSchemaOption.put("RESOLVE_INLINE_ENUMS", "true");
    // Where to look for what a directory of the caller's does not have.
    embeddedTemplateDir = CodegenSupport.TEMPLATES;
    support.configure();
  }

  @Override
  public String getName() {
    return "contract-client";
  }

  @Override
  public String getHelp() {
    return "Generates a Java client (OkHttp, Gson) whose models keep what they do not know and carry the state machine.";
  }

  @Override
  public void processOpts() {
    super.processOpts();
    additionalProperties.put("openEnums", true);
    support.replaceFiles("client/api.mustache");
  }

  @Override
  public boolean isReservedWord(String word) {
    return CodegenSupport.isReserved(word, super.isReservedWord(word));
  }

  @Override
  public String escapeReservedWord(String name) {
    return CodegenSupport.escapeReserved(name, super.escapeReservedWord(name));
  }

  @Override
  public void preprocessOpenAPI(OpenAPI document) {
    support.readDocument(document);
    super.preprocessOpenAPI(document);
  }

  @Override
  public CodegenOperation fromOperation(
      String path, String httpMethod, Operation operation, @Nullable List<Server> servers) {
    CodegenOperation rendered = super.fromOperation(path, httpMethod, operation, servers);
    support.decorate(rendered);
    return rendered;
  }

  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> models) {
    Map<String, ModelsMap> processed = super.postProcessAllModels(models);
    support.decorateModels(processed);
    return processed;
  }

  @Override
  public Map<String, Object> postProcessSupportingFileData(Map<String, Object> bundle) {
    Map<String, Object> processed = super.postProcessSupportingFileData(bundle);
    support.decorateBundle(processed);
    return processed;
  }

  /** Takes down what was generated, where the stock generator prints an advertisement. */
  @Override
  public void postProcess() {
    UpToDateCheck.finished(Path.of(getOutputDir()));
  }
}
