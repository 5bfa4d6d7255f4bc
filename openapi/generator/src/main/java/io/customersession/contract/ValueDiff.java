package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.EVERYBODY;
import static io.customersession.contract.Compatibility.NOBODY;
import static java.util.Collections.disjoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what schemas say about single values: types, formats, listed values, defaults. */
final class ValueDiff {
  /** Keywords that decide how a text is read; any difference breaks everybody. */
  private static final List<String> READINGS = List.of("contentEncoding", "contentMediaType");

  /** Keywords whose differences have no order; any breaks clients and servers. */
  private static final List<String> OTHERS = List.of("x-implements", "$dynamicRef");

  private static final String FORMAT = "format";

  private ValueDiff() {}

  /** Returns true if null is as valid as before. */
  static void nullable(SchemaPair pair) {
    boolean was = pair.old().allowsNull();
    boolean is = pair.now().allowsNull();
    if (was != is) {
      pair.changes()
          .add(
              pair.now().location("nullable"),
              pair.subject() + (is ? " may now be null" : " must no longer be null"),
              pair.direction().changed(!is));
    }
  }

  /** Returns true if the types have values in common, so that the rest can be compared. */
  static boolean types(SchemaPair pair) {
    Set<String> was = pair.old().declaredTypes();
    Set<String> is = pair.now().declaredTypes();
    if ((was == null) != (is == null)) {
      was = pair.old().types();
      is = pair.now().types();
    }
    if (Objects.equals(was, is)) {
      return true;
    }
    String text = "the type " + words(was) + " is now " + words(is);
    SourceLocation location = pair.now().location("type");
    if (covers(was, is)) {
      pair.narrower(location, text);
    } else if (covers(is, was)) {
      pair.wider(location, text);
    } else {
      pair.report(location, text, EVERYBODY);
      return false;
    }
    return true;
  }

  private static boolean covers(@Nullable Set<String> types, @Nullable Set<String> others) {
    return types == null
        || (others != null
            && others.stream()
                .allMatch(
                    type ->
                        types.contains(type)
                            || (type.equals("integer") && types.contains("number"))));
  }

  private static String words(@Nullable Set<String> types) {
    return types == null ? "any" : types.isEmpty() ? "null" : String.join(" or ", types);
  }

  /** Compares how values are read. */
  static void readings(SchemaPair pair) {
    for (String keyword : READINGS) {
      Set<String> was = texts(pair.old(), keyword);
      Set<String> is = texts(pair.now(), keyword);
      if (!was.equals(is)) {
        pair.report(pair.location(keyword), changed(keyword, was, is), EVERYBODY);
      }
    }
    formats(pair);
  }

  /**
   * Numbers are written in the same way in every format. The format of a text that generated code
   * reads as a text restricts it for those who check it.
   */
  private static void formats(SchemaPair pair) {
    Set<String> was = texts(pair.old(), FORMAT);
    Set<String> is = texts(pair.now(), FORMAT);
    if (was.equals(is)) {
      return;
    }
    SourceLocation location = pair.location(FORMAT);
    String text = changed(FORMAT, was, is);
    if (isNumber(pair.old()) && isNumber(pair.now())) {
      IntegerWidth.compareFormats(pair, location, text);
    } else if (!disjoint(was, ScalarKeywords.TEXT_FORMATS)
        || !disjoint(is, ScalarKeywords.TEXT_FORMATS)) {
      pair.report(location, text, EVERYBODY);
    } else {
      restricted(pair, location, text, was, is);
    }
  }

  private static boolean isNumber(SchemaView schema) {
    Set<String> types = schema.types();
    return types != null && !types.isEmpty() && Set.of("integer", "number").containsAll(types);
  }

  /** Reports a change of words of which each restricts the values. */
  private static void restricted(
      SchemaPair pair, SourceLocation location, String text, Set<String> was, Set<String> is) {
    if (is.containsAll(was)) {
      pair.narrower(location, text);
    } else if (was.containsAll(is)) {
      pair.wider(location, text);
    } else {
      pair.other(location, text);
    }
  }

  private static String changed(String keyword, Set<String> was, Set<String> is) {
    return was.isEmpty()
        ? "the %s %s is new".formatted(keyword, joined(is))
        : is.isEmpty()
            ? "the %s %s was removed".formatted(keyword, joined(was))
            : "the %s %s is now %s".formatted(keyword, joined(was), joined(is));
  }

  private static Set<String> texts(SchemaView schema, String keyword) {
    return schema.all(keyword).stream()
        .map(JsonValues::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String joined(Set<String> texts) {
    return String.join(" and ", texts);
  }

  /** Compares listed values, of which a constant is one. */
  static void values(SchemaPair pair) {
    SchemaValues was = new SchemaValues(pair.old());
    SchemaValues is = new SchemaValues(pair.now());
    Set<Object> old = was.values();
    Set<Object> now = is.values();
    if (old == null && now == null) {
      return;
    }
    SourceLocation location =
        pair.now().location(pair.now().get("const") == null ? "enum" : "const");
    if (now == null) {
      boolean texts = Set.of("string").equals(pair.now().types());
      pair.wider(location, texts ? "any text is now allowed" : "any value is now allowed");
    } else if (old == null) {
      pair.narrower(location, "only the listed values are now allowed");
    } else {
      only(was, is).forEach((value, node) -> pair.narrower(node.location(), of(node, "removed")));
      only(is, was).forEach((value, node) -> pair.wider(node.location(), of(node, "new")));
    }
  }

  private static Map<Object, DocumentNode> only(SchemaValues values, SchemaValues others) {
    Map<Object, DocumentNode> only = new LinkedHashMap<>(values.nodes());
    only.keySet().removeAll(others.nodes().keySet());
    return only;
  }

  private static String of(DocumentNode value, String what) {
    return "the value "
        + JsonValues.text(value)
        + (what.equals("new") ? " is new" : " was removed");
  }

  /** Compares patterns, uniqueness, defaults, deprecation and extensions. */
  static void rest(SchemaPair pair) {
    patterns(pair);
    flag(pair, "uniqueItems");
    maximumSum(pair);
    alsoAccepted(pair);
    for (String keyword : OTHERS) {
      if (!contents(pair.old(), keyword).equals(contents(pair.now(), keyword))) {
        pair.report(pair.location(keyword), keyword + " changed", CLIENTS_AND_SERVERS);
      }
    }
    if (!pair.old().unresolved().equals(pair.now().unresolved())) {
      pair.report(
          pair.location("$ref"), "a reference that is not resolved changed", CLIENTS_AND_SERVERS);
    }
    if (!Xml.of(pair.old()).equals(Xml.of(pair.now()))) {
      pair.report(pair.location("xml"), "xml changed", CLIENTS_AND_SERVERS);
    }
    DocumentNode was = pair.old().get("default");
    DocumentNode is = pair.now().get("default");
    if (!Objects.equals(content(was), content(is))) {
      pair.report(
          pair.location("default"),
          changed("default", texts(pair.old(), "default"), texts(pair.now(), "default")),
          CLIENTS);
    }
    boolean deprecated = pair.now().isTrue("deprecated");
    if (pair.old().isTrue("deprecated") != deprecated) {
      pair.report(
          pair.location("deprecated"),
          deprecated ? "now deprecated" : "no longer deprecated",
          NOBODY);
    }
  }

  private static @Nullable Object content(@Nullable DocumentNode node) {
    return node == null ? null : JsonValues.of(node);
  }

  private static Set<Object> contents(SchemaView schema, String keyword) {
    return schema.all(keyword).stream().map(JsonValues::of).collect(Collectors.toSet());
  }

  private static void patterns(SchemaPair pair) {
    Set<String> was = texts(pair.old(), "pattern");
    Set<String> is = texts(pair.now(), "pattern");
    if (was.equals(is)) {
      return;
    }
    restricted(pair, pair.now().location("pattern"), changed("pattern", was, is), was, is);
  }

  private static void flag(SchemaPair pair, String keyword) {
    boolean is = pair.now().isTrue(keyword);
    if (pair.old().isTrue(keyword) == is) {
      return;
    }
    if (is) {
      pair.narrower(pair.now().location(keyword), "items must now be unique");
    } else {
      pair.wider(pair.now().location(keyword), "items need no longer be unique");
    }
  }

  private static void maximumSum(SchemaPair pair) {
    DocumentNode was = pair.old().get("x-maximum-sum");
    DocumentNode is = pair.now().get("x-maximum-sum");
    if (!Objects.equals(content(was), content(is))) {
      boolean narrowed = was == null || sum(is) < sum(was);
      String how = was == null ? "is new" : is == null ? "removed" : "changed";
      pair.report(
          pair.location("x-maximum-sum"),
          "x-maximum-sum " + how,
          pair.direction().changed(narrowed));
    }
  }

  private static double sum(@Nullable DocumentNode sum) {
    String maximum = sum == null ? null : sum.text("maximum");
    return maximum == null ? Double.POSITIVE_INFINITY : Double.parseDouble(maximum);
  }

  /** A reader that accepts less breaks on what earlier writers sent. */
  private static void alsoAccepted(SchemaPair pair) {
    String keyword = "x-also-accepts";
    DocumentNode old = pair.old().get(keyword);
    DocumentNode now = pair.now().get(keyword);
    String was = old == null ? null : old.text();
    String is = now == null ? null : now.text();
    if (was != null && !was.equals(is)) {
      pair.report(pair.location(keyword), "no longer accepts " + was, EVERYBODY);
    }
    if (is != null && !is.equals(was)) {
      pair.report(pair.location(keyword), "now also accepts " + is, NOBODY);
    }
  }
}
