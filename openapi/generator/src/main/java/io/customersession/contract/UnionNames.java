package io.customersession.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the schemas of one union in Java. */
final class UnionNames {
  private static final int MAX_TITLE = 40;
  private static final Map<String, String> FORMATS =
      Map.of("date", "Date", "date-time", "DateTime", "uuid", "Uuid", "binary", "Binary");

  private final FlatSchemas schemas;
  private final Set<String> used = new HashSet<>(Set.of("unknown"));

  UnionNames(FlatSchemas schemas) {
    this.schemas = schemas;
  }

  /**
   * Returns a name that no schema before has, in whatever case.
   *
   * @param schema the schema with everything that it refers to
   * @param values the values of a discriminator that select it
   */
  String name(SchemaPart part, FlatSchema schema, List<String> values) {
    return free(wanted(part, schema, values));
  }

  /** Returns this name, or the name with a number if a schema before has it. */
  String free(String wanted) {
    String free = wanted;
    for (int number = 2; !used.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = wanted + number;
    }
    return free;
  }

  private String wanted(SchemaPart part, FlatSchema schema, List<String> values) {
    String component = component(part);
    if (!component.isEmpty()) {
      return ClassNames.className(component);
    }
    String title = title(part.node());
    if (title != null) {
      return title;
    }
    if (values.size() == 1 && isName(words(values.get(0)))) {
      return words(values.get(0));
    }
    return ofKind(schema);
  }

  /** Returns the name that the title of a schema is, or null if it is none, or a reference. */
  static @Nullable String title(@Nullable DocumentNode schema) {
    String title = schema == null || schema.get("$ref") != null ? null : schema.text("title");
    String words = title == null ? "" : words(title);
    return isName(words) ? words : null;
  }

  /** Returns the words of a text, capitalized, and not in capitals only: NOT_FOUND is NotFound. */
  private static String words(String text) {
    boolean isUpper = text.equals(text.toUpperCase(Locale.ROOT));
    return ClassNames.words(isUpper ? text.toLowerCase(Locale.ROOT) : text);
  }

  private static boolean isName(String words) {
    return !words.isEmpty()
        && words.length() <= MAX_TITLE
        && Character.isJavaIdentifierStart(words.codePointAt(0));
  }

  /** Returns the name under which a document has a schema that is referred to, or nothing. */
  String component(SchemaPart part) {
    SchemaPart target = schemas.references().target(part);
    if (target == null) {
      return "";
    }
    String last = target.pointer().replaceFirst("#$", "").replaceFirst("^.*/", "");
    return last.replaceFirst("\\.(yaml|yml|json)$", "");
  }

  private String ofKind(FlatSchema schema) {
    return switch (SchemaKind.of(schema)) {
      case OBJECT -> "Option" + used.size();
      case ENUM -> "Enum";
      case MAP -> "Map";
      case LIST -> schema.items().isEmpty() ? "List" : itemName(schema.items().get(0)) + "List";
      case SCALAR -> ofType(schema);
      default -> "Any";
    };
  }

  private String itemName(SchemaPart item) {
    String component = component(item);
    if (!component.isEmpty()) {
      return ClassNames.className(component);
    }
    FlatSchema schema = schemas.of(item);
    return SchemaKind.of(schema) == SchemaKind.SCALAR ? ofType(schema) : "";
  }

  private static String ofType(FlatSchema schema) {
    String type = String.valueOf(schema.text("type"));
    String format = String.valueOf(schema.text("format"));
    return type.equals("string") && FORMATS.containsKey(format)
        ? FORMATS.get(format)
        : ClassNames.words(type);
  }
}
