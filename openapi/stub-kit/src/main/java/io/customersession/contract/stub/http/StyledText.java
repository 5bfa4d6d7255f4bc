package io.customersession.contract.stub.http;

import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.Parameter.Style;
import io.customersession.contract.violation.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the text of one parameter apart by its style, into a String, a List or a Map. Texts are
 * taken apart before they are decoded, so that an encoded separator belongs to a value.
 */
final class StyledText {
  /** Thrown if a text is not composed as the style says. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Rule rule;

    MalformedException(String requirement) {
      this(Rule.FORMAT, requirement);
    }

    MalformedException(Rule rule, String requirement) {
      super(requirement, null, false, false);
      this.rule = rule;
    }

    Rule rule() {
      return rule;
    }
  }

  private static final Pattern SPACE = Pattern.compile("%20|\\+| ");
  private static final Pattern PIPE = Pattern.compile("%7[Cc]|\\|");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern SEMICOLON = Pattern.compile(";");

  private final Parameter parameter;

  StyledText(Parameter parameter) {
    this.parameter = parameter;
  }

  /**
   * Takes a text apart.
   *
   * @throws MalformedException with what the text must be
   */
  Object tree(String raw) throws MalformedException {
    boolean explode = parameter.explode();
    return switch (parameter.style()) {
      case LABEL -> parts(after(".", raw), explode ? DOT : COMMA, explode);
      case MATRIX -> matrix(after(";", raw));
      case SIMPLE -> parts(raw, COMMA, explode);
      case SPACE_DELIMITED -> parts(raw, SPACE, false);
      case PIPE_DELIMITED -> parts(raw, PIPE, false);
      case FORM, DEEP_OBJECT -> parts(raw, COMMA, false);
      case JSON -> decoded(raw);
    };
  }

  /** Decodes a text that is not taken apart. */
  String decoded(String raw) throws MalformedException {
    if (parameter.in() == Parameter.In.HEADER) {
      return raw;
    }
    String text = PercentEncoding.decode(raw, parameter.in() == Parameter.In.QUERY);
    if (text == null && parameter.in() == Parameter.In.COOKIE) {
      // Not everybody encodes cookies.
      return raw;
    }
    if (text == null) {
      throw new MalformedException("be percent-encoded, well-formed UTF-8");
    }
    return text;
  }

  private static String after(String start, String raw) throws MalformedException {
    if (!raw.startsWith(start)) {
      throw new MalformedException("start with \"" + start + "\"");
    }
    return raw.substring(start.length());
  }

  private Object matrix(String raw) throws MalformedException {
    if (parameter.explode() && !parameter.isText()) {
      Object parts = parts(raw, SEMICOLON, true);
      if (!parameter.isList()) {
        return parts;
      }
      List<Object> items = new ArrayList<>();
      for (String pair : raw.isEmpty() ? new String[0] : SEMICOLON.split(raw, -1)) {
        items.add(decoded(value(pair)));
      }
      return items;
    }
    return parts(value(raw), COMMA, false);
  }

  /** Returns what stands after the name of the parameter. */
  private String value(String pair) throws MalformedException {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    if (!name.equals(parameter.name())) {
      throw new MalformedException("have the form ;" + parameter.name() + "=value");
    }
    return equals < 0 ? "" : pair.substring(equals + 1);
  }

  private Object parts(String raw, Pattern separator, boolean namesMembers)
      throws MalformedException {
    if (!parameter.isList() && !parameter.isObject()) {
      return decoded(raw);
    }
    List<String> parts = new ArrayList<>();
    for (String part : raw.isEmpty() ? new String[0] : separator.split(raw, -1)) {
      parts.add(parameter.in() == Parameter.In.HEADER ? part.strip() : part);
    }
    return parameter.isList() ? items(parts) : namesMembers ? namedMembers(parts) : members(parts);
  }

  private List<Object> items(List<String> parts) throws MalformedException {
    List<Object> items = new ArrayList<>();
    for (String part : parts) {
      items.add(decoded(part));
    }
    return items;
  }

  private Map<String, Object> namedMembers(List<String> parts) throws MalformedException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new MalformedException("be a list of name=value");
      }
      put(members, decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
    }
    return members;
  }

  private Map<String, Object> members(List<String> parts) throws MalformedException {
    if (parts.size() % 2 != 0) {
      throw new MalformedException("have a value for each name, such as a" + example() + "1");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i += 2) {
      put(members, decoded(parts.get(i)), decoded(parts.get(i + 1)));
    }
    return members;
  }

  private String example() {
    return parameter.style() == Style.SPACE_DELIMITED
        ? "%20"
        : parameter.style() == Style.PIPE_DELIMITED ? "%7C" : ",";
  }

  private static void put(Map<String, Object> members, String name, String value)
      throws MalformedException {
    if (members.putIfAbsent(name, value) != null) {
      throw new MalformedException("have the member \"" + name + "\" once at most");
    }
  }
}
