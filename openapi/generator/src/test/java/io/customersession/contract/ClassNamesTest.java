package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of schemas and operations become names in Java that nothing else has. */
class ClassNamesTest {
  private static final Pattern USED =
      Pattern.compile("(?m)^import [\\w.]+\\.(\\w+);$|\\b(?:class|enum) (\\w+)\\b");

  private static final Pattern TAG = Pattern.compile("\\{\\{[^}]*}}");

  private static final Pattern WORD = Pattern.compile("(?<![\\w.])[A-Z]\\w+");

  @Test
  void taken_classesOfTheTemplates_areListed() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/contract"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(template);
        USED.matcher(text)
            .results()
            .map(use -> use.group(1) == null ? use.group(2) : use.group(1))
            .forEach(names::add);
        WORD.matcher(TAG.matcher(text).replaceAll(""))
            .results()
            .map(MatchResult::group)
            .filter(ClassNamesTest::isInJavaLang)
            .forEach(names::add);
      }
    }

    assertThat(names)
        .contains("PropertyTable", "Machine", "Codec", "UUID", "Class", "String")
        .hasSizeGreaterThan(50);
    assertThat(ClassNames.TAKEN).containsAll(names);
  }

  /** Returns true for the name of a class that needs no import, which a model would hide. */
  private static boolean isInJavaLang(String name) {
    try {
      return Class.forName("java.lang." + name) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void reserve_namesThatAreTaken_getASuffixOrANumber() {
    ClassNames names = new ClassNames();

    assertThat(Stream.of("Order", "order", "ORDER_", "Map", "map", "2fa", "", "@type"))
        .extracting(names::reserve)
        .containsExactly(
            "Order", "Order2", "ORDER3", "MapModel", "MapModel2", "Model2fa", "ModelModel", "Type");
  }

  @ParameterizedTest
  @CsvSource({
    "OrderLines, OrderLine",
    "OrderEntries, OrderEntry",
    "OrderAddresses, OrderAddress",
    "OrderBoxes, OrderBox",
    "OrderStatus, OrderStatusItem",
    "OrderData, OrderDataItem",
  })
  void itemOf_aPlural_isItsSingular(String list, String item) {
    assertThat(ClassNames.itemOf(list)).isEqualTo(item);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /orders/{id}, getOrdersById",
    "POST /orders/{orderId}/lines, postOrdersByOrderIdLines",
    "DELETE /v1.2/my-orders, deleteV12MyOrders",
    "GET /, get",
  })
  void derived_anOperationWithoutId_isNamedAfterMethodAndPath(String operation, String name) {
    assertThat(OperationNames.derived(operation)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "Orders API, Orders",
    "orders-api, orders",
    "Order Lines Api., Order Lines",
    "OrdersAPI, Orders",
    "Okapi, Okapi",
    "API, API",
    "- API, - API",
    "API keys, API keys",
  })
  void ofTag_theWordApiAtItsEnd_isLeftOut(String tag, String name) {
    assertThat(ClassNames.ofTag(tag)).isEqualTo(name);
  }

  @Test
  void canonicalDocument_tagsThatBecomeOneClass_areOne(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("orders.yaml"),
            """
            openapi: 3.0.3
            info: {title: Orders, version: '1'}
            tags: [{name: Orders API, description: All orders.}]
            paths:
              /orders:
                get: {operationId: list, tags: [Orders API], responses: {'204': {description: Done.}}}
                post: {operationId: add, tags: [orders], responses: {'204': {description: Done.}}}
            """);

    Map<String, Object> written = CanonicalDocument.of(Document.load(file));

    assertThat(written.get("tags"))
        .isEqualTo(List.of(Map.of("name", "Orders", "description", "All orders.")));
    assertThat(String.valueOf(written.get("paths")))
        .contains("operationId=list", "operationId=add")
        .doesNotContain("tags=[orders]");
  }
}
