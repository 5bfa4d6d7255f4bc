package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.api.ApiOperation;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiClient;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.lifecycle.TransitionRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java snippets of the README, verbatim but for their imports: see SnippetImportsTest. */
class ReadmeTest {
  @Test
  @SuppressWarnings("UnusedVariable") // the code under test would use it
  void snippet_stub_runs() {
    // snippet
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      String baseUrl = stub.url(); // hand this to the code under test

      // ... the code under test sends its sessions ...

      assertThat(stub.violations()).isEmpty(); // what the real API would refuse or ignore
    }
    // end
  }

  @Test
  void snippet_client_runs() {
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      String baseUrl = stub.url();
      // snippet
      try (ApiClient client =
          ApiClient.builder().baseUrl(baseUrl).key(SecuritySchemes.API_KEY_V1, "secret").build()) {
        CustomerSessionsApi sessions = new CustomerSessionsApi(client);
        CartItem mugs =
            CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
        NewCustomerSessionV2 cart =
            NewCustomerSessionV2.builder().profileId("jane").cartItems(List.of(mugs)).build();
        sessions.updateCustomerSessionV2(
            "order-1", IntegrationRequest.builder().customerSession(cart).build());

        // An update of one field sends one field: the cart stays.
        NewCustomerSessionV2 close =
            NewCustomerSessionV2.builder().state(SessionState.CLOSED).build();
        sessions.updateCustomerSessionV2(
            "order-1", IntegrationRequest.builder().customerSession(close).build());

        CustomerSessionV2 stored = sessions.getCustomerSession("order-1").getCustomerSession();
        assertThat(stored.getTotal()).isEqualTo("21.00"); // exact, to the digit
        assertThat(stored.getState().next(ApiOperation.UPDATE_CUSTOMER_SESSION_V2))
            .containsExactly(SessionState.CANCELLED); // the document's table
      }
      // end
    }
  }

  @Test
  void snippet_rule_rejectsWithItsReason() {
    // snippet
    TransitionRule couponNeedsIdentifier =
        move ->
            move.to().value().equals("closed")
                    && !move.after().getCouponCodes().isEmpty()
                    && move.after().getIdentifiers().isEmpty()
                ? Optional.of("A session with a coupon needs an identifier before it is closed.")
                : Optional.empty();

    try (CustomerSessionStub stub =
        CustomerSessionStub.builder().transitionRule(couponNeedsIdentifier).start()) {
      // ... closing a session with a coupon and no identifier is now 400, with this reason ...
    }
    // end
  }

  @Test
  void readme_javaSnippets_areTheOnesThatRun() throws IOException {
    List<String> shown = all(Files.readString(Path.of("../../README.md")), "```java\n(.*?)```");
    Path tests = Path.of("src/test/java/io/customersession/client");
    List<String> run = new ArrayList<>();
    for (String test : List.of("ReadmeTest.java", "CheckoutTest.java")) {
      run.addAll(all(Files.readString(tests.resolve(test)), "\n *// snippet\n(.*?)\n *// end\n"));
    }

    assertThat(shown).hasSize(4).containsExactlyInAnyOrderElementsOf(run);
  }

  private static List<String> all(String text, String regex) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
    while (matcher.find()) {
      found.add(SnippetImportsTest.withoutImports(matcher.group(1).stripIndent().strip()));
    }
    return found;
  }
}
