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
import org.jspecify.annotations.Nullable;

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
  private final NameClashes names;
  private final UnsupportedSchemas schemas;

  UnsupportedFeatures(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
    names = new NameClashes(document, diagnostics);
    schemas = new UnsupportedSchemas(document, diagnostics);
  }

  void names() {
    names.check();
  }

  void schema(DocumentNode schema, boolean inline) {
    schemas.check(schema, inline);
    names.properties(schema);
  }

  void operation(String path, String method, DocumentNode item, DocumentNode operation) {
    if (method.equals("trace")) {
      add(item.keyLocation(method), "the method trace is not supported", "use another");
    }
    DocumentNode tags = operation.get("tags");
    if (tags != null && tags.items().size() > 1) {
      add(
          tags.items().get(1).location(),
          "an operation can have one tag only",
          "keep the tag that names the interface of the operation");
    }
    if (Document.isServed(operation)) {
      responses(operation);
    }
    if (operation.get("callbacks") != null) {
      add(operation.keyLocation("callbacks"), "callbacks are not supported", "remove them");
    }
    pathParameters(path, item, operation);
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
            add(
                written.location(),
                "the path \"" + path + "\" has no {" + name + "}",
                Suggestions.advice(name, inPath));
          }
        }
      }
    }
    for (String name : inPath) {
      if (!declared.containsKey(name)) {
        add(
            operation.location(),
            "the path parameter {" + name + "} is not declared",
            "add it under \"parameters\", with in: path and required: true");
      }
    }
  }

  private void responses(DocumentNode operation) {
    DocumentNode responses = operation.get("responses");
    if (responses == null) {
      return;
    }
    String success = null;
    for (String status : responses.members().keySet()) {
      if (status.startsWith("x-") || status.equals("default")) {
        continue;
      }
      SourceLocation location = responses.keyLocation(status);
      if (!status.matches("[1-5][0-9][0-9]")) {
        add(
            location,
            "the status \"" + status + "\" is not supported",
            "write each status; \"default\" stands for all others");
      } else if (status.startsWith("2")) {
        if (success != null) {
          add(
              location,
              "a second success response (" + status + " besides " + success + ") is not supported",
              "keep one, or make two operations");
        }
        success = status;
        response(document.follow(responses.members().get(status)), location);
      }
    }
    if (success == null) {
      add(
          operation.keyLocation("responses"),
          "the document declares no success response",
          "add the status of success, such as \"200\"");
    }
  }

  private void response(@Nullable DocumentNode response, SourceLocation location) {
    DocumentNode content = response == null ? null : response.get("content");
    if (content == null) {
      return;
    }
    if (content.members().size() > 1) {
      add(location, "a response of several media types is not supported", "keep application/json");
    }
    for (String type : content.members().keySet()) {
      if (!isJson(type)) {
        add(
            content.keyLocation(type),
            "a response of type " + type + " is not supported",
            "respond with application/json");
      }
    }
  }

  private static boolean isJson(String mediaType) {
    return mediaType.matches("(?i)application/([\\w.-]+\\+)?json(\\s*;.*)?");
  }

  void requestBody(DocumentNode body) {
    DocumentNode content = body.get("content");
    if (content == null || content.members().isEmpty()) {
      add(
          body.location(),
          "this request body has no content",
          "add \"content:\" with application/json");
      return;
    }
    boolean first = true;
    for (String type : content.members().keySet()) {
      if (!first) {
        add(
            content.keyLocation(type),
            "a request body of several media types is not supported",
            "keep application/json, or make two operations");
      } else if (!isJson(type)) {
        add(
            content.keyLocation(type),
            "a request body of type " + type + " is not supported",
            "use application/json");
      }
      first = false;
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
    String style = parameter.text("style");
    if (style != null && styles != null && !styles.contains(style)) {
      add(
          parameter.keyLocation("style"),
          "the style \"" + style + "\" does not apply to a parameter in the " + in,
          Suggestions.advice(style, styles));
    }
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
