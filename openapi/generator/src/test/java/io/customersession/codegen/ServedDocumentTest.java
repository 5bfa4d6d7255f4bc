package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.InvalidContractException;
import io.customersession.contract.stub.StubServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the goal {@code serve} does with a document. */
class ServedDocumentTest {
  private static final Path ORDERS = Path.of("../stub-control/src/it/orders/order.yaml");

  @TempDir private Path directory;

  private static List<Path> classPath() {
    return Stream.of(Generated.classPath().split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  @Test
  void document_isServed_withoutProjectOrJava() throws Exception {
    try (StubServer server =
        (StubServer) ServedDocument.of(ORDERS, directory, classPath()).start(0)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/orders/7"))
              .header("Authorization", "Bearer any")
              .header("Content-Type", "application/json")
              .PUT(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"state\":\"draft\",\"lines\":[{\"SKU\":\"AB1234\",\"quantity\":2}]}"))
              .build();

      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(server.journal().find().operation("updateOrder").count()).isEqualTo(1);
    }
  }

  @Test
  void port_thatIsInUse_isNamed() throws Exception {
    ServedDocument document = ServedDocument.of(ORDERS, directory, classPath());
    try (StubServer server = (StubServer) document.start(0)) {
      int port = URI.create(server.url()).getPort();

      assertThatThrownBy(() -> document.start(port))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot serve at port " + port + ": ")
          .hasMessageContaining("in use");
    }
  }

  @Test
  void ambiguousDocument_isRefused() throws Exception {
    Path file = directory.resolve("order.yaml");
    Files.writeString(
        file,
        Files.readString(ORDERS)
            .replace(
                "            shipped: {by: [shipOrder], event: order_shipped}",
                "            shipped: {by: [shipOrder], event: order_shipped}\n"
                    + "            delivered: {by: [shipOrder]}"));

    assertThatThrownBy(() -> ServedDocument.of(file, directory.resolve("out"), classPath()))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            "shipOrder may lead from paid to several states: shipped, delivered; choose one");
  }
}
