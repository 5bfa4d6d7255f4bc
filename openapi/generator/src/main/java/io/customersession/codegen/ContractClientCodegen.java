package io.customersession.codegen;

import java.util.Map;
import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.model.ModelsMap;

/** {@code contract-client}: generates a client on OkHttp whose enums accept unknown values. */
public final class ContractClientCodegen extends ContractCodegen {
  private final ChangeTypes changeTypes = new ChangeTypes(this);

  /** Creates the generator, as openapi-generator does. */
  public ContractClientCodegen() {
    super("client/api.mustache");
    cliOptions.add(
        CliOption.newString(
            ChangeTypes.OPTION,
            "Schemas to generate a change type for, and its name: NewOrder=OrderChange,..."));
  }

  @Override
  public CodegenType getTag() {
    return CodegenType.CLIENT;
  }

  @Override
  public String getName() {
    return "contract-client";
  }

  @Override
  public String getHelp() {
    return "Generates a Java client (OkHttp, Gson) whose models keep undeclared members and know"
        + " the state machine.";
  }

  @Override
  public void processOpts() {
    super.processOpts();
    additionalProperties.put("openEnums", true);
  }

  @Override
  public Map<String, ModelsMap> postProcessAllModels(Map<String, ModelsMap> models) {
    Map<String, ModelsMap> processed = super.postProcessAllModels(models);
    changeTypes.readModels(processed);
    return processed;
  }

  @Override
  public void postProcess() {
    changeTypes.write();
    super.postProcess();
  }
}
