package io.customersession.contract.json;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a form as an object: trees of texts, and JSON in the fields that have it. */
final class FormTokens extends TextTokens {
  private final Set<String> jsonFields;
  private boolean isJson;

  FormTokens(Map<String, ?> fields, Set<String> jsonFields) {
    super(fields, false);
    this.jsonFields = jsonFields;
  }

  @Override
  String nextName() {
    String name = super.nextName();
    if (open.size() == 1) {
      isJson = jsonFields.contains(name);
    }
    return name;
  }

  @Override
  @Nullable String text() {
    return isJson ? null : super.text();
  }

  @Override
  boolean isArray() {
    return isJson ? next instanceof List : super.isArray();
  }

  @Override
  @SuppressWarnings("unchecked") // the whole form is the map that this was created with
  JsonTokens over(@Nullable Object tree) {
    if (open.isEmpty() && tree instanceof Map) {
      return new FormTokens((Map<String, ?>) tree, jsonFields);
    }
    return isJson ? new TreeTokens(tree) : super.over(tree);
  }
}
