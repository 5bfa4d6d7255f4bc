package io.customersession.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads a file in YAML 1.2, or in JSON, into nodes that know their location. Scalars follow the
 * JSON schema ruleset, as OpenAPI requires, but for {@code True} and the like, which every other
 * ruleset reads as a boolean or null. A plain scalar that only YAML 1.1 reads as another type is
 * text, with a warning, because other tools may read it that way.
 */
final class DocumentReader {
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;
  private static final int MAX_DEPTH = 100;

  /** Limits how far nested aliases can expand a small file. */
  private static final int MAX_REPEATED = 200_000;

  /** The length of the longest scalar that may be a number. */
  private static final int MAX_LENGTH = 100;

  /** What YAML 1.1 reads as a boolean, null or a number, and the JSON schema ruleset as text. */
  private static final Pattern NOT_TEXT_IN_YAML_1_1 =
      Pattern.compile(
          "(?i:yes|no|on|off|true|false|null)|[-+]?\\.(?i:inf|nan)"
              + "|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?0o?[0-7_]+"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
              + "|[-+]?([0-9][0-9_]*(\\.[0-9_]*)?|\\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?");

  /** What the core schema of YAML 1.2 and YAML 1.1 read alike, and the JSON schema as text. */
  private static final Map<String, String> CORE =
      Map.of(
          "True", "true", "TRUE", "true", "False", "false", "FALSE", "false", "Null", "null",
          "NULL", "null", "~", "null");

  /** A regular expression takes the two surrogates of a pair for one character. */
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

  private final Path path;
  private final List<Diagnostic> diagnostics;

  /** The nodes around the one that is being read, to find aliases that contain themselves. */
  private final Set<Node> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The nodes that have been read, to count those that aliases repeat. */
  private final Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());

  private int repeated;

  private DocumentReader(Path path, List<Diagnostic> diagnostics) {
    this.path = path;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads a file.
   *
   * @param diagnostics receives what is wrong with the file but does not keep it from being read
   * @throws InvalidContractException if the file cannot be read, or is not an object in YAML
   */
  static DocumentNode read(Path path, List<Diagnostic> diagnostics) {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new InvalidContractException(path + ": there is no such file; check the name");
    } catch (IOException e) {
      throw new InvalidContractException(
          path + ": cannot be read (" + e.getMessage() + "); it must be text in UTF-8");
    }
    DocumentReader reader = new DocumentReader(path, diagnostics);
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return reader.read(YamlText.ofJson(text));
    }
    try {
      return reader.read(text);
    } catch (InvalidContractException e) {
      String spaced = YamlText.withoutTabs(text);
      if (spaced.equals(text)) {
        throw e;
      }
      return reader.read(spaced);
    }
  }

  private DocumentNode read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(path.toString())
            .setSchema(new JsonSchema())
            .setCodePointLimit(MAX_CODE_POINTS)
            // It fails if a pair of surrogates is in two buffers.
            .setBufferSize(text.length() + 1)
            // What they repeat is counted instead.
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    Optional<Node> root;
    try {
      requireMaxDepth(new Parse(settings).parseString(text));
      root = new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw new InvalidContractException(List.of(syntax(e)));
    } catch (ReaderException e) {
      throw new InvalidContractException(List.of(unprintable(text, e)));
    } catch (YamlEngineException e) {
      throw new InvalidContractException(path + ":1:1: " + e.getMessage() + "; correct the YAML");
    }
    if (root.isEmpty() || !(root.get() instanceof MappingNode)) {
      throw new InvalidContractException(
          List.of(
              new Diagnostic(
                  new SourceLocation(path, 1, 1),
                  "this is not an object",
                  "an OpenAPI document starts with \"openapi: 3.0.3\"")));
    }
    return node(root.get());
  }

  /** Checks the events first, because composing nodes recurses until the stack overflows. */
  private void requireMaxDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw tooDeep(location(event.getStartMark()));
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private static InvalidContractException tooDeep(SourceLocation location) {
    return new InvalidContractException(
        List.of(
            new Diagnostic(
                location,
                "values are nested more than " + MAX_DEPTH + " deep",
                "define the inner ones by themselves and refer to them")));
  }

  private Diagnostic unprintable(String text, ReaderException e) {
    int at =
        text.codePoints()
            .takeWhile(each -> each != e.getCodePoint())
            .map(Character::charCount)
            .sum();
    String before = text.substring(0, at);
    String name = "U+%04X".formatted(e.getCodePoint());
    return new Diagnostic(
        new SourceLocation(
            path,
            1 + (int) before.chars().filter(each -> each == '\n').count(),
            at - before.lastIndexOf('\n')),
        "the character " + name + " is not allowed in YAML",
        "remove it, or write \"\\u%04X\" in double quotes".formatted(e.getCodePoint()));
  }

  private Diagnostic syntax(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    StringBuilder problem = new StringBuilder("this is not YAML");
    if (e.getProblem() != null) {
      problem.append(": ").append(e.getProblem().replaceAll("\\s+", " "));
    }
    if (e.getContext() != null) {
      problem.append(" (").append(e.getContext().replaceAll("\\s+", " "));
      e.getContextMark()
          .filter(context -> !context.equals(mark.orElse(null)))
          .ifPresent(
              context -> problem.append(" that starts in line ").append(context.getLine() + 1));
      problem.append(")");
    }
    return new Diagnostic(
        location(mark),
        problem.toString(),
        "check indentation, colons, quotes and brackets here and in the line above");
  }

  private DocumentNode node(Node node) {
    SourceLocation location = location(node.getStartMark());
    if (!ancestors.add(node)) {
      throw new InvalidContractException(
          List.of(
              new Diagnostic(
                  location, "this value contains an alias of itself", "write out what is meant")));
    }
    if (ancestors.size() > MAX_DEPTH + 1) {
      throw tooDeep(location);
    }
    if (!known.add(node) && ++repeated > MAX_REPEATED) {
      throw new InvalidContractException(
          List.of(
              new Diagnostic(
                  location,
                  "aliases repeat more than " + MAX_REPEATED + " values",
                  "define this value under components and refer to it")));
    }
    DocumentNode read;
    if (node instanceof MappingNode mapping) {
      read = object(location, mapping);
    } else if (node instanceof SequenceNode sequence) {
      List<DocumentNode> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(node(item)));
      read = DocumentNode.list(location, items);
    } else {
      read = scalar(location, (ScalarNode) node);
    }
    ancestors.remove(node);
    return read;
  }

  private DocumentNode scalar(SourceLocation location, ScalarNode scalar) {
    String core = scalar.getScalarStyle() == ScalarStyle.PLAIN ? CORE.get(scalar.getValue()) : null;
    if (core != null) {
      report(
          Diagnostic.warning(
              location,
              scalar.getValue()
                  + " is read as "
                  + core
                  + "; the JSON schema of YAML 1.2 has only "
                  + core,
              "write " + core + ", or \"" + scalar.getValue() + "\" in quotes if it is text"));
      return DocumentNode.scalar(location, core.equals("null") ? null : core, false);
    }
    requireSameInYaml11(location, scalar);
    boolean isNull = Tag.NULL.equals(scalar.getTag());
    return DocumentNode.scalar(
        location, isNull ? null : characters(location, scalar), Tag.STR.equals(scalar.getTag()));
  }

  /** Returns the text of a scalar without unpaired surrogates, which no message can have. */
  private String characters(SourceLocation location, ScalarNode scalar) {
    String text = scalar.getValue();
    if (UNPAIRED_SURROGATE.matcher(text).find()) {
      report(
          Diagnostic.warning(
              location,
              "an unpaired surrogate is not a character; U+FFFD is read instead",
              "write the whole pair"));
      return UNPAIRED_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }
    return text;
  }

  private void requireSameInYaml11(SourceLocation location, ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN
        && Tag.STR.equals(scalar.getTag())
        && text.length() <= MAX_LENGTH
        && NOT_TEXT_IN_YAML_1_1.matcher(text).matches()) {
      report(
          Diagnostic.warning(
              location,
              text + " is text in YAML 1.2, but not in YAML 1.1",
              "write \""
                  + text
                  + "\" in quotes if it is text, or true, false, null or a decimal"
                  + " number"));
    }
  }

  private DocumentNode object(SourceLocation location, MappingNode mapping) {
    Map<String, DocumentNode> members = new LinkedHashMap<>();
    Map<String, SourceLocation> keys = new LinkedHashMap<>();
    for (NodeTuple member : mapping.getValue()) {
      SourceLocation keyLocation = location(member.getKeyNode().getStartMark());
      if (!(member.getKeyNode() instanceof ScalarNode key)) {
        report(new Diagnostic(keyLocation, "this name is not text", "write it in quotes"));
        continue;
      }
      if (isMerge(key)) {
        report(
            Diagnostic.warning(
                keyLocation, "YAML 1.2 has no merge keys", "write out what this one merges"));
        continue;
      }
      requireSameInYaml11(keyLocation, key);
      SourceLocation first = keys.putIfAbsent(key.getValue(), keyLocation);
      if (first != null) {
        report(
            new Diagnostic(
                keyLocation,
                "\"" + key.getValue() + "\" is already defined in line " + first.line(),
                "remove one of the two, or rename it"));
        continue;
      }
      members.put(key.getValue(), node(member.getValueNode()));
    }
    for (NodeTuple member : mapping.getValue()) {
      if (member.getKeyNode() instanceof ScalarNode key && isMerge(key)) {
        merge(node(member.getValueNode()), members, keys);
      }
    }
    return DocumentNode.object(location, members, keys);
  }

  /** Reports a fault once, however often aliases repeat it. */
  private void report(Diagnostic fault) {
    if (repeated == 0 || !diagnostics.contains(fault)) {
      diagnostics.add(fault);
    }
  }

  private static boolean isMerge(ScalarNode key) {
    return key.getScalarStyle() == ScalarStyle.PLAIN && key.getValue().equals("<<");
  }

  /** Adds what an object does not have yet from another one, or from a list of others in order. */
  private void merge(
      DocumentNode merged, Map<String, DocumentNode> members, Map<String, SourceLocation> keys) {
    if (merged.isList()) {
      merged.items().forEach(each -> merge(each, members, keys));
    } else if (merged.isObject()) {
      merged
          .members()
          .forEach(
              (name, value) -> {
                if (members.putIfAbsent(name, value) == null) {
                  keys.put(name, merged.keyLocation(name));
                }
              });
    } else {
      report(
          new Diagnostic(merged.location(), "only objects can be merged", "write one, or a list"));
    }
  }

  private SourceLocation location(Optional<Mark> mark) {
    return mark.map(it -> new SourceLocation(path, it.getLine() + 1, it.getColumn() + 1))
        .orElseGet(() -> new SourceLocation(path, 1, 1));
  }
}
