package io.customersession.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response that an operation declares.
 *
 * @param key the status, a range such as 2XX, or default
 * @param body its body, or null
 * @param headers its headers
 */
record ResponsePlan(String key, @Nullable BodyPlan body, List<Header> headers) {
  /**
   * A header of a response.
   *
   * @param schema the schema of the value, or of each item if it is a list
   */
  record Header(String name, boolean isRequired, boolean isList, Schema<?> schema) {}

  /** Returns true if generated code needs no more than the status and the schema. */
  boolean isPlain() {
    return (body == null || body.isPlain())
        && headers.isEmpty()
        && (isExact() || key.equals("default"));
  }

  /** Returns true if the body has a type but no model, such as a list or a constant of an enum. */
  boolean isUnnamed() {
    return body != null
        && !body.isNamed()
        && (body.schema().get$ref() != null || body.schema().getType() != null);
  }

  /** Returns true if this is the response of one status. */
  boolean isExact() {
    return key.length() == 3 && key.chars().allMatch(Character::isDigit);
  }

  boolean isOfClass(char first) {
    return key.charAt(0) == first;
  }

  /** Returns the status, or the lowest one of a range; 200 for the default response. */
  int status() {
    return isExact()
        ? Integer.parseInt(key)
        : key.equals("default") ? 200 : 100 * (key.charAt(0) - '0');
  }
}
