package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
