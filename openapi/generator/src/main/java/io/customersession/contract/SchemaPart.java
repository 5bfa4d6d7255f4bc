package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;

/**
 * A schema as it is written in a document.
 *
 * @param node the schema, which can be a reference
 * @param pointer the location of the schema: a JSON pointer as a fragment, after the name of the
 *     file if that is not the main one
 */
record SchemaPart(DocumentNode node, String pointer) {
  /** Returns a schema within this one, such as a property. */
  SchemaPart child(DocumentNode child, String... steps) {
    StringBuilder text = new StringBuilder(pointer);
    for (String step : steps) {
      text.append('/').append(JsonPointer.escape(step));
    }
    return new SchemaPart(child, text.toString());
  }
}
