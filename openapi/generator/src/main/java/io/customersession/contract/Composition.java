package io.customersession.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Composes one document of two: a base, and a document that extends it. The extending document
 * names the base under {@code x-extends/document}, adds paths and components of its own, which may
 * refer to the base, and changes the base by {@code x-extends/changes}: objects are merged, items
 * that lists do not have are appended, null removes, and everything else replaces.
 */
public final class Composition {
  static final String EXTENSION = "x-extends";
  private static final String DOCUMENT = "document";
  private static final String CHANGES = "changes";
  private static final int WIDTH = 120;

  private final Path file;
  private final Path base;
  private final MappingNode root;
  private final @Nullable Node changes;

  private Composition(Path file) {
    this.file = file.toAbsolutePath().normalize();
    root = read(this.file);
    Node extension = member(root, EXTENSION);
    if (!(extension instanceof MappingNode settings)
        || !(member(settings, DOCUMENT) instanceof ScalarNode name)) {
      throw new InvalidContractException(
          List.of(
              new Diagnostic(
                  new SourceLocation(this.file, 1, 1),
                  "this document extends none",
                  "add \"" + EXTENSION + ": {document: FILE}\"")));
    }
    base = this.file.resolveSibling(name.getValue()).normalize();
    changes = member(settings, CHANGES);
  }

  /**
   * Writes the composed document, unless it is up to date.
   *
   * @param extension the document that extends another one
   * @param output the file to write
   * @throws InvalidContractException if one of the documents cannot be read
   */
  public static void write(Path extension, Path output) {
    OutputFile.write(output, new Composition(extension).text());
  }

  private String text() {
    Node whole = changes == null ? read(base) : merged(read(base), changes);
    List<NodeTuple> own =
        root.getValue().stream().filter(member -> !name(member).equals(EXTENSION)).toList();
    whole = merged(whole, new MappingNode(root.getTag(), own, root.getFlowStyle()));
    return text(whole);
  }

  private String text(Node node) {
    DumpSettings settings =
        DumpSettings.builder().setSchema(new JsonSchema()).setWidth(WIDTH).build();
    return new Present(settings)
        .emitToString(new Serialize(settings).serializeOne(node).iterator());
  }

  /** Reads a file, first with locations, so that what is wrong with it is reported with them. */
  private static MappingNode read(Path path) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    DocumentReader.read(path, diagnostics);
    if (!diagnostics.isEmpty()) {
      throw new InvalidContractException(diagnostics);
    }
    LoadSettings settings =
        LoadSettings.builder().setSchema(new JsonSchema()).setParseComments(false).build();
    try {
      return (MappingNode)
          new Compose(settings).composeString(Files.readString(path)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node merged(Node before, Node change) {
    if (before instanceof SequenceNode list && change instanceof SequenceNode more) {
      List<Node> items = new ArrayList<>(list.getValue());
      Set<String> known = list.getValue().stream().map(this::text).collect(Collectors.toSet());
      more.getValue().stream()
          .map(this::local)
          .filter(item -> known.add(text(item)))
          .forEach(items::add);
      return new SequenceNode(list.getTag(), items, list.getFlowStyle());
    }
    if (!(before instanceof MappingNode object) || !(change instanceof MappingNode more)) {
      return local(change);
    }
    Map<String, NodeTuple> members = new LinkedHashMap<>();
    object.getValue().forEach(member -> members.put(name(member), member));
    for (NodeTuple member : more.getValue()) {
      Node value = member.getValueNode();
      NodeTuple known = members.get(name(member));
      if (Tag.NULL.equals(value.getTag())) {
        members.remove(name(member));
      } else if (known == null) {
        members.put(name(member), new NodeTuple(member.getKeyNode(), local(value)));
      } else {
        members.put(
            name(member), new NodeTuple(known.getKeyNode(), merged(known.getValueNode(), value)));
      }
    }
    return new MappingNode(
        object.getTag(), new ArrayList<>(members.values()), object.getFlowStyle());
  }

  /** Returns a node of the extending document with its references to the base made local. */
  private Node local(Node node) {
    if (node instanceof SequenceNode list) {
      return new SequenceNode(
          list.getTag(), list.getValue().stream().map(this::local).toList(), list.getFlowStyle());
    }
    if (!(node instanceof MappingNode object)) {
      return node;
    }
    List<NodeTuple> members = new ArrayList<>();
    for (NodeTuple member : object.getValue()) {
      Node value = member.getValueNode();
      members.add(
          new NodeTuple(
              member.getKeyNode(),
              name(member).equals("$ref") && value instanceof ScalarNode reference
                  ? reference(reference)
                  : local(value)));
    }
    return new MappingNode(object.getTag(), members, object.getFlowStyle());
  }

  private Node reference(ScalarNode reference) {
    String text = reference.getValue();
    int hash = text.indexOf('#');
    return hash > 0 && file.resolveSibling(text.substring(0, hash)).normalize().equals(base)
        ? new ScalarNode(reference.getTag(), text.substring(hash), reference.getScalarStyle())
        : reference;
  }

  private static @Nullable Node member(MappingNode object, String name) {
    return object.getValue().stream()
        .filter(member -> name(member).equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElse(null);
  }

  private static String name(NodeTuple member) {
    return member.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }
}
