package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The {@code curl} lines of a README, pasted into a shell. */
final class CurlLines {
  private static final String DEFAULT_ADDRESS = "127.0.0.1:8080";

  private CurlLines() {}

  /** Returns the blocks of a README that have such lines. */
  static List<String> of(String readme) {
    return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
        .matcher(readme)
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.startsWith("curl "))
        .toList();
  }

  /**
   * Runs a block against a stub in place of the one at the default address, and expects that every
   * request succeeds.
   *
   * @return what the block prints
   */
  static String run(CustomerSessionStub stub, String block)
      throws IOException, InterruptedException {
    assertThat(block).contains(DEFAULT_ADDRESS);
    String script =
        "curl() { command curl --silent --show-error --fail --max-time 20 --noproxy '*' \"$@\"; }\n"
            + block.replace(DEFAULT_ADDRESS, URI.create(stub.url()).getAuthority());
    Process shell = new ProcessBuilder("sh", "-e").redirectErrorStream(true).start();
    try (var input = shell.getOutputStream()) {
      input.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as("%s%n%s", block, output).isZero();
    return output;
  }
}
