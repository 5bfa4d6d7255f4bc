package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.servers.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.languages.JavaJAXRSSpecServerCodegen;
import org.openapitools.codegen.model.ModelsMap;

/**
 * {@code contract-server-stub}: the stock generator of Jakarta REST interfaces (jaxrs-spec) with
 * our templates, so that requests are read and checked in one pass and routed by a generated table.
 */
public final class ContractServerStubCodegen extends JavaJAXRSSpecServerCodegen {
  private final CodegenSupport support = new CodegenSupport(this);

  /** Makes the generator; openapi-generator finds it by name. */
  public ContractServerStubCodegen() {
    inlineSchemaOption.put("RESOLVE_INLINE_ENUMS", "true");
    // Where to look for what a directory of the caller's does not have.
    embeddedTemplateDir = CodegenSupport.TEMPLATES;
    support.configure();
  }

  @Override
  public String getName() {
    return "contract-server-stub";
  }

  @Override
  public String getHelp() {
    return "Generates Jakarta REST interfaces, models (Gson) that report every violation, the state machine and a route table.";
  }

  @Override
  public void processOpts() {
    additionalProperties.put("interfaceOnly", true);
    additionalProperties.put("useTags", true);
    super.processOpts();
    support.replaceFiles("server/api.mustache", "server/Dispatcher");
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
