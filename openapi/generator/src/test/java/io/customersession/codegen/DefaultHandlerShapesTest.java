package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.json.Json;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Default handlers of entities and bodies of less common shapes, over HTTP. */
class DefaultHandlerShapesTest {
  private static final Path FOLDER = Path.of("src/test/resources/entities");

  @TempDir private Path directory;

  private DefaultStub stub(String name) throws Exception {
    return DefaultStub.of(Files.readString(FOLDER.resolve(name)), directory);
  }

  @Test
  void entity_thatIsAUnion_isStoredAndReturnedAsTheSchemaThatWasSent() throws Exception {
    try (DefaultStub stub = stub("pets.yaml")) {
      String cat = "{\"id\":1,\"kind\":\"Cat\",\"lives\":9}";
      String dog = "{\"id\":2,\"kind\":\"Dog\",\"barks\":true}";

      assertThat(stub.send("POST", "/pets", "{\"kind\":\"Cat\",\"lives\":9}"))
          .isEqualTo("201 " + cat);
      assertThat(stub.send("POST", "/pets", "{\"kind\":\"Dog\",\"barks\":true}"))
          .isEqualTo("201 " + dog);
      assertThat(stub.send("GET", "/pets/1", "")).isEqualTo("200 " + cat);
      assertThat(stub.send("GET", "/pets", "")).isEqualTo("200 [" + cat + "," + dog + "]");
      assertThat(stub.send("GET", "/pets?kind=Dog", "")).isEqualTo("200 [" + dog + "]");
    }
  }

  @Test
  void ids_ofIntegerPathParameters_areNumbersOfASequence() throws Exception {
    try (DefaultStub stub = stub("tickets.yaml")) {
      assertThat(stub.send("POST", "/tickets", "{\"title\":\"a\"}"))
          .isEqualTo("201 {\"id\":\"1\",\"title\":\"a\"}");
      assertThat(stub.send("POST", "/tickets", "{\"title\":\"b\"}"))
          .isEqualTo("201 {\"id\":\"2\",\"title\":\"b\"}");
      assertThat(stub.send("GET", "/tickets/1", ""))
          .isEqualTo("200 {\"id\":\"1\",\"title\":\"a\"}");
      assertThat(stub.send("PUT", "/tickets/2", "{\"title\":\"c\"}"))
          .isEqualTo("200 {\"id\":\"2\",\"title\":\"c\"}");
      assertThat(stub.send("DELETE", "/tickets/1", "")).isEqualTo("204");
      assertThat(stub.send("GET", "/tickets", ""))
          .isEqualTo("200 [{\"id\":\"2\",\"title\":\"c\"}]");
      assertThat(
              stub.exchange("POST", "/notes", "{\"text\":\"x\"}", "application/json")
                  .headers()
                  .firstValue("Location"))
          .hasValue("notes/1");
      assertThat(stub.send("GET", "/notes/1", "")).isEqualTo("200 {\"text\":\"x\"}");
    }
  }

  @Test
  void page_withOtherLists_hasTheEntitiesInItsOwn() throws Exception {
    try (DefaultStub stub = stub("shops.yaml")) {
      String order = "{\"id\":1,\"note\":\"red\",\"state\":\"open\"}";
      stub.send("PUT", "/shops/a/orders/1", "{\"note\":\"red\"}");

      assertThat(stub.send("GET", "/shops/a/orders", ""))
          .isEqualTo("200 {\"orders\":[" + order + "]}");
      assertThat(stub.send("GET", "/shops/b/orders", "")).isEqualTo("200 {\"orders\":[]}");
    }
  }

  @Test
  void request_thatIsAList_isNotTakenForAnEntity() throws Exception {
    try (DefaultStub stub = stub("shops.yaml")) {
      stub.send("PUT", "/shops/a/orders/1", "{\"note\":\"red\"}");

      assertThat(stub.send("POST", "/shops/a/orders", "[{\"note\":\"blue\"}]"))
          .startsWith("501 ")
          .contains("its request is not a JSON object");
      assertThat(
              stub.send(
                  "PATCH",
                  "/shops/a/orders/1",
                  "[{\"op\":\"remove\",\"path\":\"/note\"}]",
                  "application/json-patch+json"))
          .startsWith("501 ")
          .contains("its request is not a JSON object");
      assertThat(stub.send("GET", "/shops/a/orders", ""))
          .isEqualTo("200 {\"orders\":[{\"id\":1,\"note\":\"red\",\"state\":\"open\"}]}");
    }
  }

  @Test
  @SuppressWarnings("unchecked") // the codec of a class that is generated here
  void change_inANestedCollection_isOfTheParentThatIsNamed() throws Exception {
    try (DefaultStub stub = stub("shops.yaml")) {
      stub.send("PUT", "/shops/a/orders/1", "{\"note\":\"red\"}");
      stub.send("PUT", "/shops/b/orders/1", "{\"note\":\"blue\"}");
      ModelCodec<Model> codec = (ModelCodec<Model>) stub.constant("model.Order$Codec", "INSTANCE");
      Operation put = (Operation) stub.constant("api.ApiOperation", "PUT_ORDER");
      byte[] green = "{\"note\":\"green\",\"state\":\"open\"}".getBytes(StandardCharsets.UTF_8);
      Model changed = Json.decodeResponse(codec, green).value();

      stub.entities().under("shopId", "b").change(put, 1, codec, order -> changed);

      assertThat(stub.send("GET", "/shops/a/orders/1", "")).contains("red");
      assertThat(stub.send("GET", "/shops/b/orders/1", "")).contains("green");
      assertThat(stub.entities().under("shopId", "c").find("Order", 1, codec)).isEmpty();
      assertThatThrownBy(() -> stub.entities().find("Order", 1, codec))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "several parents have an entity Order 1: {shopId=a}, {shopId=b}; name one with"
                  + " EntityHandlers.under(...)");
    }
  }

  @Test
  void property_thatIsAParameterOfThePath_hasItsValueInTheTypeOfTheProperty() throws Exception {
    try (DefaultStub stub = stub("books.yaml")) {
      stub.server().world().clock().freezeAt(Instant.parse("2030-01-02T03:04:05Z"));
      String books = "/shops/7/shelves/3/books";
      String added = "\"addedAt\":\"2030-01-02T03:04:05.000000Z\"";
      String first = stub.send("POST", books, "{\"book\":{\"title\":\"A\",\"shelf\":\"9\"}}");

      assertThat(first)
          .startsWith("201 {\"bookId\":\"")
          .endsWith("\",\"shopId\":7,\"shelf\":\"3\",\"title\":\"A\"," + added + "}");
      assertThat(stub.send("GET", books + "?shopId=7", ""))
          .isEqualTo("200 [" + first.substring("201 ".length()) + "]");
      assertThat(stub.send("GET", "/shops/8/shelves/3/books", "")).isEqualTo("200 []");
      assertThat(stub.server().violations()).isEmpty();
    }
  }

  @Test
  void filter_comparesAsThePropertyIsWritten_andMatchesAnyItemOfAList() throws Exception {
    try (DefaultStub stub = stub("books.yaml")) {
      stub.server().world().clock().freezeAt(Instant.parse("2030-01-02T03:04:05Z"));
      String books = "/shops/7/shelves/3/books";
      stub.send(
          "POST",
          books,
          "{\"book\":{\"title\":\"A\",\"shelf\":\"3\",\"printedAt\":\"2029-01-01T10:00:00Z\","
              + "\"tags\":[\"red\",\"old\"],\"pages\":120,"
              + "\"editions\":[\"2001-01-01T00:00:00Z\",\"2002-01-01T00:00:00Z\"]}}");
      stub.send("POST", books, "{\"book\":{\"title\":\"B\",\"shelf\":\"3\",\"tags\":[\"new\"]}}");

      assertThat(titles(stub, "?printedAt=2029-01-01T12:00:00%2B02:00")).isEqualTo("A");
      assertThat(titles(stub, "?printedAt=2029-01-01T10:00:01Z")).isEmpty();
      assertThat(titles(stub, "?addedAt=2030-01-02T03:04:05.000Z")).isEqualTo("AB");
      assertThat(titles(stub, "?tags=old&tags=none")).isEqualTo("A");
      assertThat(titles(stub, "?tags=old&tags=new")).isEqualTo("AB");
      assertThat(titles(stub, "?editions=2002-01-01T00:00:00.0Z")).isEqualTo("A");
      assertThat(titles(stub, "?pages=120")).isEqualTo("A");
      assertThat(titles(stub, "?pages=12")).isEmpty();
    }
  }

  /** Returns the titles of the books that a query selects, one after the other. */
  private static String titles(DefaultStub stub, String query) throws Exception {
    String books = stub.send("GET", "/shops/7/shelves/3/books" + query, "");
    assertThat(books).startsWith("200 ");
    return Pattern.compile("\"title\":\"([A-Z])\"")
        .matcher(books)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.joining());
  }

  @Test
  void post_thatReturnsAList_createsNothing() throws Exception {
    try (DefaultStub stub = stub("books.yaml")) {
      assertThat(stub.send("POST", "/authors", "{\"name\":\"Ann\"}"))
          .startsWith("501 ")
          .contains("it is a POST that returns a list of Author");
      assertThat(stub.send("GET", "/authors/Ann", "")).startsWith("404 ");
    }
  }

  @Test
  void created_hasTheLocationThatIsDeclared_inItsWorldToo() throws Exception {
    try (DefaultStub stub = stub("books.yaml")) {
      String path = "/__world/cart/shops/7/shelves/3/books";
      String body = "{\"book\":{\"title\":\"A\",\"shelf\":\"3\"}}";

      HttpResponse<String> created = stub.exchange("POST", path, body, "application/json");

      URI location = created.uri().resolve(created.headers().firstValue("Location").orElseThrow());
      assertThat(location.getPath()).startsWith(path + "/");
      assertThat(stub.send("GET", location.getPath(), "")).isEqualTo("200 " + created.body());
      assertThat(stub.server().in("cart").violations()).isEmpty();
    }
  }

  @Test
  void entity_thatIsAUnion_hasTheIdThatAnExtensionNames() throws Exception {
    String document =
        Files.readString(FOLDER.resolve("pets.yaml"))
            .replace("    Pet:\n      oneOf:", "    Pet:\n      x-entity: {id: tag}\n      oneOf:")
            .replace(
                "        kind: {type: string}",
                "        kind: {type: string}\n        tag: {type: string, readOnly: true}");
    try (DefaultStub stub = DefaultStub.of(document, directory)) {
      String cat = "{\"kind\":\"Cat\",\"tag\":\"1\",\"lives\":9}";

      assertThat(stub.send("POST", "/pets", "{\"kind\":\"Cat\",\"lives\":9}"))
          .isEqualTo("201 " + cat);
      // The path has a number.
      assertThat(stub.send("GET", "/pets/1", "")).isEqualTo("200 " + cat);
    }
  }
}
