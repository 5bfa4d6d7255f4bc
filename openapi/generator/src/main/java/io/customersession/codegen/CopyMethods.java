package io.customersession.codegen;

import io.customersession.contract.InvalidContractException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;

/**
 * Adds methods to models that copy the properties that two schemas share, so that a property that
 * is added to both is copied too. Which schemas get one is an option of the generators: {@code
 * NewOrder=Order,...} copies what a new order and an order share to an order.
 */
final class CopyMethods {
  static final String OPTION = "copyMethods";

  private CopyMethods() {}

  /**
   * Adds what the template needs to the models.
   *
   * @param option the option's value, or null if it is not set
   * @throws InvalidContractException if the option is invalid
   */
  static void decorate(Map<String, ModelsMap> files, @Nullable Object option) {
    if (option == null) {
      return;
    }
    Map<String, CodegenModel> models =
        files.values().stream()
            .flatMap(file -> file.getModels().stream())
            .map(ModelMap::getModel)
            .collect(Collectors.toMap(model -> model.name, model -> model, (a, b) -> a));
    for (String entry : option.toString().split(",", -1)) {
      String[] parts = entry.strip().split("=", -1);
      if (parts.length != 2) {
        throw new InvalidContractException(
            "%s: \"%s\" must have the form Schema=OtherSchema".formatted(OPTION, entry.strip()));
      }
      decorate(model(models, parts[0]), model(models, parts[1]));
    }
  }

  private static CodegenModel model(Map<String, CodegenModel> models, String name) {
    CodegenModel model = models.get(name);
    if (model == null || model.isEnum) {
      throw new InvalidContractException(
          "%s: the document declares no object schema \"%s\"".formatted(OPTION, name));
    }
    return model;
  }

  private static void decorate(CodegenModel source, CodegenModel target) {
    List<Map<String, Object>> shared = new ArrayList<>();
    for (CodegenProperty property : source.vars) {
      target.vars.stream()
          .filter(other -> other.baseName.equals(property.baseName))
          .filter(other -> other.datatypeWithEnum.equals(property.datatypeWithEnum))
          .findFirst()
          .ifPresent(other -> shared.add(Map.of("name", property.name, "targetName", other.name)));
    }
    if (shared.isEmpty()) {
      throw new InvalidContractException(
          "%s: \"%s\" and \"%s\" have no property of the same name and type"
              .formatted(OPTION, source.name, target.name));
    }
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> copies =
        (List<Map<String, Object>>)
            source.vendorExtensions.computeIfAbsent("copies", none -> new ArrayList<>());
    copies.add(Map.of("target", target.classname, "properties", shared));
  }
}
