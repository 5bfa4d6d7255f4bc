package io.customersession.contract;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * An OpenAPI document (YAML or JSON) and the files that it refers to. Files are read when a
 * reference leads to them, and once. Not safe for use by several threads.
 */
public final class Document {
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** The extension by which a property names the version of the API that brought it. */
  static final String SINCE = "x-since";

  /** The extension by which an operation is known, but not served. */
  static final String SERVED = "x-served";

  private static final int GREATEST_FILE = 64 * 1024 * 1024;

  private final Path file;
  private final Part root;
  private final Map<Path, Part> files = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private Document(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.root = read(this.file);
    files.put(this.file, root);
  }

  /**
   * Reads a document.
   *
   * @throws InvalidContractException if the file cannot be read or is no YAML; the message names
   *     line and column
   */
  public static Document load(Path file) {
    return new Document(file);
  }

  /**
   * Reads a document with all it refers to, and looks for everything that is wrong with it.
   *
   * @throws InvalidContractException with a line for each fault: place, problem, advice
   */
  public static Document checked(Path file) {
    Document document = new Document(file);
    List<Fault> faults = document.check();
    if (!faults.isEmpty()) {
      throw new InvalidContractException(faults);
    }
    return document;
  }

  /** Returns everything that is wrong with the document, in the order of its text. */
  public List<Fault> check() {
    return DocumentCheck.faults(this);
  }

  /** Returns the state machines by the name of the schema that declares them. */
  public Map<String, StateMachine> stateMachines() {
    Map<String, StateMachine> machines = new LinkedHashMap<>();
    schemas()
        .forEach(
            (name, schema) -> {
              if (schema.get(StateMachine.EXTENSION) != null) {
                machines.put(name, StateMachine.of(name, schema));
              }
            });
    return machines;
  }

  /** Returns the document's own file and those that were read to follow its references. */
  public Set<Path> files() {
    Set<Path> read = new TreeSet<>(files.keySet());
    read.add(file);
    return read;
  }

  /** Returns the version that the document gives itself, or null. */
  public @Nullable String version() {
    Part info = root.get("info");
    return info == null ? null : info.text("version");
  }

  /**
   * Returns the place that a JSON pointer leads to, such as {@code #/components/schemas/Item}; the
   * nearest place around it if it leads nowhere.
   */
  public Place place(String pointer) {
    Part part = root;
    Place place = root.place();
    for (String step : steps(pointer)) {
      Part here = follow(part);
      Part next = here == null ? null : step(here, step);
      if (here == null || next == null) {
        return place;
      }
      place = here.isObject() ? here.keyPlace(step) : next.place();
      part = next;
    }
    return place;
  }

  Part root() {
    return root;
  }

  Path file() {
    return file;
  }

  /** Returns what was wrong with the files themselves. */
  List<Fault> readingFaults() {
    return faults;
  }

  Map<String, Part> schemas() {
    Part components = root.get("components");
    Part schemas = components == null ? null : components.get("schemas");
    return schemas == null ? Map.of() : schemas.members();
  }

  /** Returns the path items by path, references followed. */
  Map<String, Part> paths() {
    Map<String, Part> items = new LinkedHashMap<>();
    Part paths = root.get("paths");
    if (paths != null) {
      paths
          .members()
          .forEach(
              (path, item) -> {
                Part followed = follow(item);
                if (path.startsWith("/") && followed != null) {
                  items.put(path, followed);
                }
              });
    }
    return items;
  }

  /** Returns the operations by method and path. */
  Map<String, Part> operations() {
    Map<String, Part> operations = new LinkedHashMap<>();
    paths()
        .forEach(
            (path, item) -> {
              for (String method : METHODS) {
                Part operation = item.get(method);
                if (operation != null) {
                  operations.put(method.toUpperCase(java.util.Locale.ROOT) + " " + path, operation);
                }
              }
            });
    return operations;
  }

  /**
   * Returns whether an operation is declared as known, but not served: it has a name, and nothing
   * is generated for it but its refusal.
   *
   * @param method the HTTP method, in upper case
   */
  public boolean isKnownOnly(String method, String path) {
    Part operation = operations().get(method + " " + path);
    return operation != null && !isServed(operation);
  }

  /** Returns the texts that query parameters of type boolean accept. */
  public QueryBooleans queryBooleans() {
    return QueryBooleans.of(root);
  }

  static boolean isServed(Part operation) {
    return !"false".equals(operation.text(SERVED));
  }

  Set<String> operationIds() {
    return operationIds(operations().values());
  }

  Set<String> servedOperationIds() {
    return operationIds(operations().values().stream().filter(Document::isServed).toList());
  }

  private static Set<String> operationIds(Collection<Part> operations) {
    Set<String> ids = new LinkedHashSet<>();
    for (Part operation : operations) {
      String id = operation.text("operationId");
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  /**
   * Returns what a part stands for: itself, or what its {@code $ref} leads to.
   *
   * @return null if the reference leads nowhere, or in a circle
   */
  @Nullable Part follow(Part part) {
    Set<Part> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Part here = part;
    while (here != null && here.text("$ref") != null) {
      if (!seen.add(here)) {
        return null;
      }
      here = target(here);
    }
    return here;
  }

  /** Returns what the reference of a part leads to, one step, or null. */
  @Nullable Part target(Part part) {
    String reference = part.text("$ref");
    if (reference == null || reference.contains("://")) {
      return null;
    }
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    Part target = name.isEmpty() ? fileOf(part) : open(part.place().file().resolveSibling(name));
    for (String step : hash < 0 ? List.<String>of() : steps(reference.substring(hash))) {
      if (target == null) {
        return null;
      }
      target = step(target, step);
    }
    return target;
  }

  /** Returns what a reference that stands beside a part's own would lead to, or null. */
  @Nullable Part sibling(Part part, String reference) {
    Place place = part.place();
    Part other =
        Part.object(
            place, Map.of("$ref", Part.scalar(place, reference, true)), Map.of("$ref", place));
    return target(other);
  }

  /** Returns the properties of an object schema, with those that it takes over through allOf. */
  Map<String, Part> properties(Part schema) {
    Map<String, Part> properties = new LinkedHashMap<>();
    properties(schema, properties, Collections.newSetFromMap(new IdentityHashMap<>()));
    return properties;
  }

  /**
   * Returns the version that brought each property that has {@code x-since}, by schema and name.
   */
  public Map<String, Map<String, String>> sinceVersions() {
    Map<String, Map<String, String>> versions = new LinkedHashMap<>();
    schemas()
        .forEach(
            (schema, part) ->
                properties(part)
                    .forEach(
                        (name, property) -> {
                          String version = property.text(SINCE);
                          if (version != null) {
                            versions
                                .computeIfAbsent(schema, key -> new LinkedHashMap<>())
                                .put(name, version);
                          }
                        }));
    return versions;
  }

  private void properties(Part schema, Map<String, Part> properties, Set<Part> seen) {
    Part followed = follow(schema);
    if (followed == null || !seen.add(followed)) {
      return;
    }
    Part all = followed.get("allOf");
    if (all != null) {
      all.items().forEach(part -> properties(part, properties, seen));
    }
    Part own = followed.get("properties");
    if (own != null) {
      properties.putAll(own.members());
    }
  }

  private Part fileOf(Part part) {
    return files.getOrDefault(part.place().file(), root);
  }

  /** Returns the content of a file that is referred to, or null if it is not there. */
  private @Nullable Part open(Path other) {
    Path normal = other.toAbsolutePath().normalize();
    if (!files.containsKey(normal) && Files.isRegularFile(normal)) {
      files.put(normal, read(normal));
    }
    return files.get(normal);
  }

  private static @Nullable Part step(Part part, String step) {
    if (part.isList()) {
      return step.matches("[0-9]{1,6}") && Integer.parseInt(step) < part.items().size()
          ? part.items().get(Integer.parseInt(step))
          : null;
    }
    return part.get(step);
  }

  private static List<String> steps(String pointer) {
    String path = pointer.startsWith("#") ? pointer.substring(1) : pointer;
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/")) {
      String plain = step.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
      steps.add(
          URLDecoder.decode(plain, StandardCharsets.UTF_8).replace("~1", "/").replace("~0", "~"));
    }
    if (!steps.isEmpty() && steps.get(0).isEmpty()) {
      steps.remove(0);
    }
    return steps;
  }

  private Part read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new InvalidContractException(path + ": there is no such file; check the name");
    } catch (IOException e) {
      throw new InvalidContractException(
          path + ": cannot be read (" + e.getMessage() + "); it must be text in UTF-8");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(GREATEST_FILE);
    Node node;
    try {
      node = new Yaml(options).compose(new java.io.StringReader(text));
    } catch (MarkedYAMLException e) {
      throw new InvalidContractException(List.of(syntax(path, e)));
    } catch (YAMLException e) {
      throw new InvalidContractException(path + ":1:1: " + e.getMessage() + "; correct the YAML");
    }
    if (!(node instanceof MappingNode)) {
      throw new InvalidContractException(
          List.of(
              new Fault(
                  new Place(path, 1, 1),
                  "this is no object",
                  "an OpenAPI document starts with \"openapi: 3.0.3\"")));
    }
    return part(path, node, new IdentityHashMap<>());
  }

  private static Fault syntax(Path path, MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    Place place =
        mark == null
            ? new Place(path, 1, 1)
            : new Place(path, mark.getLine() + 1, mark.getColumn() + 1);
    StringBuilder problem = new StringBuilder("this is no YAML");
    if (e.getProblem() != null) {
      problem.append(": ").append(e.getProblem().replaceAll("\\s+", " "));
    }
    if (e.getContext() != null) {
      problem.append(" (").append(e.getContext().replaceAll("\\s+", " "));
      if (e.getContextMark() != null && e.getContextMark() != mark) {
        problem.append(" that starts in line ").append(e.getContextMark().getLine() + 1);
      }
      problem.append(")");
    }
    return new Fault(
        place,
        problem.toString(),
        "look at indentation, colons, quotes and brackets here and in the line above");
  }

  private Part part(Path path, Node node, Map<Node, Boolean> around) {
    Place place = place(path, node);
    if (around.put(node, true) != null) {
      throw new InvalidContractException(
          List.of(new Fault(place, "this alias contains itself", "write out what is meant")));
    }
    Part part;
    if (node instanceof MappingNode mapping) {
      part = object(path, place, mapping, around);
    } else if (node instanceof SequenceNode sequence) {
      List<Part> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(part(path, item, around)));
      part = Part.list(place, items);
    } else {
      boolean isNull = Tag.NULL.equals(node.getTag());
      part =
          Part.scalar(
              place, isNull ? null : ((ScalarNode) node).getValue(), Tag.STR.equals(node.getTag()));
    }
    around.remove(node);
    return part;
  }

  private Part object(Path path, Place place, MappingNode mapping, Map<Node, Boolean> around) {
    Map<String, Part> members = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    for (NodeTuple member : mapping.getValue()) {
      Place keyPlace = place(path, member.getKeyNode());
      if (!(member.getKeyNode() instanceof ScalarNode key)) {
        faults.add(new Fault(keyPlace, "this name is no text", "write it in quotes"));
        continue;
      }
      if (Tag.MERGE.equals(key.getTag())) {
        faults.add(
            new Fault(keyPlace, "merge keys are not supported", "write out what they merge"));
        continue;
      }
      Place first = keys.putIfAbsent(key.getValue(), keyPlace);
      if (first != null) {
        faults.add(
            new Fault(
                keyPlace,
                "\"" + key.getValue() + "\" stands in line " + first.line() + " already",
                "remove one of the two, or rename it"));
        continue;
      }
      members.put(key.getValue(), part(path, member.getValueNode(), around));
    }
    return Part.object(place, members, keys);
  }

  private static Place place(Path path, Node node) {
    return new Place(path, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }
}
