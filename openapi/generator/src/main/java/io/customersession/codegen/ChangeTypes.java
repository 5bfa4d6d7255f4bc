package io.customersession.codegen;

import io.customersession.contract.InvalidContractException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.TemplateManager;
import org.openapitools.codegen.api.TemplatePathLocator;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;
import org.openapitools.codegen.templating.GeneratorTemplateContentLocator;
import org.openapitools.codegen.templating.MustacheEngineAdapter;
import org.openapitools.codegen.templating.TemplateManagerOptions;

/**
 * Generates change types: for a schema whose absent properties keep their stored values, a class
 * that distinguishes properties that are not sent, set, cleared and explicitly null. Which schemas
 * get one, and its name, is an option of the generator: {@code NewOrder=OrderChange,...}.
 */
final class ChangeTypes {
  static final String OPTION = "changeTypes";

  private static final String TEMPLATE = "client/change.mustache";

  private final AbstractJavaCodegen codegen;
  private Map<String, CodegenModel> models = Map.of();

  ChangeTypes(AbstractJavaCodegen codegen) {
    this.codegen = codegen;
  }

  /** Remembers the models of the document. */
  void readModels(Map<String, ModelsMap> files) {
    models =
        files.values().stream()
            .flatMap(file -> file.getModels().stream())
            .map(ModelMap::getModel)
            .collect(Collectors.toMap(model -> model.name, model -> model, (a, b) -> a));
  }

  /**
   * Writes the change types.
   *
   * @throws InvalidContractException if the option is invalid
   */
  void write() {
    Object option = codegen.additionalProperties().get(OPTION);
    if (option == null) {
      return;
    }
    for (String entry : option.toString().split(",", -1)) {
      String[] parts = entry.strip().split("=", -1);
      if (parts.length != 2 || !SourceVersion.isIdentifier(parts[1])) {
        throw new InvalidContractException(
            "%s: \"%s\" must have the form Schema=ClassName".formatted(OPTION, entry.strip()));
      }
      CodegenModel model = models.get(parts[0]);
      if (model == null || model.isEnum || UnionData.isUnion(model.vendorExtensions)) {
        throw new InvalidContractException(
            "%s: the document declares no object schema \"%s\"".formatted(OPTION, parts[0]));
      }
      write(model, parts[1]);
    }
  }

  private void write(CodegenModel model, String className) {
    Map<String, Object> data = new LinkedHashMap<>(codegen.additionalProperties());
    data.put("package", codegen.getInvokerPackage());
    data.put("modelPackage", codegen.modelPackage());
    data.put("modelName", model.classname);
    data.put("classname", className);
    data.put("properties", properties(model));
    Path file =
        Path.of(codegen.getOutputDir(), codegen.getSourceFolder())
            .resolve(codegen.getInvokerPackage().replace('.', '/'))
            .resolve(className + ".java");
    TemplateManager templates =
        new TemplateManager(
            new TemplateManagerOptions(false, false),
            new MustacheEngineAdapter(),
            new TemplatePathLocator[] {new GeneratorTemplateContentLocator(codegen)});
    try {
      codegen.postProcessFile(templates.write(data, TEMPLATE, file.toFile()), "change");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, Object>> properties(CodegenModel model) {
    Set<String> names =
        model.vars.stream().map(property -> property.name).collect(Collectors.toSet());
    List<Map<String, Object>> properties = new ArrayList<>();
    for (CodegenProperty property : model.vars) {
      if (!property.isReadOnly) {
        properties.add(property(property, names));
      }
    }
    return properties;
  }

  private static Map<String, Object> property(CodegenProperty property, Set<String> names) {
    boolean isEntries =
        (property.isMap && (property.items == null || property.items.isAnyType))
            || property.isFreeFormObject;
    boolean isText = property.isString && !property.isEnum;
    String entry = singular(property.name, names);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", property.name);
    values.put("capitalized", capitalized(property.name));
    values.put("literal", JavaText.literal(property.baseName));
    values.put("code", Javadoc.code(property.baseName));
    ModelDecorator.putDoc(
        values, property.unescapedDescription, "Sets " + Javadoc.code(property.baseName) + ".");
    values.put("isEntries", isEntries);
    values.put("entry", entry);
    values.put("entryCapitalized", capitalized(entry));
    values.put("isEmptiable", isText || property.isArray || property.isMap);
    values.put(
        "parameterType",
        property.isArray
            ? "Collection<" + property.items.datatypeWithEnum + ">"
            : property.datatypeWithEnum);
    values.put("isClearable", !isEntries && isClearable(property, isText));
    values.put("isText", isText);
    values.put("isList", property.isArray);
    values.put("isMap", property.isMap);
    values.put("isNullable", property.isNullable);
    return values;
  }

  /** Returns true if the document allows an empty value. */
  private static boolean isClearable(CodegenProperty property, boolean isText) {
    if (isText) {
      return !isPositive(property.minLength) && property.pattern == null;
    }
    return property.isArray
        ? !isPositive(property.minItems)
        : property.isMap && !isPositive(property.getMinProperties());
  }

  private static boolean isPositive(@Nullable Integer bound) {
    return bound != null && bound > 0;
  }

  /** Returns a name for one entry of a map. */
  private static String singular(String name, Set<String> names) {
    String singular = name.substring(0, name.length() - 1);
    return name.endsWith("s") && SourceVersion.isName(singular) && !names.contains(singular)
        ? singular
        : name + "Entry";
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
