package io.customersession.contract.client;

import io.customersession.contract.operation.Parameter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes the value of a parameter by its style. The value is a tree of texts: a String, or a List
 * or Map of trees. The rules for lists and objects are those of RFC 6570.
 */
final class ParameterWriter {
  /** Reserved characters that do not end or divide a query, nor stand for a blank in it. */
  private static final String RESERVED = ":/?@!$'()*,;";

  /** A pair of a query or of cookies, percent-encoded. */
  static final class Pair {
    final String name;
    final String value;

    private Pair(String name, String value) {
      this.name = name;
      this.value = value;
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  private final Parameter parameter;
  private final String name;

  private ParameterWriter(Parameter parameter) {
    this.parameter = parameter;
    name = parameter.name();
  }

  /**
   * Returns the part of a path that a parameter stands for, percent-encoded.
   *
   * @throws IllegalArgumentException if the value cannot be sent
   */
  static String path(Parameter parameter, Object tree) {
    return new ParameterWriter(parameter).path(tree);
  }

  /**
   * Returns true for one or two dots, encoded or not, which servers and proxies take for a step in
   * the path.
   */
  static boolean isDots(String segment) {
    String text = segment.replace("%2E", ".").replace("%2e", ".");
    return text.equals(".") || text.equals("..");
  }

  private String path(Object tree) {
    boolean explode = parameter.explode();
    switch (parameter.style()) {
      case LABEL:
        return "." + joined(tree, explode ? '.' : ',', explode);
      case MATRIX:
        if (explode && !(tree instanceof String)) {
          StringBuilder path = new StringBuilder();
          pairs(tree).forEach(pair -> path.append(';').append(pair));
          return path.toString();
        }
        String text = joined(tree, ',', false);
        return ";" + encode(name) + (text.isEmpty() ? "" : "=" + text);
      default:
        return joined(tree, ',', explode);
    }
  }

  /**
   * Returns the value of a header.
   *
   * @throws IllegalArgumentException if the value cannot be sent
   */
  static String header(Parameter parameter, Object tree) {
    return new ParameterWriter(parameter).joined(tree, ',', parameter.explode());
  }

  /**
   * Returns the pairs of a query or of cookies.
   *
   * @throws IllegalArgumentException if the value cannot be sent
   */
  static List<Pair> pairs(Parameter parameter, Object tree) {
    ParameterWriter writer = new ParameterWriter(parameter);
    List<Pair> pairs = new ArrayList<>();
    if (tree instanceof String) {
      pairs.add(writer.pair(parameter.name(), (String) tree));
    } else if (parameter.style() == Parameter.Style.DEEP_OBJECT) {
      writer.deep(parameter.name(), tree, tree instanceof List ? "[]" : "", pairs);
    } else if (parameter.explode()) {
      return writer.pairs(tree);
    } else {
      String name = writer.encode(parameter.name());
      pairs.add(new Pair(name, writer.joined(tree, writer.separator(), false)));
    }
    return pairs;
  }

  private char separator() {
    switch (parameter.style()) {
      case SPACE_DELIMITED:
        return ' ';
      case PIPE_DELIMITED:
        return '|';
      default:
        return ',';
    }
  }

  /** Returns a pair for each item of a list or each member of an object. */
  private List<Pair> pairs(Object tree) {
    List<Pair> pairs = new ArrayList<>();
    if (tree instanceof Map) {
      ((Map<?, ?>) tree).forEach((member, value) -> deep(member.toString(), value, "", pairs));
    } else {
      deep(name, tree, "", pairs);
    }
    return pairs;
  }

  /** Adds a pair for each text, members of objects named in brackets. */
  private void deep(String path, Object tree, String afterListName, List<Pair> pairs) {
    if (tree instanceof Map) {
      ((Map<?, ?>) tree)
          .forEach((member, value) -> deep(path + "[" + member + "]", value, "", pairs));
    } else if (tree instanceof List) {
      int index = 0;
      for (Object item : (List<?>) tree) {
        if (item instanceof String) {
          pairs.add(pair(path + afterListName, (String) item));
        } else {
          deep(path + "[" + index + "]", item, "", pairs);
        }
        index++;
      }
    } else {
      pairs.add(pair(path, (String) tree));
    }
  }

  private Pair pair(String pairName, String value) {
    return new Pair(encode(pairName), encode(value));
  }

  private String joined(Object tree, char separator, boolean namesMembers) {
    if (tree instanceof String) {
      return encode((String) tree);
    }
    List<String> parts = new ArrayList<>();
    if (tree instanceof Map) {
      for (Map.Entry<?, ?> member : ((Map<?, ?>) tree).entrySet()) {
        String key = part(member.getKey().toString(), separator);
        String value = part(text(member.getValue()), separator);
        if (namesMembers) {
          parts.add(key + "=" + value);
        } else {
          parts.add(key);
          parts.add(value);
        }
      }
    } else {
      for (Object item : (List<?>) tree) {
        if (!(item instanceof String)) {
          throw nested();
        }
        parts.add(part((String) item, separator));
      }
    }
    return String.join(
        separator == ' ' || separator == '|' ? encode("" + separator) : "" + separator, parts);
  }

  /** Returns a member's text; OpenAPI does not define lists in an object of these styles. */
  private String text(Object value) {
    if (value instanceof String) {
      return (String) value;
    }
    if (value instanceof Map || parameter.in() == Parameter.In.HEADER) {
      throw nested();
    }
    StringBuilder text = new StringBuilder();
    for (Iterator<?> items = ((List<?>) value).iterator(); items.hasNext(); ) {
      Object item = items.next();
      if (!(item instanceof String) || ((String) item).indexOf(',') >= 0) {
        throw nested();
      }
      text.append(item).append(items.hasNext() ? "," : "");
    }
    return text.toString();
  }

  private IllegalArgumentException nested() {
    return new IllegalArgumentException(
        name + " contains a list or an object, which its style cannot represent");
  }

  /** Returns one part of a list or an object, which must not contain the separator. */
  private String part(String text, char separator) {
    boolean isEncoded =
        parameter.in() != Parameter.In.HEADER && separator != ' ' && separator != '|';
    if (!isEncoded && text.indexOf(separator) >= 0) {
      throw new IllegalArgumentException(
          name + " contains \"" + separator + "\" in a value, but that separates its values");
    }
    String encoded = encode(text);
    return separator == '.' ? encoded.replace(".", "%2E") : encoded.replace(",", "%2C");
  }

  private String encode(String text) {
    if (parameter.in() == Parameter.In.HEADER) {
      return text;
    }
    return encode(
        name,
        text,
        parameter.allowReserved() && parameter.in() == Parameter.In.QUERY ? RESERVED : "");
  }

  /**
   * Encodes everything except the unreserved characters of RFC 3986, so that a value is always a
   * single path segment.
   *
   * @param kept further characters that are not encoded
   */
  static String encode(String name, String value, String kept) {
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + " contains an unpaired surrogate", e);
    }
    StringBuilder encoded = new StringBuilder(bytes.remaining());
    while (bytes.hasRemaining()) {
      int octet = bytes.get() & 0xFF;
      if ((octet >= 'a' && octet <= 'z')
          || (octet >= 'A' && octet <= 'Z')
          || (octet >= '0' && octet <= '9')
          || octet == '-'
          || octet == '.'
          || octet == '_'
          || octet == '~'
          || kept.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%');
        encoded.append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
      }
    }
    return encoded.toString();
  }
}
