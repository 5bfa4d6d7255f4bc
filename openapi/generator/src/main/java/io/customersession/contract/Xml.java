package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a schema says that its values are written in XML, with the defaults of OpenAPI. */
record Xml(
    @Nullable String name,
    @Nullable String namespace,
    @Nullable String prefix,
    boolean isAttribute,
    boolean isWrapped) {
  static Xml of(SchemaView schema) {
    Map<String, DocumentNode> merged = new LinkedHashMap<>();
    schema.all("xml").forEach(xml -> xml.members().forEach(merged::putIfAbsent));
    DocumentNode xml = DocumentNode.object(schema.location(), merged, Map.of());
    return new Xml(
        xml.text("name"),
        xml.text("namespace"),
        xml.text("prefix"),
        JsonValues.isTrue(xml, "attribute"),
        JsonValues.isTrue(xml, "wrapped"));
  }
}
