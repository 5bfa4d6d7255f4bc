package io.customersession.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema whose values match one of several schemas.
 *
 * @param isExclusive true if a value must not match more than one
 * @param property the property that selects a schema, or null if none does
 * @param branches the schemas, in the order of the document
 * @param isNullable true if one of them allows null
 */
record SchemaUnion(
    boolean isExclusive, @Nullable String property, List<Branch> branches, boolean isNullable) {
  /**
   * One schema of a union.
   *
   * @param name its name in Java, capitalized and unique in the union
   * @param suffix what follows the name of the union in the name of its class, if it has no name
   * @param parts the schemas that all apply to a value of it
   * @param values the values of the property that select it; none if that has to be found out
   * @param isClosed true if an object must not have other members than those that are declared
   */
  record Branch(
      String name, String suffix, List<SchemaPart> parts, List<String> values, boolean isClosed) {
    /** Returns the schema that makes it differ from the others. */
    SchemaPart own() {
      return parts.get(parts.size() - 1);
    }
  }
}
