package io.customersession.codegen;

import org.openapitools.codegen.CodegenType;

/** {@code contract-client}: generates a client on OkHttp whose enums accept unknown values. */
public final class ContractClientCodegen extends ContractCodegen {
  /** Creates the generator, as openapi-generator does. */
  public ContractClientCodegen() {
    super("client/api.mustache");
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
}
