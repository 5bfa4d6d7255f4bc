package io.customersession.codegen;

import org.openapitools.codegen.CliOption;
import org.openapitools.codegen.CodegenType;

/** {@code contract-server-stub}: generates Jakarta REST interfaces and a table of routes. */
public final class ContractServerStubCodegen extends ContractCodegen {
  /** Creates the generator, as openapi-generator does. */
  public ContractServerStubCodegen() {
    super("server/api.mustache", "server/Dispatcher");
    cliOptions.add(
        CliOption.newBoolean(
            CodegenSupport.DEFAULT_HANDLERS,
            "Whether to generate handlers that store entities as the document describes them",
            false));
  }

  @Override
  public CodegenType getTag() {
    return CodegenType.SERVER;
  }

  @Override
  public String getName() {
    return "contract-server-stub";
  }

  @Override
  public String getHelp() {
    return "Generates Jakarta REST interfaces, models (Gson) that report every violation, the state"
        + " machine and a table of routes.";
  }
}
