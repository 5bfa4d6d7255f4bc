package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/** Parameters that OpenAPI says to ignore: other parts of an operation describe these headers. */
final class IgnoredParameters {
  private static final Set<String> HEADERS = Set.of("accept", "content-type", "authorization");

  private IgnoredParameters() {}

  /** Removes the parameters from the document of the stock generator. */
  static void removeFrom(OpenAPI document) {
    if (document.getPaths() == null) {
      return;
    }
    for (PathItem item : document.getPaths().values()) {
      item.setParameters(kept(document, item.getParameters()));
      for (Operation operation : item.readOperations()) {
        operation.setParameters(kept(document, operation.getParameters()));
      }
    }
  }

  private static @Nullable List<Parameter> kept(
      OpenAPI document, @Nullable List<Parameter> parameters) {
    return parameters == null
        ? null
        : parameters.stream().filter(each -> !isIgnored(document, each)).toList();
  }

  private static boolean isIgnored(OpenAPI document, Parameter written) {
    Parameter parameter = ModelUtils.getReferencedParameter(document, written);
    return "header".equals(parameter.getIn())
        && parameter.getName() != null
        && HEADERS.contains(parameter.getName().toLowerCase(Locale.ROOT));
  }
}
