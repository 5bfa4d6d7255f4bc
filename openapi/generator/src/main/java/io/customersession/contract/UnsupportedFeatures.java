package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayList;
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
  private final Document document;
  private final Consumer<Diagnostic> diagnostics;
  private final PathClashes paths;
  private final UnsupportedSchemas schemas;

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
      warn(item.keyLocation(method), "the method trace is not supported", "use another");
    }
    if (operation.get("callbacks") != null) {
      warn(operation.keyLocation("callbacks"), "callbacks are not supported", "remove them");
    }
    pathParameters(path, item, operation);
  }

  private void pathParameters(String path, DocumentNode item, DocumentNode operation) {
    SourceLocation location = document.pathLocation(path);
    List<String> inPath = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      Matcher braces = Pattern.compile("\\{([^}]*)}").matcher(segment);
      while (braces.find()) {
        inPath.add(braces.group(1));
        if (!braces.group().equals(segment)) {
          add(
              location,
              "the path parameter {" + braces.group(1) + "} is only a part of \"" + segment + "\"",
              "give it a segment of its own, such as \"/{" + braces.group(1) + "}/verb\"");
        }
      }
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
    if (in != null && !Set.of("path", "query", "header").contains(in)) {
      add(
          parameter.keyLocation("in"),
          "a parameter in \"" + in + "\" is not supported",
          "put it in the path, the query or a header");
    }
    if (parameter.get("content") != null) {
      add(
          parameter.keyLocation("content"),
          "a parameter with \"content\" is not supported",
          "describe its text with \"schema\", or send the document as the body");
    }
    String style = parameter.text("style");
    String plain = "query".equals(in) ? "form" : "simple";
    if (style != null && !style.equals(plain)) {
      add(
          parameter.keyLocation("style"),
          "the style \"" + style + "\" is not supported",
          "omit it; a list is sent by repeating the parameter");
    }
    DocumentNode schema =
        parameter.get("schema") == null ? null : document.follow(parameter.get("schema"));
    if (schema == null) {
      return;
    }
    String type = schema.text("type");
    if ("object".equals(type)) {
      add(
          schema.keyLocation("type"),
          "a parameter that is an object is not supported",
          "make each property a parameter, or send the object as the body");
    }
    if ("array".equals(type)) {
      if (!"query".equals(in)) {
        add(
            schema.keyLocation("type"),
            "a list in the " + in + " is not supported",
            "put the list in the query or the body");
      }
      if ("false".equals(parameter.text("explode"))) {
        add(
            parameter.keyLocation("explode"),
            "a list in one parameter is not supported",
            "omit explode; the parameter is then repeated");
      }
      for (String limit : List.of("minItems", "maxItems", "uniqueItems")) {
        if (schema.get(limit) != null) {
          add(
              schema.keyLocation(limit),
              limit + " of a parameter is not supported",
              "omit it, and check it in your own code");
        }
      }
    }
  }

  void securityScheme(DocumentNode scheme) {
    if ("apiKey".equals(scheme.text("type")) && !"header".equals(scheme.text("in"))) {
      keyElsewhere(scheme.location());
    }
  }

  /**
   * A key in another header is accepted if a key in the Authorization header is an alternative; the
   * API's own code then has to check it.
   */
  void requirements(DocumentNode requirements, Map<String, DocumentNode> schemes) {
    boolean authorizes = requirements.items().isEmpty();
    for (DocumentNode requirement : requirements.items()) {
      for (String name : requirement.members().keySet()) {
        DocumentNode scheme = schemes.get(name);
        authorizes |=
            scheme == null
                || !"apiKey".equals(scheme.text("type"))
                || "authorization".equalsIgnoreCase(scheme.text("name"));
      }
      authorizes |= requirement.members().isEmpty();
    }
    if (!authorizes) {
      keyElsewhere(requirements.location());
    }
  }

  private void keyElsewhere(SourceLocation location) {
    add(
        location,
        "an API key outside the Authorization header is not supported",
        "declare a header parameter for it, or move the key to the Authorization header");
  }

  void requirement(DocumentNode requirement) {
    if (requirement.members().size() > 1) {
      add(
          requirement.location(),
          "requiring two security schemes at once is not supported",
          "list one scheme per item; any one of them is then sufficient");
    }
  }

  private void warn(SourceLocation location, String problem, String advice) {
    diagnostics.accept(Diagnostic.warning(location, problem, advice));
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
