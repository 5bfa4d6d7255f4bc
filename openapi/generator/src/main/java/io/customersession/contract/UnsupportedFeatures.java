package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what OpenAPI allows and the generators do not support, so that it is reported with advice
 * instead of being found in generated code.
 */
final class UnsupportedFeatures {
  /** The styles of parameters by their locations. */
  private static final Map<String, Set<String>> STYLES =
      Map.of(
          "path", Set.of("simple", "label", "matrix"),
          "query", Set.of("form", "spaceDelimited", "pipeDelimited", "deepObject"),
          "header", Set.of("simple"),
          "cookie", Set.of("form"));

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;
  private final PathClashes paths;
  private final UnsupportedSchemas schemas;
  private final Set<DocumentNode> compared = Collections.newSetFromMap(new IdentityHashMap<>());

  UnsupportedFeatures(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
    paths = new PathClashes(document, diagnostics);
    schemas = new UnsupportedSchemas(document, diagnostics);
  }

  void paths() {
    paths.check();
  }

  void schema(DocumentNode schema) {
    schemas.check(schema);
  }

  void operation(String path, String method, DocumentNode item, DocumentNode operation) {
    if (method.equals("trace")) {
      warn(
          item.keyLocation(method),
          "no code is generated for an operation with the method trace",
          "send and handle its requests by code of your own");
    }
    if (operation.get("callbacks") != null) {
      warn(
          operation.keyLocation("callbacks"),
          "no code is generated for callbacks",
          "send and handle their requests by code of your own");
    }
    if (operation.get("requestBody") != null && List.of("get", "head").contains(method)) {
      warn(
          operation.keyLocation("requestBody"),
          "the request body is left out, since HTTP gives it no meaning with the method " + method,
          "use the method post, or parameters");
    }
    servers(item);
    servers(operation);
    pathParameters(path, item, operation);
    repeatedParameters(item);
    repeatedParameters(operation);
  }

  /** Reports servers of their own; a generated client has one base URL, which its user chooses. */
  private void servers(DocumentNode owner) {
    DocumentNode list = owner.get("servers");
    if (list != null && compared.add(list)) {
      warn(
          owner.keyLocation("servers"),
          "generated clients do not choose between servers; all operations have one base URL",
          "use another client, with that base URL, for operations that have other servers");
    }
  }

  /** Reports parameters that a list has before; HTTP does not tell headers apart by case. */
  private void repeatedParameters(DocumentNode owner) {
    DocumentNode list = owner.get("parameters");
    if (list == null || !compared.add(list)) {
      return;
    }
    Map<ParameterKey, DocumentNode> known = new LinkedHashMap<>();
    for (DocumentNode written : list.items()) {
      DocumentNode parameter = document.follow(written);
      if (parameter != null && parameter.text("name") != null) {
        DocumentNode first = known.putIfAbsent(ParameterKey.of(parameter), written);
        if (first != null) {
          warn(
              written.location(),
              "the parameter \"%s\" in the %s is left out, since line %d has it"
                  .formatted(parameter.text("name"), parameter.text("in"), first.location().line()),
              "remove one of the two");
        }
      }
    }
  }

  private void pathParameters(String path, DocumentNode item, DocumentNode operation) {
    List<String> inPath = new ArrayList<>();
    Matcher braces = Pattern.compile("\\{([^}]*)}").matcher(path);
    while (braces.find()) {
      inPath.add(braces.group(1));
    }
    Map<String, DocumentNode> declared = new LinkedHashMap<>();
    for (DocumentNode owner : List.of(item, operation)) {
      DocumentNode list = owner.get("parameters");
      for (DocumentNode written : list == null ? List.<DocumentNode>of() : list.items()) {
        DocumentNode parameter = document.follow(written);
        if (parameter != null && "path".equals(parameter.text("in"))) {
          String name = String.valueOf(parameter.text("name"));
          declared.put(name, written);
          if (!inPath.contains(name)) {
            warn(
                written.location(),
                "the path \"" + path + "\" has no {" + name + "}",
                Suggestions.advice(name, inPath));
          }
        }
      }
    }
    for (String name : inPath) {
      if (!declared.containsKey(name)) {
        warn(
            operation.location(),
            "the path parameter {" + name + "} is not declared",
            "add it under \"parameters\", with in: path and required: true");
      }
    }
  }

  void parameter(DocumentNode parameter) {
    String in = parameter.text("in");
    Set<String> styles = in == null ? null : STYLES.get(in);
    if (in != null && styles == null) {
      add(
          parameter.keyLocation("in"),
          "a parameter in \"" + in + "\" is not supported",
          "put it in the path, the query, a header or a cookie");
    }
    schemas.checkChoice(parameter);
    String style = parameter.text("style");
    if (style != null && styles != null && !styles.contains(style)) {
      add(
          parameter.keyLocation("style"),
          "the style \"" + style + "\" does not apply to a parameter in the " + in,
          Suggestions.advice(style, styles));
    }
  }

  void header(DocumentNode header) {
    schemas.checkChoice(header);
  }

  private void warn(SourceLocation location, String problem, String advice) {
    diagnostics.accept(Diagnostic.warning(location, problem, advice));
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
