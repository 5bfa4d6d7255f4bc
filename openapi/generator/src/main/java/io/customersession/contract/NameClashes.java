package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds names of the document that would become one name in Java, or one that is taken. */
final class NameClashes {
  /** Names that generated classes use for something else. */
  private static final Set<String> TAKEN_CLASSES =
      Set.of(
          ("Adapter ApiCall ApiClient ApiException ApiOperation "
                  + "ApiResponse ArrayList BigDecimal BinaryData BodyDefinition "
                  + "Boolean Builder ChangeValues "
                  + "Codec Codecs Collection Collections Consumes ContractRuntime "
                  + "DELETE DecimalMax DecimalMin DefaultValue Dispatcher Double "
                  + "EnumCodec FormField GET HEAD HeaderParam IOException Integer "
                  + "JsonAdapter JsonCodec JsonInput JsonOutput JsonReader "
                  + "JsonToken JsonWriter Known LinkedHashMap LinkedHashSet List "
                  + "LocalDate Long Machine Map Model ModelCodec NotNull Nullable "
                  + "OPTIONS Object Objects OffsetDateTime Operation "
                  + "OperationDefinition OperationResult Optional Override PATCH POST PUT "
                  + "Parameter Path PathParam Pattern Produces PropertyTable "
                  + "QueryParam ResponseDefinition ResponseHeader "
                  + "ResponseState SecurityScheme SecuritySchemes Set Size String "
                  + "StubApi SuppressWarnings Transition TransitionTable "
                  + "TypeAdapter UUID UnservedOperation Valid Violations Void "
                  + "WithResponse")
              .split(" "));

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;

  NameClashes(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  void check() {
    Map<String, String> classes = new LinkedHashMap<>();
    document
        .schemas()
        .keySet()
        .forEach(
            name -> {
              SourceLocation location = document.schemaLocation(name);
              String javaName = className(name);
              if (TAKEN_CLASSES.contains(javaName)) {
                add(
                    location,
                    "a schema cannot be named \""
                        + name
                        + "\": generated code uses the class "
                        + javaName,
                    "rename the schema");
              }
              String other = classes.putIfAbsent(javaName.toLowerCase(Locale.ROOT), name);
              if (other != null) {
                add(
                    location,
                    "the schemas \""
                        + other
                        + "\" and \""
                        + name
                        + "\" would share the class "
                        + javaName,
                    "rename one of them");
              }
            });
    Map<String, String> constants = new LinkedHashMap<>();
    for (DocumentNode operation : document.operations().values()) {
      DocumentNode id = operation.get("operationId");
      if (id == null || id.text() == null) {
        continue;
      }
      if (!id.text().matches("[a-zA-Z][a-zA-Z0-9_]*")) {
        add(
            id.location(),
            "the operationId \"" + id.text() + "\" is not a Java name",
            "use letters, digits and underscores, a letter first");
      }
      String other =
          constants.putIfAbsent(id.text().replace("_", "").toLowerCase(Locale.ROOT), id.text());
      if (other != null && !other.equals(id.text())) {
        add(
            id.location(),
            "the operationIds \""
                + other
                + "\" and \""
                + id.text()
                + "\" would share one Java name",
            "rename one of them");
      }
    }
    paths();
  }

  /** Paths that differ only in the names of their parameters match the same requests. */
  private void paths() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String path : document.paths().keySet()) {
      String other = shapes.putIfAbsent(path.replaceAll("\\{[^}]*}", "{}"), path);
      if (other != null) {
        add(
            document.pathLocation(path),
            "\"" + other + "\" and \"" + path + "\" match the same requests",
            "merge the two paths");
      }
    }
  }

  private static String className(String schema) {
    StringBuilder name = new StringBuilder();
    for (String word : schema.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.toString();
  }

  /** Checks the names of a schema's properties. */
  void properties(DocumentNode schema) {
    DocumentNode properties = schema.get("properties");
    if (properties == null) {
      return;
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : properties.members().keySet()) {
      String other =
          names.putIfAbsent(name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT), name);
      if (other != null) {
        add(
            properties.keyLocation(name),
            "the properties \"" + other + "\" and \"" + name + "\" would share one Java name",
            "rename one of them");
      }
      if (!name.matches(".*[A-Za-z].*")) {
        add(
            properties.keyLocation(name),
            "a Java name cannot be derived from the property \"" + name + "\"",
            "give it a name with a letter in it");
      }
    }
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
