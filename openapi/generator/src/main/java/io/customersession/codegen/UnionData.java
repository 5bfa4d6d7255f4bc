package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;

/** Adds to a union what the template {@code union} renders. */
final class UnionData {
  private UnionData() {}

  /** Returns true if a schema of the canonical document is a union. */
  static boolean isUnion(@Nullable Map<String, Object> extensions) {
    return extensions != null && extensions.containsKey(CanonicalDocument.UNION);
  }

  /** Returns true if a value of a union can be a text, a number or a boolean. */
  static boolean isText(Map<String, Object> extensions) {
    return extensions.get(CanonicalDocument.UNION) instanceof Map<?, ?> union
        && Boolean.TRUE.equals(union.get("text"));
  }

  /**
   * Decorates a model if it is a union.
   *
   * @param classNames the names of generated classes, which nested ones would hide
   */
  static void decorate(CodegenModel model, Set<String> classNames) {
    Map<String, Object> extensions = model.vendorExtensions;
    extensions.put("isUnion", isUnion(extensions));
    if (!(extensions.get(CanonicalDocument.UNION) instanceof Map<?, ?> union)
        || !(union.get("branches") instanceof Map<?, ?> branches)) {
      return;
    }
    extensions.put("choice", Boolean.TRUE.equals(union.get("exclusive")) ? "oneOf" : "anyOf");
    extensions.put("unionPointer", JavaText.literal(String.valueOf(union.get("pointer"))));
    extensions.put("unknownClass", nested("Unknown", classNames));
    List<Map<String, Object>> calls = new ArrayList<>();
    if (union.get("property") instanceof String property) {
      calls.add(call("discriminator", text(property)));
    }
    List<Map<String, Object>> functions = new ArrayList<>();
    for (CodegenProperty branch : model.vars) {
      Map<?, ?> details =
          (Map<?, ?>) Objects.requireNonNull(branches.get(branch.baseName), branch.baseName);
      String name = String.valueOf(details.get("name"));
      String nested = nested(name, classNames);
      Map<String, Object> added = branch.vendorExtensions;
      added.put("branch", name);
      added.put("branchCode", Javadoc.code(name));
      added.put("branchClass", nested);
      added.put("functions", functions);
      added.put("codec", CodecData.ofBranch(branch, String.valueOf(details.get("pointer"))));
      functions.add(Map.of("type", branch.datatypeWithEnum, "name", branch.name));
      calls.add(
          call("branch", text(name), String.valueOf(added.get("constant")), nested + "::new"));
      if (details.get("values") instanceof List<?> values && !values.isEmpty()) {
        calls.add(
            call(
                "when",
                values.stream().map(value -> text(value.toString())).toArray(String[]::new)));
      }
      if (Boolean.TRUE.equals(details.get("closed"))) {
        calls.add(call("closed"));
      }
    }
    extensions.put("functions", functions);
    extensions.put("branchCalls", calls);
  }

  private static String nested(String name, Set<String> classNames) {
    String nested = name + "Case";
    while (classNames.contains(nested)) {
      nested += "Case";
    }
    return nested;
  }

  private static String text(String text) {
    return JavaText.quoted(JavaText.literal(text));
  }

  private static Map<String, Object> call(String method, String... arguments) {
    return Map.of("method", method, "arguments", List.of(arguments));
  }
}
