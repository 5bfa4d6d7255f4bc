package io.customersession.contract.stub.http;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.UnservedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation for a method and a path. Segments are compared one by one: literals first,
 * however they are encoded, then parameters beside literal text, then parameters alone. Thread-safe
 * after its creation.
 */
public final class Router {
  private final Node root = new Node();

  /**
   * Creates a router.
   *
   * @param operations the operations to find
   * @param unserved the operations that are known but not served
   */
  public Router(List<? extends Operation> operations, List<UnservedOperation> unserved) {
    for (Operation operation : operations) {
      node(operation.path()).operations.put(operation.method(), operation);
    }
    for (UnservedOperation operation : unserved) {
      node(operation.path()).unserved.put(operation.method(), operation);
    }
  }

  private Node node(String path) {
    Node node = root;
    for (String segment : segments(path)) {
      node = segment.indexOf('{') >= 0 ? node.parameter(segment) : node.literal(plain(segment));
    }
    return node;
  }

  /**
   * Finds the declared path that matches a path.
   *
   * @param rawPath the path as sent, still percent-encoded, without query
   * @return null if the document declares no such path
   */
  public @Nullable Route find(String rawPath) {
    List<String> values = new ArrayList<>(2);
    Node node = rawPath.startsWith("/") ? root.find(segments(rawPath), 0, values) : null;
    return node == null ? null : new Route(node.operations, node.unserved, values);
  }

  /** Returns a segment without percent-encoding, or as it is if that is malformed. */
  private static String plain(String segment) {
    String plain = segment.indexOf('%') < 0 ? segment : PercentEncoding.decode(segment, false);
    return plain == null ? segment : plain;
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(6);
    int start = 1;
    for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', start)) {
      segments.add(path.substring(start, slash));
      start = slash + 1;
    }
    segments.add(path.substring(start));
    return segments;
  }

  /** A declared path, with the values of its parameters in one request. */
  public static final class Route {
    private final Map<String, Operation> operations;
    private final Map<String, UnservedOperation> unserved;
    private final List<String> values;

    private Route(
        Map<String, Operation> operations,
        Map<String, UnservedOperation> unserved,
        List<String> values) {
      this.operations = operations;
      this.unserved = unserved;
      this.values = values;
    }

    /**
     * Returns the operation for a method, or null if the path has none for it. HEAD has the
     * operation of GET.
     */
    public @Nullable Operation operation(String method) {
      return of(method, operations);
    }

    /**
     * Returns the operation that is known for a method, but not served, or null if there is none;
     * HEAD counts as GET.
     */
    public @Nullable UnservedOperation unserved(String method) {
      return operation(method) == null ? of(method, unserved) : null;
    }

    private static <T> @Nullable T of(String method, Map<String, T> operations) {
      T operation = operations.get(method);
      return operation == null && method.equals("HEAD") ? operations.get("GET") : operation;
    }

    /** Returns the methods with served operations, in alphabetical order. */
    public Set<String> methods() {
      Set<String> methods = new TreeSet<>(operations.keySet());
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      return methods;
    }

    /**
     * Returns the path parameters' values as sent, still percent-encoded, in the order of the path.
     */
    public List<String> rawValues() {
      return values;
    }
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Operation> operations = new TreeMap<>();
    private final Map<String, UnservedOperation> unserved = new TreeMap<>();
    private final List<Parametric> parametric = new ArrayList<>(0);

    private Node literal(String segment) {
      return literals.computeIfAbsent(segment, name -> new Node());
    }

    private Node parameter(String segment) {
      SegmentPattern pattern = new SegmentPattern(segment);
      for (Parametric known : parametric) {
        if (known.pattern.text().equals(pattern.text())) {
          return known.node;
        }
      }
      Parametric added = new Parametric(pattern, new Node());
      int place = 0;
      while (place < parametric.size()
          && parametric.get(place).pattern.literalLength() >= pattern.literalLength()) {
        place++;
      }
      parametric.add(place, added);
      return added.node;
    }

    private @Nullable Node find(List<String> segments, int index, List<String> values) {
      if (index == segments.size()) {
        return operations.isEmpty() && unserved.isEmpty() ? null : this;
      }
      String segment = segments.get(index);
      Node literal = literals.get(plain(segment));
      Node found = literal == null ? null : literal.find(segments, index + 1, values);
      int filled = values.size();
      for (int i = 0; found == null && i < parametric.size(); i++) {
        Parametric next = parametric.get(i);
        if (next.pattern.match(segment, values)) {
          found = next.node.find(segments, index + 1, values);
        }
        if (found == null) {
          values.subList(filled, values.size()).clear();
        }
      }
      return found;
    }
  }

  /** What follows a segment with parameters. */
  private record Parametric(SegmentPattern pattern, Node node) {}
}
