package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says about a document of one's own. */
class ReadmeTest {
  private static String section(String heading) throws IOException {
    return Files.readString(Path.of("../README.md"))
        .split("\n" + heading + "\n", 2)[1]
        .split("\n##", 2)[0];
  }

  @Test
  void httpSnippets_work() throws IOException {
    List<MatchResult> requests =
        Pattern.compile("```http\n(\\S+) (\\S+)\n(.*?)```", Pattern.DOTALL)
            .matcher(section("### Control over HTTP"))
            .results()
            .toList();
    assertThat(requests).hasSize(5);
    try (TaskStub stub = TaskStub.start()) {
      for (MatchResult request : requests) {
        assertThat(stub.send(request.group(1), request.group(2), request.group(3)).statusCode())
            .as(request.group())
            .isBetween(200, 204);
      }
      stub.api(503, "main", "PUT", "/tasks/7", "{\"title\":\"Write\"}");
    }
  }

  @Test
  void javaSnippet_standsInTheOrders() throws IOException {
    String snippet = section("## A document of your own").split("```java\n", 2)[1];
    snippet = snippet.substring(0, snippet.indexOf("\n```"));

    assertThat(
            Files.readString(
                Path.of("src/it/orders/client/src/test/java/shop/client/OrderControlTest.java")))
        .contains(snippet);
  }
}
