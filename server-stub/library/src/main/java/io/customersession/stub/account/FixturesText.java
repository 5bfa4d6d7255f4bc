package io.customersession.stub.account;

import com.google.gson.stream.JsonWriter;
import io.customersession.contract.violation.JsonPointer;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
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
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The text of a fixtures file as JSON, for the generated codecs, with the line of every value. Only
 * this class knows the YAML library, which a stub without a file does not load.
 */
final class FixturesText {
  static final int MAX_BYTES = 3 << 20;
  private static final int MAX_DEPTH = 50;

  /** What {@link #MAX_BYTES} of YAML can become if every alias stands for itself only. */
  private static final int MAX_JSON = 8 * MAX_BYTES;

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private final FixturesProblems problems;
  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);
  private final Deque<String> steps = new ArrayDeque<>();
  private final Map<String, String> inexpressible = new LinkedHashMap<>();
  private final Set<Node> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Node root;

  private FixturesText(String file, String yaml, FixturesProblems problems) {
    this.problems = problems;
    root = compose(file, yaml);
  }

  /**
   * Parses the text of a file.
   *
   * @param file the name of the file
   * @throws InvalidFixturesException if it is not YAML, or too large or nested too deep
   */
  static FixturesText parse(String file, String yaml, FixturesProblems problems) {
    FixturesText parsed = new FixturesText(file, yaml, problems);
    try {
      parsed.write(parsed.root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed;
  }

  /**
   * Returns the file as JSON in UTF-8, with numbers as they were written. A member that is given
   * twice is there twice.
   */
  byte[] json() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the line of a value, or of the closest value around it. */
  int line(JsonPointer pointer) {
    return line(node(pointer.steps()).getStartMark());
  }

  /** Returns the line of a member's name. */
  int lineOfName(JsonPointer pointer) {
    List<NodeTuple> members = members(pointer);
    return members.isEmpty() ? line(pointer) : lineOfName(members.get(0));
  }

  /** Returns the line where a member was given again. */
  int lineOfRepetition(JsonPointer pointer) {
    List<NodeTuple> members = members(pointer);
    return members.isEmpty() ? line(pointer) : lineOfName(members.get(members.size() - 1));
  }

  /**
   * Returns what is wrong with values that JSON cannot express, by their JSON pointers. They are
   * null in the JSON, or have a replacement for what is wrong.
   */
  Map<String, String> inexpressible() {
    return inexpressible;
  }

  /** Returns the members of an object that a pointer leads to, all of one name. */
  private List<NodeTuple> members(JsonPointer pointer) {
    List<String> around = pointer.steps();
    return around.isEmpty()
        ? List.of()
        : members(node(around.subList(0, around.size() - 1)), around.get(around.size() - 1));
  }

  private static List<NodeTuple> members(Node node, String name) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream().filter(member -> name(member).equals(name)).toList()
        : List.of();
  }

  /** Returns the node that steps lead to, or the last one on the way. */
  private Node node(List<String> path) {
    Node node = root;
    for (String step : path) {
      List<NodeTuple> members = members(node, step);
      if (!members.isEmpty()) {
        node = members.get(0).getValueNode();
      } else if (node instanceof SequenceNode sequence) {
        node = sequence.getValue().get(Integer.parseInt(step));
      } else {
        return node;
      }
    }
    return node;
  }

  private static int lineOfName(NodeTuple member) {
    return line(member.getKeyNode().getStartMark());
  }

  private Node compose(String file, String yaml) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_BYTES).build();
    try {
      checkDepth(new Parse(settings).parseString(yaml));
      return new Compose(settings)
          .composeString(yaml)
          .orElseThrow(() -> problems.with(1, "there is nothing in it"));
    } catch (MarkedYamlEngineException e) {
      throw problems.with(
          line(e.getProblemMark()), "this is neither YAML nor JSON: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw problems.with(1, "this is neither YAML nor JSON: " + e.getMessage());
    }
  }

  /** Checks the events first, because composing nodes recurses until the stack overflows. */
  private void checkDepth(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw tooDeep(line(event.getStartMark()));
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private InvalidFixturesException tooDeep(int line) {
    return problems.with(line, "it must be nested at most " + MAX_DEPTH + " deep");
  }

  private void write(Node node) throws IOException {
    // Aliases can nest deeper than the text, and multiply what it has.
    if (entered.size() > MAX_DEPTH) {
      throw tooDeep(line(node.getStartMark()));
    }
    if (text.getBuffer().length() > MAX_JSON) {
      throw problems.with(
          line(node.getStartMark()), "its aliases stand for more than " + MAX_JSON + " characters");
    }
    if (!entered.add(node)) {
      writeNull("must not contain itself");
      return;
    }
    if (node instanceof MappingNode mapping) {
      json.beginObject();
      for (NodeTuple member : mapping.getValue()) {
        json.name(name(member));
        write(member.getValueNode(), name(member));
      }
      json.endObject();
    } else if (node instanceof SequenceNode sequence) {
      json.beginArray();
      int index = 0;
      for (Node item : sequence.getValue()) {
        write(item, Integer.toString(index++));
      }
      json.endArray();
    } else {
      writeScalar((ScalarNode) node);
    }
    entered.remove(node);
  }

  private void write(Node node, String step) throws IOException {
    steps.addLast(step);
    write(node);
    steps.removeLast();
  }

  private void writeScalar(ScalarNode node) throws IOException {
    String value = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      String wellFormed = wellFormed(value);
      if (!wellFormed.equals(value)) {
        addInexpressible(FixtureValue.TEXT_RULE);
      }
      json.value(wellFormed);
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      // YAML allows a point without digits after it.
      String number = value.replaceAll("\\.(?![0-9])", ".0");
      if (JSON_NUMBER.matcher(number).matches()) {
        json.jsonValue(number);
      } else {
        writeNull("must be a number that JSON can express, not " + value);
      }
    } else if (tag.equals(Tag.BOOL)) {
      json.value(value.equals("true"));
    } else if (tag.equals(Tag.NULL)) {
      writeNull("must not be null");
    } else {
      writeNull("must not have the YAML tag " + tag);
    }
  }

  private void writeNull(String wrong) throws IOException {
    addInexpressible(wrong);
    json.nullValue();
  }

  /** Keeps as many problems as codecs keep of one rule. */
  private void addInexpressible(String wrong) {
    if (inexpressible.size() < Violations.MAX_PER_RULE) {
      inexpressible.put(JsonPointer.of(steps.toArray(String[]::new)).toString(), wrong);
    }
  }

  /** Returns the name of a member; a name that is not a scalar is none that a schema declares. */
  private static String name(NodeTuple member) {
    return member.getKeyNode() instanceof ScalarNode key ? wellFormed(key.getValue()) : "?";
  }

  /** Returns a text with a replacement for each unpaired surrogate, which JSON cannot express. */
  private static String wellFormed(String text) {
    return FixtureValue.isWellFormed(text)
        ? text
        : text.codePoints()
            .map(each -> each >= 0xD800 && each <= 0xDFFF ? 0xFFFD : each)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(it -> it.getLine() + 1).orElse(1);
  }
}
