package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks the extensions of a document: their names, their places and their values. */
final class ExtensionCheck {
  private static final String ALSO_ACCEPTS = "x-also-accepts";
  private static final Map<String, List<NodeKind>> EXTENSIONS =
      Map.ofEntries(
          Map.entry(Composition.EXTENSION, List.of(NodeKind.ROOT)),
          Map.entry(StateMachine.EXTENSION, List.of(NodeKind.SCHEMA)),
          Map.entry("x-maximum-sum", List.of(NodeKind.SCHEMA)),
          Map.entry("x-implements", List.of(NodeKind.SCHEMA)),
          Map.entry("x-prefix", List.of(NodeKind.SECURITY_SCHEME)),
          Map.entry(Document.ADDED, List.of(NodeKind.OPERATION, NodeKind.SCHEMA)),
          Map.entry(Document.SINCE, List.of(NodeKind.SCHEMA)),
          Map.entry(ALSO_ACCEPTS, List.of(NodeKind.SCHEMA)),
          Map.entry(Document.SERVED, List.of(NodeKind.OPERATION)),
          Map.entry(QueryBooleans.EXTENSION, List.of(NodeKind.ROOT)),
          Map.entry(EntityExtensions.ENTITY, List.of(NodeKind.SCHEMA)),
          Map.entry(EntityExtensions.OPERATION, List.of(NodeKind.OPERATION)));

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;
  private final Set<DocumentNode> properties = Collections.newSetFromMap(new IdentityHashMap<>());

  ExtensionCheck(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /** Declares that a schema is the schema of a property. */
  void addProperty(DocumentNode schema) {
    properties.add(schema);
  }

  /** Returns the extension that a name without the prefix {@code x-} was probably meant to be. */
  static Optional<String> nearest(String name) {
    return Suggestions.nearest(name, EXTENSIONS.keySet());
  }

  /** Returns true if a name is that of an extension of ours. */
  static boolean isKnown(String name) {
    return EXTENSIONS.containsKey(name);
  }

  /** Checks an extension of a node. */
  void check(DocumentNode part, String name, NodeKind kind) {
    List<NodeKind> locations = EXTENSIONS.get(name);
    if (locations == null) {
      Suggestions.nearest(name, EXTENSIONS.keySet())
          .ifPresent(
              near ->
                  diagnostics.accept(
                      // It may be an extension of another tool.
                      Diagnostic.warning(
                          part.keyLocation(name),
                          "unknown extension \"" + name + "\" is ignored",
                          "did you mean \"" + near + "\"?")));
      return;
    }
    if (!locations.contains(kind)) {
      diagnostics.accept(
          // Other tools may use the name, and nothing of ours reads it here.
          Diagnostic.warning(
              part.keyLocation(name),
              "\"" + name + "\" does not apply to " + kind.withArticle() + ", and is ignored",
              locations.stream()
                  .map(NodeKind::withArticle)
                  .collect(Collectors.joining(" or ", "move it to ", ""))));
      return;
    }
    DocumentNode value = part.get(name);
    if (value == null) {
      return;
    }
    switch (name) {
      case Document.ADDED -> added(part, value, kind);
      case Document.SERVED -> requireBoolean(value, name);
      case QueryBooleans.EXTENSION -> QueryBooleans.check(value, diagnostics);
      case EntityExtensions.ENTITY ->
          new EntityExtensions(document, diagnostics).checkEntity(part, value);
      case EntityExtensions.OPERATION ->
          new EntityExtensions(document, diagnostics).checkOperation(value);
      case "x-prefix" ->
          require(
              value.text() != null && value.text().matches("[!-~]+"),
              value,
              name,
              "one word of visible ASCII characters");
      case "x-implements" ->
          require(
              value.isList()
                  && value.texts().size() == value.items().size()
                  && value.texts().stream().allMatch(text -> text.matches("[\\w.]+")),
              value,
              name,
              "a list of the full names of Java interfaces");
      case "x-maximum-sum" -> maximumSum(part, value);
      case Document.SINCE -> since(part, value);
      case ALSO_ACCEPTS ->
          require(
              ("string".equals(part.text("type"))
                      && part.get("enum") == null
                      && part.get("format") == null
                      && "number".equals(value.text()))
                  || ("array".equals(part.text("type")) && "object".equals(value.text())),
              value,
              name,
              "number beside type: string without enum or format, or object beside type: array");
      default -> {}
    }
  }

  private void require(boolean met, DocumentNode value, String name, String form) {
    if (!met) {
      add(value.location(), "\"" + name + "\" has an invalid value", "write " + form);
    }
  }

  private void requireBoolean(DocumentNode value, String name) {
    boolean met = !value.isText() && (value.isTrue() || "false".equals(value.text()));
    require(met, value, name, "true or false");
  }

  private void added(DocumentNode part, DocumentNode value, NodeKind kind) {
    DocumentNode values = part.get("enum");
    if (values != null && value.isList()) {
      for (DocumentNode each : value.items()) {
        String text = String.valueOf(each.text());
        if (!values.texts().contains(text)) {
          add(
              each.location(),
              "\"x-extension\" names \"" + text + "\", which is not a value of this enum",
              Suggestions.advice(text, values.texts()));
        }
      }
    } else if (kind == NodeKind.OPERATION || properties.contains(part)) {
      requireBoolean(value, Document.ADDED);
    } else if (values != null) {
      require(false, value, Document.ADDED, "a list of those values that are added");
    } else {
      add(
          value.location(),
          "\"x-extension\" does not apply to a schema that is neither a property nor an enum",
          "move it to the properties that refer to this schema");
    }
  }

  private void since(DocumentNode schema, DocumentNode version) {
    if (!properties.contains(schema)) {
      add(
          version.location(),
          "\"x-since\" does not apply to a schema that is not a property",
          "move it to the properties that refer to this schema");
      return;
    }
    require(
        version.isText() && String.valueOf(version.text()).matches("[0-9]{1,4}\\.[0-9]{1,4}"),
        version,
        Document.SINCE,
        "a version in quotes, such as '26.10'; YAML reads 26.10 without quotes as 26.1");
  }

  private void maximumSum(DocumentNode list, DocumentNode sum) {
    DocumentNode maximum = sum.get("maximum");
    if (!sum.members().keySet().equals(Set.of("property", "maximum"))
        || maximum == null
        || maximum.isText()
        || sum.text("property") == null) {
      add(
          sum.location(),
          "\"x-maximum-sum\" has an invalid value",
          "write {property: name, maximum: number}");
      return;
    }
    DocumentNode items = list.get("items") == null ? null : document.follow(list.get("items"));
    Map<String, DocumentNode> properties =
        items == null ? Map.of() : DeclaredProperties.of(document, items);
    Set<String> numbers = new TreeSet<>();
    properties.forEach(
        (name, property) -> {
          DocumentNode followed = document.follow(property);
          String type = followed == null ? null : followed.text("type");
          if ("integer".equals(type) || "number".equals(type)) {
            numbers.add(name);
          }
        });
    String summed = String.valueOf(sum.text("property"));
    if (!numbers.contains(summed)) {
      add(
          sum.get("property") == null ? sum.location() : sum.get("property").location(),
          "\"x-maximum-sum\" names \""
              + summed
              + "\", which is not a numeric property of the list's items",
          Suggestions.advice(summed, numbers));
    }
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
