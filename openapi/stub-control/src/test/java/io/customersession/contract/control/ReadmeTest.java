package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  void javaSnippets_standInTheOrders() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/it/orders"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    String sections = section("## A document of your own") + section("### A stub without code");
    List<MatchResult> snippets =
        Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL).matcher(sections).results().toList();

    assertThat(snippets).hasSize(3);
    for (MatchResult snippet : snippets) {
      assertThat(sources.toString()).contains(snippet.group(1));
    }
  }
}
