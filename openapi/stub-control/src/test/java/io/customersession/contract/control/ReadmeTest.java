package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says about a document of one's own. */
class ReadmeTest {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:8080";

  private static String section(String heading) throws IOException {
    return Files.readString(Path.of("../README.md"))
        .split("\n" + heading + "\n", 2)[1]
        .split("\n##", 2)[0];
  }

  @Test
  void curlLines_ofTheSection_succeed() throws IOException, InterruptedException {
    String section = section("### Control over HTTP");
    assertThat(section).as("no request that a shell does not understand").doesNotContain("```http");
    List<String> blocks =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(section)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).singleElement().asString().contains(DEFAULT_ADDRESS);
    try (TaskStub stub = TaskStub.start()) {
      paste(stub, blocks.get(0));
      stub.api(503, "main", "PUT", "/tasks/7", "{\"title\":\"Write\"}");
    }
  }

  /** Runs a block in a shell against the stub, and expects that every request succeeds. */
  private static void paste(TaskStub stub, String block) throws IOException, InterruptedException {
    String script =
        "curl() { command curl --silent --show-error --fail --max-time 20 --noproxy '*' \"$@\"; }\n"
            + block.replace(DEFAULT_ADDRESS, URI.create(stub.server().url()).getAuthority());
    Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
    try (var input = shell.getOutputStream()) {
      input.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as("%s%n%s", block, output).isZero();
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
      assertThat(withoutIndent(sources.toString()))
          .contains(withoutIndent(snippet.group(1).replaceFirst("\\A(import [^\n]+\n)+\n", "")));
    }
  }

  @Test
  void install_hasTheVersionsOfThisBuild() throws IOException {
    String root = Files.readString(Path.of("../../pom.xml"));
    String install = section("## Install");

    assertThat(versions(install, "<groupId>io.customersession</groupId>"))
        .hasSize(3)
        .containsOnly(first(root, "<version>(.*)</version>"));
    assertThat(versions(install, "<groupId>org.openapitools</groupId>"))
        .containsExactly(
            first(root, "<openapi-generator.version>(.*)</openapi-generator.version>"));
    assertThat(versions(install, "<groupId>jakarta.validation</groupId>"))
        .containsExactly(
            first(root, "<jakarta.validation.version>(.*)</jakarta.validation.version>"));
  }

  private static List<String> versions(String xml, String group) {
    return Pattern.compile(group + "\\s+<artifactId>.*</artifactId>\\s+<version>(.*)</version>")
        .matcher(xml)
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  private static String first(String xml, String pattern) {
    return Pattern.compile(pattern).matcher(xml).results().findFirst().orElseThrow().group(1);
  }

  private static String withoutIndent(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}
