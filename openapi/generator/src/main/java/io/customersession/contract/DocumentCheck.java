package io.customersession.contract;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with a document: names that OpenAPI does not know, references to nothing,
 * operations without a name, extensions in the wrong place or form, and what the generators cannot
 * render.
 */
final class DocumentCheck {
  private static final String ALSO_ACCEPTS = "x-also-accepts";
  private static final Map<String, Kind> EXTENSIONS =
      Map.of(
          StateMachine.EXTENSION,
          Kind.SCHEMA,
          "x-maximum-sum",
          Kind.SCHEMA,
          "x-implements",
          Kind.SCHEMA,
          "x-prefix",
          Kind.SECURITY_SCHEME,
          "x-extension",
          Kind.OPERATION,
          Document.SINCE,
          Kind.SCHEMA,
          ALSO_ACCEPTS,
          Kind.SCHEMA,
          Document.SERVED,
          Kind.OPERATION,
          QueryBooleans.EXTENSION,
          Kind.ROOT);
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object");
  private static final String ANY = "*";

  /** What an object of the document is, with the names it may have. */
  enum Kind {
    ROOT("openapi info servers paths components security tags externalDocs"),
    PATHS(""),
    PATH(
        "$ref summary description servers parameters get put post delete options head patch trace"),
    OPERATION(
        "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated"
            + " security servers"),
    PARAMETER(
        "$ref name in description required deprecated allowEmptyValue style explode allowReserved schema example"
            + " examples content"),
    HEADER(
        "$ref description required deprecated allowEmptyValue style explode allowReserved schema example examples"
            + " content"),
    REQUEST_BODY("$ref description content required"),
    RESPONSE("$ref description headers content links"),
    MEDIA_TYPE("schema example examples encoding"),
    EXAMPLE("$ref summary description value externalValue"),
    COMPONENTS(
        "schemas responses parameters examples requestBodies headers securitySchemes links callbacks"),
    SECURITY_SCHEME("$ref type description name in scheme bearerFormat flows openIdConnectUrl"),
    SCHEMA(
        "$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"
            + " maxItems minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not"
            + " items properties additionalProperties description format default nullable discriminator readOnly"
            + " writeOnly xml externalDocs example deprecated");

    private final Set<String> names;

    Kind(String names) {
      this.names = Set.of(names.split(" "));
    }

    String withArticle() {
      return ("aeiou".indexOf(word().charAt(0)) < 0 ? "a " : "an ") + word();
    }

    /** Returns how a sentence calls it. */
    String word() {
      return this == ROOT
          ? "document"
          : name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  private final Document document;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Part> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Part> properties = Collections.newSetFromMap(new IdentityHashMap<>());
  private final RenderingLimits limits;

  private DocumentCheck(Document document) {
    this.document = document;
    this.limits = new RenderingLimits(document, faults);
  }

  static List<Fault> faults(Document document) {
    DocumentCheck check = new DocumentCheck(document);
    check.root();
    check.faults.addAll(document.readingFaults());
    return check.faults.stream()
        .distinct()
        .sorted(
            Comparator.comparing((Fault fault) -> fault.place().file())
                .thenComparingInt(fault -> fault.place().line())
                .thenComparingInt(fault -> fault.place().column()))
        .toList();
  }

  private void root() {
    Part root = document.root();
    names(root, Kind.ROOT);
    String version = root.text("openapi");
    if (version == null || !version.matches("3\\.0\\.[0-9]+")) {
      add(
          root.keyPlace("openapi"),
          version == null ? "there is no \"openapi\"" : "OpenAPI " + version + " is not supported",
          "write openapi: 3.0.3");
      return;
    }
    members(root, "paths", this::path);
    Part components = root.get("components");
    if (components != null) {
      names(components, Kind.COMPONENTS);
      members(components, "schemas", this::schema);
      members(components, "responses", (name, part) -> response(part));
      members(components, "parameters", (name, part) -> parameter(part));
      members(components, "requestBodies", (name, part) -> requestBody(part));
      members(components, "headers", (name, part) -> header(part));
      members(components, "examples", (name, part) -> example(part));
      members(components, "securitySchemes", this::securityScheme);
    }
    operationIds();
    security(root);
    document
        .stateMachines()
        .values()
        .forEach(
            machine ->
                faults.addAll(
                    machine.faults(document.operationIds(), document.servedOperationIds())));
    limits.names();
  }

  private interface Visit {
    void part(String name, Part part);
  }

  private void members(Part part, String name, Visit visit) {
    Part members = part.get(name);
    if (members != null) {
      if (!members.isObject()) {
        add(
            members.place(),
            "\"" + name + "\" must be an object",
            "write names and values under it");
      }
      members
          .members()
          .forEach(
              (key, member) -> {
                if (!key.startsWith("x-")) {
                  visit.part(key, member);
                }
              });
    }
  }

  /** Visits what a part refers to if that is in another file; then looks at names. */
  private boolean enter(Part part, Kind kind, java.util.function.Consumer<Part> visit) {
    if (part.text("$ref") != null) {
      if (part.get(Document.SINCE) != null) {
        add(
            part.keyPlace(Document.SINCE),
            "OpenAPI ignores what stands beside \"$ref\"",
            "wrap the reference: allOf: [{$ref: ...}]");
      }
      reference(part, visit);
      return false;
    }
    if (!part.isObject()) {
      add(part.place(), "this " + kind.word() + " must be an object", "write names and values");
      return false;
    }
    if (!visited.add(part)) {
      return false;
    }
    names(part, kind);
    return true;
  }

  private void reference(Part part, java.util.function.Consumer<Part> visit) {
    String reference = String.valueOf(part.text("$ref"));
    Part written = part.get("$ref");
    Place place = written == null ? part.place() : written.place();
    if (reference.contains("://")) {
      add(place, "\"" + reference + "\" is on the network", "copy it into a file beside this one");
      return;
    }
    Part target = document.target(part);
    if (target == null) {
      add(place, "\"" + reference + "\" leads nowhere", referenceAdvice(part, reference));
    } else if (document.follow(part) == null) {
      add(place, "\"" + reference + "\" leads back to itself", "refer to what is meant");
    } else if (!target.place().file().equals(document.file())) {
      visit.accept(target);
    }
  }

  private String referenceAdvice(Part part, String reference) {
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    if (!name.isEmpty() && !Files.isRegularFile(part.place().file().resolveSibling(name))) {
      return "there is no file " + name + " beside " + part.place().file().getFileName();
    }
    int slash = reference.lastIndexOf('/');
    if (slash > hash && hash >= 0) {
      Part siblings = document.sibling(part, reference.substring(0, slash));
      if (siblings != null && !siblings.members().isEmpty()) {
        String last = reference.substring(slash + 1);
        Optional<String> near = Spelling.nearest(last, siblings.members().keySet());
        return near.map(
                word -> "did you mean \"" + reference.substring(0, slash + 1) + word + "\"?")
            .orElse("define \"" + last + "\" there, or refer to what is defined");
      }
    }
    return "a reference looks like \"#/components/schemas/Name\"";
  }

  private void names(Part part, Kind kind) {
    for (String name : part.members().keySet()) {
      Place place = part.keyPlace(name);
      if (name.startsWith("x-")) {
        extension(part, name, kind);
      } else if (!kind.names.contains(name)) {
        Optional<String> extension =
            Spelling.nearest(name, EXTENSIONS.keySet()).filter(near -> name.startsWith("x"));
        add(
            place,
            kind.withArticle() + " has no \"" + name + "\"",
            extension
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> Spelling.advice(name, kind.names)));
      }
    }
  }

  private void extension(Part part, String name, Kind kind) {
    Kind place = EXTENSIONS.get(name);
    if (place == null) {
      Spelling.nearest(name, EXTENSIONS.keySet())
          .ifPresent(
              near ->
                  add(
                      part.keyPlace(name),
                      "the extension \"" + name + "\" is unknown",
                      "did you mean \""
                          + near
                          + "\"? Another tool's may be called anything less like it"));
      return;
    }
    if (place != kind) {
      add(
          part.keyPlace(name),
          "\"" + name + "\" says nothing about " + kind.withArticle(),
          "move it to " + place.withArticle());
      return;
    }
    Part value = part.get(name);
    if (value == null) {
      return;
    }
    switch (name) {
      case "x-extension", Document.SERVED ->
          require(
              !value.isText() && (value.isTrue() || "false".equals(value.text())),
              value,
              name,
              "true or false");
      case QueryBooleans.EXTENSION -> QueryBooleans.check(value, faults::add);
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
              "string".equals(part.text("type"))
                      && part.get("enum") == null
                      && part.get("format") == null
                      && "number".equals(value.text())
                  || "array".equals(part.text("type")) && "object".equals(value.text()),
              value,
              name,
              "number beside type: string without enum or format, or object beside type: array");
      default -> {}
    }
  }

  private void require(boolean met, Part value, String name, String form) {
    if (!met) {
      add(value.place(), "\"" + name + "\" is not of its form", "write " + form);
    }
  }

  private void since(Part schema, Part version) {
    if (!properties.contains(schema)) {
      add(
          version.place(),
          "\"x-since\" says nothing about a schema that is not a property",
          "move it to the properties that refer to this schema");
      return;
    }
    require(
        version.isText() && String.valueOf(version.text()).matches("[0-9]{1,4}\\.[0-9]{1,4}"),
        version,
        Document.SINCE,
        "a version in quotes, such as '26.10'; YAML reads 26.10 without quotes as 26.1");
  }

  /** Visits the properties of a schema, which alone can have come with a version of the API. */
  private void properties(Part schema) {
    members(
        schema,
        "properties",
        (name, property) -> {
          properties.add(property);
          schema(ANY, property);
        });
  }

  private void maximumSum(Part list, Part sum) {
    Part maximum = sum.get("maximum");
    if (!sum.members().keySet().equals(Set.of("property", "maximum"))
        || maximum == null
        || maximum.isText()
        || sum.text("property") == null) {
      add(
          sum.place(),
          "\"x-maximum-sum\" is not of its form",
          "write {property: name, maximum: number}");
      return;
    }
    Part items = list.get("items") == null ? null : document.follow(list.get("items"));
    Map<String, Part> properties = items == null ? Map.of() : document.properties(items);
    Set<String> numbers = new TreeSet<>();
    properties.forEach(
        (name, property) -> {
          Part followed = document.follow(property);
          String type = followed == null ? null : followed.text("type");
          if ("integer".equals(type) || "number".equals(type)) {
            numbers.add(name);
          }
        });
    String summed = String.valueOf(sum.text("property"));
    if (!numbers.contains(summed)) {
      add(
          sum.get("property") == null ? sum.place() : sum.get("property").place(),
          "\"x-maximum-sum\" names \"" + summed + "\", which is no number of the list's items",
          Spelling.advice(summed, numbers));
    }
  }

  private void path(String path, Part item) {
    if (!path.startsWith("/")) {
      add(
          document.place("#/paths/" + path.replace("~", "~0").replace("/", "~1")),
          "the path \"" + path + "\" does not start with a slash",
          "write \"/" + path + "\"");
    }
    if (!enter(item, Kind.PATH, part -> path(path, part))) {
      return;
    }
    list(item, "parameters", this::parameter);
    for (String method : Document.METHODS) {
      Part operation = item.get(method);
      if (operation != null && enter(operation, Kind.OPERATION, part -> {})) {
        operation(path, method, item, operation);
      }
    }
  }

  private void operation(String path, String method, Part item, Part operation) {
    list(operation, "parameters", this::parameter);
    Part body = operation.get("requestBody");
    if (body != null) {
      requestBody(body);
    }
    Part responses = operation.get("responses");
    if (responses == null) {
      add(operation.place(), "this operation has no responses", "add \"responses:\"");
    } else {
      members(operation, "responses", (status, part) -> response(part));
    }
    security(operation);
    limits.operation(path, method, item, operation);
  }

  private void list(Part part, String name, java.util.function.Consumer<Part> visit) {
    Part list = part.get(name);
    if (list != null && !list.isList()) {
      add(list.place(), "\"" + name + "\" must be a list", "start each line with a dash");
    } else if (list != null) {
      list.items().forEach(visit);
    }
  }

  private void parameter(Part parameter) {
    if (enter(parameter, Kind.PARAMETER, this::parameter)) {
      for (String name : List.of("name", "in")) {
        if (parameter.text(name) == null) {
          add(parameter.place(), "this parameter has no \"" + name + "\"", "add it");
        }
      }
      value(parameter);
      limits.parameter(parameter);
    }
  }

  private void header(Part header) {
    if (enter(header, Kind.HEADER, this::header)) {
      value(header);
    }
  }

  private void value(Part part) {
    Part schema = part.get("schema");
    if (schema != null) {
      schema(ANY, schema);
    }
    members(part, "examples", (name, example) -> example(example));
    members(part, "content", (name, media) -> mediaType(media));
  }

  private void requestBody(Part body) {
    if (enter(body, Kind.REQUEST_BODY, this::requestBody)) {
      members(body, "content", (name, media) -> mediaType(media));
      limits.requestBody(body);
    }
  }

  private void response(Part response) {
    if (enter(response, Kind.RESPONSE, this::response)) {
      if (response.get("description") == null) {
        add(response.place(), "this response has no description", "add \"description:\"");
      }
      members(response, "headers", (name, header) -> header(header));
      members(response, "content", (name, media) -> mediaType(media));
    }
  }

  private void mediaType(Part media) {
    if (enter(media, Kind.MEDIA_TYPE, part -> {})) {
      Part schema = media.get("schema");
      if (schema != null) {
        schema(ANY, schema);
      }
      members(media, "examples", (name, example) -> example(example));
    }
  }

  private void example(Part example) {
    // Whether its file is there is no matter of the contract: documents are compared away from
    // their examples.
    enter(example, Kind.EXAMPLE, this::example);
  }

  private void securityScheme(String name, Part scheme) {
    if (enter(scheme, Kind.SECURITY_SCHEME, part -> securityScheme(name, part))) {
      limits.securityScheme(scheme);
    }
  }

  private void security(Part part) {
    Part requirements = part.get("security");
    Part components = document.root().get("components");
    Part schemes = components == null ? null : components.get("securitySchemes");
    if (requirements != null && schemes != null) {
      limits.requirements(requirements, schemes.members());
    }
    Set<String> known = schemes == null ? Set.of() : schemes.members().keySet();
    for (Part requirement : requirements == null ? List.<Part>of() : requirements.items()) {
      for (String scheme : requirement.members().keySet()) {
        if (!known.contains(scheme)) {
          add(
              requirement.keyPlace(scheme),
              "there is no security scheme \"" + scheme + "\"",
              Spelling.advice(scheme, known));
        }
      }
      limits.requirement(requirement);
    }
  }

  private void schema(String name, Part schema) {
    if (!enter(schema, Kind.SCHEMA, part -> schema(ANY, part))) {
      return;
    }
    Part type = schema.get("type");
    if (type != null && (type.text() == null || !TYPES.contains(type.text()))) {
      add(
          type.place(),
          type.text() == null ? "this type is no text" : "there is no type \"" + type.text() + "\"",
          type.text() == null
              ? "write one type; nullable: true allows null"
              : Spelling.advice(type.text(), TYPES));
    }
    if ("array".equals(schema.text("type")) && schema.get("items") == null) {
      add(schema.place(), "this array says nothing about its items", "add \"items:\"");
    }
    enumValues(schema);
    required(schema);
    since(schema);
    properties(schema);
    for (String one : List.of("items", "not")) {
      Part part = schema.get(one);
      if (part != null) {
        schema(ANY, part);
      }
    }
    Part values = schema.get("additionalProperties");
    if (values != null && values.isObject()) {
      schema(ANY, values);
    }
    for (String several : List.of("allOf", "oneOf", "anyOf")) {
      list(schema, several, part -> schema(ANY, part));
    }
    limits.schema(schema, name.equals(ANY));
  }

  private void enumValues(Part schema) {
    Part values = schema.get("enum");
    if (values == null || !"string".equals(schema.text("type"))) {
      return;
    }
    Map<String, Place> seen = new LinkedHashMap<>();
    for (Part value : values.items()) {
      if (value.text() != null && !value.isText()) {
        add(
            value.place(),
            "YAML does not read " + value.text() + " as text",
            "write \"" + value.text() + "\" in quotes");
      } else if (value.text() != null && seen.put(value.text(), value.place()) != null) {
        add(value.place(), "\"" + value.text() + "\" is listed twice", "remove one");
      }
    }
  }

  private void required(Part schema) {
    Part required = schema.get("required");
    if (required == null) {
      return;
    }
    if (!required.isList()) {
      add(
          required.place(),
          "\"required\" of a schema is the list of its required properties",
          "write required: [name] beside \"properties\"");
      return;
    }
    Set<String> known = document.properties(schema).keySet();
    for (Part name : required.items()) {
      if (name.text() != null && !known.isEmpty() && !known.contains(name.text())) {
        add(
            name.place(),
            "\"" + name.text() + "\" is required, but no property",
            Spelling.nearest(name.text(), known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("declare it under \"properties\", or do not require it"));
      }
    }
  }

  /** A response that omits a property for an older caller must still be valid. */
  private void since(Part schema) {
    Part required = schema.get("required");
    if (required == null) {
      return;
    }
    Map<String, Part> properties = document.properties(schema);
    for (Part name : required.items()) {
      Part property = properties.get(String.valueOf(name.text()));
      if (property != null && property.get(Document.SINCE) != null) {
        add(
            name.place(),
            "\""
                + name.text()
                + "\" is required, but \""
                + Document.SINCE
                + "\" omits it for older callers",
            "do not require it, or remove \"" + Document.SINCE + "\"");
      }
    }
  }

  private void operationIds() {
    Map<String, Place> ids = new LinkedHashMap<>();
    document
        .operations()
        .forEach(
            (name, operation) -> {
              Part id = operation.get("operationId");
              if (id == null || id.text() == null) {
                add(
                    operation.place(),
                    name + " has no operationId",
                    "add \"operationId: "
                        + suggestion(name)
                        + "\"; it names methods, routes and examples");
                return;
              }
              Place first = ids.putIfAbsent(id.text(), id.place());
              if (first != null) {
                add(
                    id.place(),
                    "the operationId \"" + id.text() + "\" is taken in line " + first.line(),
                    "give one of the two operations another");
              }
            });
  }

  private static String suggestion(String operation) {
    String[] methodAndPath = operation.split(" ", 2);
    return methodAndPath[0].toLowerCase(java.util.Locale.ROOT)
        + java.util.Arrays.stream(methodAndPath[1].split("[^A-Za-z0-9]+"))
            .filter(word -> !word.isEmpty())
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }

  private void add(Place place, @Nullable String problem, String advice) {
    faults.add(new Fault(place, String.valueOf(problem), advice));
  }
}
