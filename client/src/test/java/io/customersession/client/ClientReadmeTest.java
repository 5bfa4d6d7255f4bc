package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.SessionState;
import io.customersession.stub.CustomerSessionStub;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What client/README.md shows is what runs, and what it lists is all there is. */
class ClientReadmeTest {
  private static final Path MAIN = Path.of("src/main/java/io/customersession/client");

  @Test
  void snippet_runs() {
    try (CustomerSessionStub stub = CustomerSessionStub.start()) {
      String baseUrl = stub.url();
      // snippet
      try (CustomerSessions sessions =
          CustomerSessions.builder().baseUrl(baseUrl).apiKey("secret").build()) {
        CartItem mugs =
            CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
        sessions.update(
            "order-1", SessionChange.builder().profileId("jane").cartItems(List.of(mugs)).build());

        // An update of one field sends one field; emptying a list is a word of its own.
        sessions.update("order-1", SessionChange.builder().clearCouponCodes().build());

        CustomerSessionV2 closed = sessions.close("order-1").getCustomerSession();
        try {
          sessions.update(
              "order-1",
              SessionChange.builder().profileId("joe").build(),
              RequestOptions.builder().known(closed).build());
        } catch (IllegalTransitionException e) {
          assertThat(e.allowed()).containsExactly(SessionState.CANCELLED); // and nothing was sent
        }
      }
      // end
    }
  }

  @Test
  void readme_snippet_isTheOneThatRuns() throws IOException {
    String test =
        Files.readString(Path.of("src/test/java/io/customersession/client/ClientReadmeTest.java"));
    String shown = readme().split("```java\n")[1].split("```")[0];
    String run = test.split("\n *// snippet\n")[1].split("\n *// end\n")[0];

    assertThat(shown.strip()).isEqualTo(run.stripIndent().strip());
  }

  @Test
  void readme_tables_listEveryExceptionAndOption() throws IOException {
    String readme = readme();
    try (Stream<Path> errors = Files.list(MAIN.resolve("error"))) {
      errors
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.endsWith("Exception"))
          .forEach(name -> assertThat(readme).contains("`" + name + "`"));
    }
    for (Class<?> options : List.of(CustomerSessions.Builder.class, RequestOptions.Builder.class)) {
      Arrays.stream(options.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(method.getModifiers()))
          .filter(method -> !method.isSynthetic())
          .map(Method::getName)
          .filter(name -> !name.equals("build"))
          .forEach(name -> assertThat(readme).contains("`" + name + "`"));
    }
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
