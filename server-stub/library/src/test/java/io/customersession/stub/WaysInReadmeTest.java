package io.customersession.stub;

import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.customersession.stub.wiremock.CustomerSessionExtension.customerSessionApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.stub.junit.CustomerSessionStubExtension;
import io.customersession.stub.wiremock.CustomerSessionExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What server-stub/README.md says about the ways in and the rules is what runs. */
class WaysInReadmeTest {
  // snippet
  @RegisterExtension
  static final CustomerSessionStubExtension STUB =
      CustomerSessionStubExtension.with(() -> CustomerSessionStub.builder().strict(true));

  // end

  @Test
  void registeredExtension_hasItsSettings(CustomerSessionStub stub) {
    assertThat(stub.world().behaviour().strict()).isTrue();
  }

  @Test
  void wireMock_losesTheResponseOfWhatIsCarriedOut() {
    // snippet
    CustomerSessionExtension api = new CustomerSessionExtension();
    WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort().extensions(api));
    server.start();

    // Your own mappings go first; here the stub carries updates out, and their responses get lost.
    server.stubFor(
        put(urlPathTemplate("/v2/customer_sessions/{order}"))
            .willReturn(customerSessionApi().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    // end
    try {
      HttpRequest update =
          HttpRequest.newBuilder(URI.create(server.baseUrl() + "/v2/customer_sessions/order-1"))
              .header("Authorization", "ApiKey-v1 shop")
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("{\"customerSession\":{}}"))
              .build();
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(update, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      assertThat(api.stub().world().sessionCount()).isEqualTo(1);
    } finally {
      server.stop();
    }
  }

  @Test
  void snippets_areTheOnesThatRun() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    int found = 0;
    for (String source :
        List.of(
            "src/test/java/io/customersession/stub/WaysInReadmeTest.java",
            // Needs libraries that this module has not.
            "src/it/spring/src/test/java/shop/StubInSpring.java")) {
      Matcher run =
          Pattern.compile("\n *// snippet\n(.*?)\n+ *// end\n", Pattern.DOTALL)
              .matcher(Files.readString(Path.of(source)));
      while (run.find()) {
        assertThat(readme).contains("\n" + run.group(1).stripIndent().strip() + "\n```");
        found++;
      }
    }
    assertThat(found).isEqualTo(3);
  }

  @Test
  void rules_areAllThatThereAre() throws IOException {
    List<String> rows =
        Arrays.stream(ContractRule.values())
            .map(
                rule ->
                    "| `%s` | %s | %s | %s |"
                        .formatted(
                            rule.key(),
                            rule.severity().name().toLowerCase(Locale.ROOT),
                            rule.meaning(),
                            rule.consequence()))
            .toList();
    assertThat(Files.readAllLines(Path.of("../README.md"))).containsSequence(rows);
  }

  @Test
  void everyRule_isReported() throws IOException {
    String sources = MainSources.of(".", "../../openapi/stub-kit");
    for (ContractRule rule : ContractRule.values()) {
      assertThat(sources)
          .as("nothing reports " + rule)
          .containsPattern("ContractRule\\." + rule.name() + "\\b");
    }
  }
}
