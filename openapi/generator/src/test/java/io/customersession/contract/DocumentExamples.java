package io.customersession.contract;

import com.google.gson.JsonNull;
import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The examples that a document has for its media types, parameters and schemas. */
public final class DocumentExamples {
  /** A part of a document that can have examples. Equal only to itself. */
  public static final class Place {
    private final DocumentNode node;

    private Place(DocumentNode node) {
      this.node = node;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place && place.node == node;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(node);
    }

    /** Returns the file, the line and the column. */
    @Override
    public String toString() {
      return node.location().toString();
    }
  }

  private static final int MAX_DEPTH = 20;

  private final Document document;

  /** Reads the examples of a document. */
  public DocumentExamples(Document document) {
    this.document = document;
  }

  /** Returns the schema at a pointer in the main file, or null. */
  public @Nullable Place schema(String pointer) {
    DocumentNode node = pointer.startsWith("#") ? document.root() : null;
    for (String step : node == null ? List.<String>of() : steps(pointer)) {
      node = node == null ? null : node.step(step);
    }
    return place(node);
  }

  private static List<String> steps(String pointer) {
    return JsonPointer.parseFragment(pointer).steps();
  }

  /** Returns the schema of a property of an object, or null. */
  public @Nullable Place property(@Nullable Place object, String name) {
    return object == null ? null : place(property(object.node, name, 0));
  }

  private @Nullable DocumentNode property(DocumentNode written, String name, int depth) {
    DocumentNode schema = document.follow(written);
    if (schema == null || depth > MAX_DEPTH) {
      return null;
    }
    DocumentNode properties = schema.get("properties");
    DocumentNode found = properties == null ? null : properties.get(name);
    DocumentNode all = schema.get("allOf");
    for (DocumentNode part : all == null ? List.<DocumentNode>of() : all.items()) {
      found = found == null ? property(part, name, depth + 1) : found;
    }
    return found;
  }

  /** Returns the schema of the items of a list, or null. */
  public @Nullable Place items(@Nullable Place list) {
    DocumentNode schema = list == null ? null : document.follow(list.node);
    return schema == null ? null : place(schema.get("items"));
  }

  /** Returns the schema of a media type, or null. */
  public @Nullable Place schemaOf(@Nullable Place media) {
    return media == null ? null : place(media.node.get("schema"));
  }

  /** Returns a media type of the request of an operation, or null. */
  public @Nullable Place request(String method, String path, String type) {
    return media(operation(method, path), "requestBody", type);
  }

  /** Returns a media type of a response of an operation, or null. */
  public @Nullable Place response(String method, String path, String key, String type) {
    DocumentNode operation = operation(method, path);
    DocumentNode responses = operation == null ? null : operation.get("responses");
    String found = key;
    for (String each : responses == null ? List.<String>of() : responses.members().keySet()) {
      found = each.equalsIgnoreCase(key) ? each : found;
    }
    return media(responses, found, type);
  }

  private @Nullable DocumentNode operation(String method, String path) {
    return document.operations().get(Document.key(method, path));
  }

  private @Nullable Place media(@Nullable DocumentNode parent, String name, String type) {
    DocumentNode written = parent == null ? null : parent.get(name);
    DocumentNode body = written == null ? null : document.follow(written);
    DocumentNode content = body == null ? null : body.get("content");
    return content == null ? null : place(content.get(type));
  }

  /** Returns a parameter of an operation, or null. */
  public @Nullable Place parameter(String method, String path, String in, String name) {
    DocumentNode item = document.paths().get(path);
    Place found = null;
    for (DocumentNode owner : owners(operation(method, path), item)) {
      DocumentNode list = owner.get("parameters");
      for (DocumentNode written : list == null ? List.<DocumentNode>of() : list.items()) {
        DocumentNode parameter = document.follow(written);
        if (found == null
            && parameter != null
            && name.equals(parameter.text("name"))
            && in.equalsIgnoreCase(String.valueOf(parameter.text("in")))) {
          found = place(parameter);
        }
      }
    }
    return found;
  }

  private static List<DocumentNode> owners(@Nullable DocumentNode... nodes) {
    List<DocumentNode> owners = new ArrayList<>();
    for (DocumentNode node : nodes) {
      if (node != null) {
        owners.add(node);
      }
    }
    return owners;
  }

  /**
   * Returns the examples of a place itself: maps, lists, texts, numbers and booleans, in which null
   * is {@link JsonNull}.
   */
  public List<Object> examples(@Nullable Place place) {
    List<Object> found = new ArrayList<>();
    if (place != null) {
      addExamples(place.node, found);
      DocumentNode followed = document.follow(place.node);
      if (found.isEmpty() && followed != null) {
        addExamples(followed, found);
      }
    }
    return found;
  }

  private void addExamples(DocumentNode node, List<Object> found) {
    DocumentNode one = node.get("example");
    if (one != null && !one.isNull()) {
      found.add(json(RawValues.of(one)));
    }
    DocumentNode several = node.get("examples");
    if (several != null && several.isList()) {
      several.items().forEach(each -> found.add(json(RawValues.of(each))));
    } else if (several != null) {
      for (DocumentNode written : several.members().values()) {
        DocumentNode example = document.follow(written);
        DocumentNode value = example == null ? null : example.get("value");
        if (value != null && !value.isNull()) {
          found.add(json(RawValues.of(value)));
        }
      }
    }
  }

  private static Object json(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      object.forEach((name, member) -> copy.put(name, json(member)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(json(item)));
      return copy;
    }
    return value == null ? JsonNull.INSTANCE : value;
  }

  private static @Nullable Place place(@Nullable DocumentNode node) {
    return node == null ? null : new Place(node);
  }
}
