package io.customersession.codegen;

import io.customersession.contract.InvalidContractException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;

/**
 * Adds methods to models that copy the properties that two schemas share, so that a property that
 * is added to both is copied too. Which schemas get one is an option of the generators: {@code
 * NewOrder=Order,...} copies what a new order and an order share to an order. A property that has
 * another type in the second schema must be excluded: {@code NewOrder=Order-total-state}.
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
        throw invalid("\"%s\" must have the form Schema=OtherSchema".formatted(entry.strip()));
      }
      List<String> target = List.of(parts[1].split("-", -1));
      decorate(
          model(models, parts[0]), model(models, target.get(0)), target.subList(1, target.size()));
    }
  }

  private static CodegenModel model(Map<String, CodegenModel> models, String name) {
    CodegenModel model = models.get(name);
    if (model == null || model.isEnum) {
      throw invalid("the document declares no object schema \"%s\"".formatted(name));
    }
    return model;
  }

  private static void decorate(CodegenModel source, CodegenModel target, List<String> excluded) {
    List<Map<String, Object>> shared = new ArrayList<>();
    Set<String> different = new TreeSet<>();
    for (CodegenProperty property : source.vars) {
      for (CodegenProperty other : target.vars) {
        if (other.baseName.equals(property.baseName)) {
          if (other.datatypeWithEnum.equals(property.datatypeWithEnum)) {
            shared.add(Map.of("name", property.name, "targetName", other.name));
          } else {
            different.add(property.baseName);
          }
        }
      }
    }
    if (!different.equals(new TreeSet<>(excluded))) {
      throw invalid(
          "the properties of \"%s\" that have another type in \"%s\" are %s, and must be excluded: %s"
              .formatted(
                  source.name,
                  target.name,
                  different.isEmpty() ? "none" : String.join(", ", different),
                  String.join("-", concat(source.name + "=" + target.name, different))));
    }
    if (shared.isEmpty()) {
      throw invalid(
          "\"%s\" and \"%s\" have no property of the same name and type"
              .formatted(source.name, target.name));
    }
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> copies =
        (List<Map<String, Object>>)
            source.vendorExtensions.computeIfAbsent("copies", none -> new ArrayList<>());
    copies.add(Map.of("target", target.classname, "properties", shared));
  }

  private static List<String> concat(String first, Set<String> others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  private static InvalidContractException invalid(String problem) {
    return new InvalidContractException(OPTION + ": " + problem);
  }
}
