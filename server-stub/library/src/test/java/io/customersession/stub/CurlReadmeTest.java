package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The READMEs' {@code curl} lines can be pasted, in their order. */
class CurlReadmeTest {
  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "../../README.md"})
  void curlLines_ofTheReadmes_succeed(String file) throws Exception {
    String readme = Files.readString(Path.of(file));
    List<String> blocks = CurlLines.of(readme);
    assertThat(blocks).isNotEmpty();
    assertThat(readme).as("no request that a shell does not understand").doesNotContain("```http");
    try (CustomerSessionStub stub = Stubs.start()) {
      for (String block : blocks) {
        CurlLines.run(stub, block);
      }
    }
  }

  @Test
  void suite_ofTheReadme_findsItsRequestAndNoViolation() throws Exception {
    String suite =
        CurlLines.of(Files.readString(Path.of("../README.md"))).stream()
            .filter(block -> block.contains("journal/expect"))
            .findFirst()
            .orElseThrow();
    try (CustomerSessionStub stub = Stubs.start()) {
      String output = CurlLines.run(stub, suite);

      assertThat(output).contains("\"met\":true").endsWith("\"expected\":[]}");
      assertThat(stub.world("checkout").report().errors()).isEmpty();
    }
  }
}
