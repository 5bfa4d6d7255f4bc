package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares the contract with what the vendor's newest documents declare, {@code vendor/facts.txt}:
 * every difference has a reason in {@code vendor/differences.txt}, and every reason a difference.
 * What the contract declares as added by this project ({@code x-extension}) is not compared.
 */
final class VendorDifferencesTest {
  private static final Path VENDOR = Path.of("src/test/resources/vendor");
  private static final Path CONTRACT = Path.of("../contract/customer-session.yaml");
  private static final List<String> KEYWORDS =
      List.of(
          "type",
          "format",
          "nullable",
          "default",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "readOnly",
          "deprecated");
  private static final String NONE = "-";

  /** A row of differences.txt, where {@code *} in the place stands for any text. */
  private record Accepted(String place, String rest, String reason) {
    static Accepted of(String line, String reason) {
      String[] placeAndRest = line.split(" ", 2);
      return new Accepted(placeAndRest[0], placeAndRest[1], reason);
    }

    boolean covers(String difference) {
      String[] placeAndRest = difference.split(" ", 2);
      String pattern =
          "\\Q" + place.replace("*", "\\E.*\\Q") + "\\E"; // each * is the only free part
      return rest.equals(placeAndRest[1]) && Pattern.matches(pattern, placeAndRest[0]);
    }
  }

  @Test
  void contract_differsFromTheVendorsDocuments_onlyForAReason() throws IOException {
    List<String> differences = differences(facts(), contract());
    List<Accepted> accepted = accepted();

    assertThat(differences)
        .as(
            "If these differences are intended: a property, or values of an enum, that the vendor"
                + " lacks: declare x-extension (openapi/README.md, Recipes). Others: add these rows"
                + " to vendor/differences.txt, below a reason")
        .filteredOn(difference -> accepted.stream().noneMatch(row -> row.covers(difference)))
        .isEmpty();
    assertThat(accepted)
        .as("rows of differences.txt that no longer describe a difference")
        .filteredOn(row -> differences.stream().noneMatch(row::covers))
        .isEmpty();
    assertThat(accepted).extracting(Accepted::reason).doesNotContain("");
  }

  @Test
  void differences_eachKind_isFound() {
    Map<String, Map<String, String>> vendor = new LinkedHashMap<>();
    vendor.put("Order.id", Map.of("type", "string", "required", "true"));
    vendor.put("Order.note", Map.of("type", "string"));
    vendor.put("putOrder/200", Map.of());
    Map<String, Map<String, String>> ours = new LinkedHashMap<>();
    ours.put("Order.id", Map.of("type", "integer", "minimum", "1"));
    ours.put("Order.extra", Map.of());
    ours.put("putOrder/404", Map.of());

    assertThat(differences(vendor, ours))
        .containsExactlyInAnyOrder(
            "Order.id type string integer",
            "Order.id minimum - 1",
            "Order.id required true -",
            "Order.note missing",
            "Order.extra extra",
            "putOrder/200 missing",
            "putOrder/404 extra");
  }

  @Test
  void accepted_wildcard_coversPlacesButNoOtherDifference() {
    Accepted row = Accepted.of("*Count format - int64", "a size for Java");

    assertThat(row.covers("Campaign.discountEffectCount format - int64")).isTrue();
    assertThat(row.covers("Campaign.discountEffectCount format - int32")).isFalse();
    assertThat(row.covers("Campaign.id format - int64")).isFalse();
  }

  /** Compares two tables of places; a place that neither names is not compared. */
  private static List<String> differences(
      Map<String, Map<String, String>> vendor, Map<String, Map<String, String>> ours) {
    Set<String> places = new LinkedHashSet<>(vendor.keySet());
    places.addAll(ours.keySet());
    List<String> differences = new ArrayList<>();
    for (String place : places) {
      Map<String, String> theirs = vendor.get(place);
      Map<String, String> own = ours.get(place);
      if (theirs == null || own == null) {
        differences.add(place + (own == null ? " missing" : " extra"));
        continue;
      }
      Set<String> keywords = new TreeSet<>(theirs.keySet());
      keywords.addAll(own.keySet());
      for (String keyword : keywords) {
        String was = theirs.getOrDefault(keyword, NONE);
        String is = own.getOrDefault(keyword, NONE);
        if (!was.equals(is)) {
          differences.add(String.join(" ", place, keyword, was, is));
        }
      }
    }
    return differences;
  }

  private static Map<String, Map<String, String>> facts() throws IOException {
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    for (String line : Files.readAllLines(VENDOR.resolve("facts.txt"))) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split(" ", -1);
      Map<String, String> keywords = new TreeMap<>();
      for (int i = 1; i < words.length; i++) {
        String[] keywordAndValue = words[i].split("=", 2);
        keywords.put(keywordAndValue[0], keywordAndValue[1]);
      }
      assertThat(facts.put(words[0], keywords)).as("a second row for %s", words[0]).isNull();
    }
    return facts;
  }

  /** Reads paragraphs: a reason, then the differences that it is for, indented. */
  private static List<Accepted> accepted() throws IOException {
    List<Accepted> accepted = new ArrayList<>();
    StringBuilder reason = new StringBuilder();
    boolean inReason = false;
    for (String line : Files.readAllLines(VENDOR.resolve("differences.txt"))) {
      if (line.startsWith("  ")) {
        accepted.add(Accepted.of(line.strip(), reason.toString().strip()));
        inReason = false;
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        if (!inReason) {
          reason.setLength(0);
        }
        reason.append(line).append(' ');
        inReason = true;
      }
    }
    return accepted;
  }

  /** Returns the contract's own facts, for the operations and schemas that the vendor's name. */
  private static Map<String, Map<String, String>> contract() throws IOException {
    Set<String> schemas = new TreeSet<>();
    Set<String> operations = new TreeSet<>();
    for (String place : facts().keySet()) {
      if (place.matches("\\w+\\..*")) {
        schemas.add(place.replaceFirst("\\..*", ""));
      } else {
        operations.add(place.replaceFirst("[?/].*", ""));
      }
    }
    return new Contract(Document.load(CONTRACT)).facts(schemas, operations);
  }

  /** Reads facts from a document. */
  private record Contract(Document document, Map<String, Map<String, String>> facts) {
    Contract(Document document) {
      this(document, new LinkedHashMap<>());
    }

    Map<String, Map<String, String>> facts(Set<String> schemas, Set<String> operations) {
      for (String name : schemas) {
        DocumentNode schema = document.schemas().get(name);
        if (schema != null) {
          List<String> required = required(schema);
          DeclaredProperties.of(document, schema)
              .forEach(
                  (property, part) -> {
                    if (!"true".equals(part.text(Document.ADDED))) {
                      schema(name + "." + property, part, required.contains(property));
                    }
                  });
        }
      }
      document
          .paths()
          .forEach(
              (path, item) ->
                  item.members().values().stream()
                      .filter(part -> operations.contains(String.valueOf(part.text("operationId"))))
                      .forEach(operation -> operation(item, operation)));
      return facts;
    }

    private void operation(DocumentNode item, DocumentNode operation) {
      String id = String.valueOf(operation.text("operationId"));
      List<DocumentNode> parameters = new ArrayList<>(items(item.get("parameters")));
      parameters.addAll(items(operation.get("parameters")));
      for (DocumentNode written : parameters) {
        DocumentNode parameter = document.follow(written);
        DocumentNode schema = parameter == null ? null : parameter.get("schema");
        if (parameter != null && schema != null) {
          boolean required = "true".equals(parameter.text("required"));
          schema(id + "?" + parameter.text("name"), schema, required);
        }
      }
      members(operation.get("responses"))
          .keySet()
          .forEach(status -> facts.put(id + "/" + status, Map.of()));
    }

    private static List<DocumentNode> items(@Nullable DocumentNode list) {
      return list == null ? List.of() : list.items();
    }

    private static Map<String, DocumentNode> members(@Nullable DocumentNode object) {
      return object == null ? Map.of() : object.members();
    }

    private static List<String> required(DocumentNode schema) {
      DocumentNode required = schema.get("required");
      return required == null ? List.of() : required.texts();
    }

    private void schema(String place, DocumentNode written, boolean required) {
      DocumentNode schema = unwrapped(written);
      Map<String, String> keywords = new TreeMap<>();
      for (String keyword : KEYWORDS) {
        String value = written.text(keyword) == null ? schema.text(keyword) : written.text(keyword);
        if (value != null && !value.equals("false")) {
          keywords.put(keyword, value);
        }
      }
      DocumentNode values = schema.get("enum");
      if (values != null) {
        Set<String> theirs = new TreeSet<>(values.texts());
        DocumentNode added = schema.get(Document.ADDED);
        theirs.removeAll(added == null ? List.of() : added.texts());
        keywords.put("enum", String.join(",", theirs));
      }
      if (required) {
        keywords.put("required", "true");
      }
      facts.put(place, keywords);
      DocumentNode items = schema.get("items");
      if (items != null) {
        schema(place + "[]", items, false);
      }
      DocumentNode others = schema.get("additionalProperties");
      if (others != null && others.isObject()) {
        schema(place + "{}", others, false);
      }
    }

    private DocumentNode unwrapped(DocumentNode written) {
      DocumentNode followed = document.follow(written);
      if (followed == null) {
        return written;
      }
      List<DocumentNode> all = items(followed.get("allOf"));
      return all.size() == 1 ? unwrapped(all.get(0)) : followed;
    }
  }
}
