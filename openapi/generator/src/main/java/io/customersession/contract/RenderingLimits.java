package io.customersession.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAPI allows and our generators do not render: each of it is refused with a sentence, so
 * that nobody has to find it in generated code.
 */
final class RenderingLimits {
  /** Names that generated classes use for something else. */
  private static final Set<String> TAKEN_CLASSES =
      Set.of(
          ("Access ApiCall ApiClient ApiOperation ApiResponse ArrayList BigDecimal "
                  + "Boolean Builder Codec Codecs Collections Consumes ContractRuntime DELETE DecimalMax "
                  + "DecimalMin DefaultValue Dispatcher Double EnumCodec GET HEAD HeaderParam "
                  + "IOException Integer JsonAdapter JsonCodec JsonInput JsonOutput JsonReader "
                  + "JsonWriter Known LinkedHashMap LinkedHashSet List LocalDate Long Map "
                  + "MemberNames Model ModelCodec NotNull Nullable OPTIONS Object Objects "
                  + "OffsetDateTime Operation OperationDefinition Optional Override PATCH POST "
                  + "PUT Parameter Path PathParam Pattern Produces QueryParam Rule SecurityScheme "
                  + "SecuritySchemes Set Size String StubApi SuppressWarnings Transition "
                  + "TypeAdapter UUID UnservedOperation Valid Violations Void")
              .split(" "));

  private static final BigDecimal GREATEST_INT32 = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal GREATEST_INT64 = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Document document;
  private final List<Fault> faults;

  RenderingLimits(Document document, List<Fault> faults) {
    this.document = document;
    this.faults = faults;
  }

  /** Looks for two names of the document that become one in Java. */
  void names() {
    Map<String, String> classes = new LinkedHashMap<>();
    document
        .schemas()
        .keySet()
        .forEach(
            name -> {
              Place place = document.place("#/components/schemas/" + name);
              String javaName = className(name);
              if (TAKEN_CLASSES.contains(javaName)) {
                add(
                    place,
                    "a schema cannot be called \""
                        + name
                        + "\": generated code uses the class "
                        + javaName,
                    "rename the schema");
              }
              String other = classes.putIfAbsent(javaName.toLowerCase(Locale.ROOT), name);
              if (other != null) {
                add(
                    place,
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
    for (Part operation : document.operations().values()) {
      Part id = operation.get("operationId");
      if (id == null || id.text() == null) {
        continue;
      }
      if (!id.text().matches("[a-zA-Z][a-zA-Z0-9_]*")) {
        add(
            id.place(),
            "the operationId \"" + id.text() + "\" is no Java name",
            "use letters, digits and underscores, a letter first");
      }
      String other =
          constants.putIfAbsent(id.text().replace("_", "").toLowerCase(Locale.ROOT), id.text());
      if (other != null && !other.equals(id.text())) {
        add(
            id.place(),
            "the operationIds \""
                + other
                + "\" and \""
                + id.text()
                + "\" would share one Java name",
            "rename one of them");
      }
    }
    shapes();
  }

  /** Two paths that differ in the names of their parameters only can never be told apart. */
  private void shapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String path : document.paths().keySet()) {
      String other = shapes.putIfAbsent(path.replaceAll("\\{[^}]*}", "{}"), path);
      if (other != null) {
        add(
            document.place("#/paths/" + path.replace("~", "~0").replace("/", "~1")),
            "no request can tell \"" + path + "\" from \"" + other + "\"",
            "make one path of the two");
      }
    }
  }

  private static String className(String schema) {
    StringBuilder name = new StringBuilder();
    for (String word : schema.split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.toString();
  }

  void operation(String path, String method, Part item, Part operation) {
    if (method.equals("trace")) {
      add(item.keyPlace(method), "the method trace is not supported", "use another");
    }
    Part tags = operation.get("tags");
    if (tags != null && tags.items().size() > 1) {
      add(
          tags.items().get(1).place(),
          "an operation can have one tag only",
          "keep the tag whose interface shall have the operation");
    }
    if (Document.isServed(operation)) {
      responses(operation);
    }
    if (operation.get("callbacks") != null) {
      add(operation.keyPlace("callbacks"), "callbacks are not supported", "remove them");
    }
    pathParameters(path, item, operation);
  }

  private void pathParameters(String path, Part item, Part operation) {
    Place place = document.place("#/paths/" + path.replace("~", "~0").replace("/", "~1"));
    List<String> inPath = new ArrayList<>();
    for (String segment : path.split("/")) {
      Matcher braces = Pattern.compile("\\{([^}]*)}").matcher(segment);
      while (braces.find()) {
        inPath.add(braces.group(1));
        if (!braces.group().equals(segment)) {
          add(
              place,
              "the path parameter {" + braces.group(1) + "} is only a part of \"" + segment + "\"",
              "give it a segment of its own, such as \"/{" + braces.group(1) + "}/verb\"");
        }
      }
    }
    Map<String, Part> declared = new LinkedHashMap<>();
    for (Part owner : List.of(item, operation)) {
      Part list = owner.get("parameters");
      for (Part written : list == null ? List.<Part>of() : list.items()) {
        Part parameter = document.follow(written);
        if (parameter != null && "path".equals(parameter.text("in"))) {
          String name = String.valueOf(parameter.text("name"));
          declared.put(name, written);
          if (!inPath.contains(name)) {
            add(
                written.place(),
                "the path \"" + path + "\" has no {" + name + "}",
                Spelling.advice(name, inPath));
          }
        }
      }
    }
    for (String name : inPath) {
      if (!declared.containsKey(name)) {
        add(
            operation.place(),
            "the path parameter {" + name + "} is not declared",
            "add it under \"parameters\", with in: path and required: true");
      }
    }
  }

  private void responses(Part operation) {
    Part responses = operation.get("responses");
    if (responses == null) {
      return;
    }
    String success = null;
    for (String status : responses.members().keySet()) {
      if (status.startsWith("x-") || status.equals("default")) {
        continue;
      }
      Place place = responses.keyPlace(status);
      if (!status.matches("[1-5][0-9][0-9]")) {
        add(
            place,
            "the status \"" + status + "\" is not supported",
            "write each status; \"default\" stands for all others");
      } else if (status.startsWith("2")) {
        if (success != null) {
          add(
              place,
              "a second success answer (" + status + " beside " + success + ") is not supported",
              "keep one, or make two operations");
        }
        success = status;
        answer(document.follow(responses.members().get(status)), place);
      }
    }
    if (success == null) {
      add(
          operation.keyPlace("responses"),
          "the document declares no success response",
          "add the status of success, such as \"200\"");
    }
  }

  private void answer(@Nullable Part response, Place place) {
    Part content = response == null ? null : response.get("content");
    if (content == null) {
      return;
    }
    if (content.members().size() > 1) {
      add(place, "an answer of several media types is not supported", "keep application/json");
    }
    for (String type : content.members().keySet()) {
      if (!isJson(type)) {
        add(
            content.keyPlace(type),
            "an answer of " + type + " is not supported",
            "answer application/json");
      }
    }
  }

  private static boolean isJson(String mediaType) {
    return mediaType.matches("(?i)application/([\\w.-]+\\+)?json(\\s*;.*)?");
  }

  void requestBody(Part body) {
    Part content = body.get("content");
    if (content == null || content.members().isEmpty()) {
      add(
          body.place(),
          "this request body has no content",
          "add \"content:\" with application/json");
      return;
    }
    boolean first = true;
    for (String type : content.members().keySet()) {
      if (!first) {
        add(
            content.keyPlace(type),
            "a request body of several media types is not supported",
            "keep application/json, or make two operations");
      } else if (!isJson(type)) {
        add(
            content.keyPlace(type),
            "a request body of " + type + " is not supported",
            "take application/json");
      }
      first = false;
    }
  }

  void parameter(Part parameter) {
    String in = parameter.text("in");
    if (in != null && !Set.of("path", "query", "header").contains(in)) {
      add(
          parameter.keyPlace("in"),
          "a parameter in \"" + in + "\" is not supported",
          "put it in the path, the query or a header");
    }
    if (parameter.get("content") != null) {
      add(
          parameter.keyPlace("content"),
          "a parameter that is a document of its own is not supported",
          "describe its text by \"schema\", or send the document as body");
    }
    String style = parameter.text("style");
    String plain = "query".equals(in) ? "form" : "simple";
    if (style != null && !style.equals(plain)) {
      add(
          parameter.keyPlace("style"),
          "the style \"" + style + "\" is not supported",
          "leave it out; a list is sent by repeating the parameter");
    }
    Part schema = parameter.get("schema") == null ? null : document.follow(parameter.get("schema"));
    if (schema == null) {
      return;
    }
    String type = schema.text("type");
    if ("object".equals(type)) {
      add(
          schema.keyPlace("type"),
          "a parameter that is an object is not supported",
          "make a parameter of each property, or send the object as body");
    }
    if ("array".equals(type)) {
      if (!"query".equals(in)) {
        add(
            schema.keyPlace("type"),
            "a list in the " + in + " is not supported",
            "take the list as query or body");
      }
      if ("false".equals(parameter.text("explode"))) {
        add(
            parameter.keyPlace("explode"),
            "a list in one parameter is not supported",
            "leave explode out; the parameter is then repeated");
      }
      for (String limit : List.of("minItems", "maxItems", "uniqueItems")) {
        if (schema.get(limit) != null) {
          add(
              schema.keyPlace(limit),
              limit + " of a parameter is not supported",
              "leave it out and check it by hand");
        }
      }
    }
  }

  void securityScheme(Part scheme) {
    if ("apiKey".equals(scheme.text("type")) && !"header".equals(scheme.text("in"))) {
      keyElsewhere(scheme.place());
    }
  }

  /**
   * A key in another header is left to code by hand, where one in Authorization will do as well.
   */
  void requirements(Part requirements, Map<String, Part> schemes) {
    boolean authorizes = requirements.items().isEmpty();
    for (Part requirement : requirements.items()) {
      for (String name : requirement.members().keySet()) {
        Part scheme = schemes.get(name);
        authorizes |=
            scheme == null
                || !"apiKey".equals(scheme.text("type"))
                || "authorization".equalsIgnoreCase(scheme.text("name"));
      }
      authorizes |= requirement.members().isEmpty();
    }
    if (!authorizes) {
      keyElsewhere(requirements.place());
    }
  }

  private void keyElsewhere(Place place) {
    add(
        place,
        "a key outside of the header Authorization is not supported",
        "declare a header parameter for it, or move the key to Authorization");
  }

  void requirement(Part requirement) {
    if (requirement.members().size() > 1) {
      add(
          requirement.place(),
          "two keys for one call are not supported",
          "name one scheme in each item of the list; any of them will do");
    }
  }

  void schema(Part schema, boolean inline) {
    for (String choice : List.of("oneOf", "anyOf", "not")) {
      if (schema.get(choice) != null) {
        add(
            schema.keyPlace(choice),
            choice + " is not supported",
            "declare one schema with optional properties");
      }
    }
    if (schema.get("discriminator") != null) {
      add(
          schema.keyPlace("discriminator"),
          "discriminators are not supported",
          "declare one schema with an enum for the kind, and optional properties");
    }
    enumeration(schema, inline);
    Part items = schema.get("items") == null ? null : document.follow(schema.get("items"));
    if (items != null && items.get("nullable") != null && items.get("nullable").isTrue()) {
      add(
          items.keyPlace("nullable"),
          "items of a list that may be null are not supported",
          "leave the item out instead");
    }
    number(schema);
    text(schema);
    properties(schema);
  }

  private void enumeration(Part schema, boolean inline) {
    if (schema.get("enum") == null) {
      return;
    }
    Place place = schema.keyPlace("enum");
    if (!"string".equals(schema.text("type"))) {
      add(
          place,
          "an enum of other values than texts is not supported",
          "use texts (type: string), or minimum and maximum");
    } else if (inline) {
      add(
          place,
          "this enum has no name",
          "define it under components/schemas and refer to it, so that its class has a stable name");
    }
  }

  private void number(Part schema) {
    if (!"integer".equals(schema.text("type"))) {
      return;
    }
    boolean isLong = "int64".equals(schema.text("format"));
    for (String limit : List.of("minimum", "maximum")) {
      Part value = schema.get(limit);
      if (value == null || value.text() == null) {
        continue;
      }
      BigDecimal number;
      try {
        number = new BigDecimal(value.text().replace("_", ""));
      } catch (NumberFormatException e) {
        add(value.place(), limit + " " + value.text() + " is no number", "write digits");
        continue;
      }
      if (number.abs().compareTo(isLong ? GREATEST_INT64 : GREATEST_INT32) > 0) {
        add(
            value.place(),
            limit + " " + value.text() + " does not fit into " + (isLong ? "int64" : "int32"),
            isLong ? "use type: number" : "add format: int64");
      }
    }
  }

  private void text(Part schema) {
    if ("binary".equals(schema.text("format"))) {
      add(
          schema.keyPlace("format"),
          "binary values are not supported",
          "use format: byte (Base64 in JSON)");
    }
    Part pattern = schema.get("pattern");
    if (pattern == null || pattern.text() == null) {
      return;
    }
    try {
      Pattern.compile(pattern.text());
    } catch (PatternSyntaxException e) {
      add(
          pattern.place(),
          "the pattern is no regular expression: "
              + e.getDescription()
              + " near index "
              + e.getIndex(),
          "correct it");
    }
  }

  private void properties(Part schema) {
    Part properties = schema.get("properties");
    if (properties == null) {
      return;
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : properties.members().keySet()) {
      String other =
          names.putIfAbsent(name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT), name);
      if (other != null) {
        add(
            properties.keyPlace(name),
            "the properties \"" + other + "\" and \"" + name + "\" would share one Java name",
            "rename one of them");
      }
      if (!name.matches(".*[A-Za-z].*")) {
        add(
            properties.keyPlace(name),
            "no Java name can be made of the property \"" + name + "\"",
            "give it a name with a letter in it");
      }
    }
  }

  private void add(Place place, String problem, String advice) {
    faults.add(new Fault(place, problem, advice));
  }
}
