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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code is generated from the valid part of a document that has errors elsewhere. */
class PartOfDocumentTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Part, version: '1'}
      paths:
        /orders:
          get:
            operationId: listOrders
            responses:
              '200':
                description: All.
                content: {application/json: {schema: {$ref: '#/components/schemas/Missing'}}}
        /users:
          get: {operationId: listUsers, responses: {'204': {description: Done.}}}
      """;

  @TempDir private Path directory;
  private Path document;

  @BeforeEach
  void write() throws IOException {
    document = Files.writeString(directory.resolve("document.yaml"), DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contract-client", "contract-server-stub"})
  void generate_validPart_compiles(String generator) throws Exception {
    for (Map<String, String> options :
        List.of(Map.of("omitInvalid", "true"), Map.of("include", "listUsers"))) {
      Path folder = Files.createTempDirectory(directory, "part");
      Generated.bare(document, generator, "sample", folder.resolve("out"), null, options);

      Generated generated = Generated.in(folder);
      generated.compile(17);
      assertThat(Files.readString(folder.resolve("out/src/main/java/sample/api/ApiOperation.java")))
          .contains("listUsers")
          .doesNotContain("listOrders");
    }
  }

  @Test
  void serve_validPart_respondsToIt_andToNothingElse() throws Exception {
    List<Path> classPath =
        Stream.of(Generated.classPath().split(File.pathSeparator, -1)).map(Path::of).toList();
    ServedDocument served =
        ServedDocument.of(
            document, directory.resolve("served"), classPath, Map.of("omitInvalid", "true"));

    try (StubServer server = (StubServer) served.start(0)) {
      assertThat(status(server, "/users")).isEqualTo(501);
      assertThat(status(server, "/orders")).isEqualTo(404);
    }
  }

  private static int status(StubServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void generate_everything_isRefused() {
    assertThatThrownBy(
            () ->
                Generated.bare(
                    document,
                    "contract-client",
                    "sample",
                    directory.resolve("out"),
                    null,
                    Map.of()))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:10:")
        .hasMessageContaining("\"#/components/schemas/Missing\" cannot be resolved");
  }
}
