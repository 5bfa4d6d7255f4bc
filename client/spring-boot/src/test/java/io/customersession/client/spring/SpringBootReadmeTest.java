package io.customersession.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.client.CustomerSessions;
import io.customersession.client.RequestOptions;
import io.customersession.client.SessionChange;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.spring.AutoConfigureCustomerSessionStub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;

/**
 * The snippets about Spring Boot in the READMEs, and an application with the client and the stub.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureCustomerSessionStub
class SpringBootReadmeTest {
  @Autowired CustomerSessions sessions;
  @Autowired CustomerSessionStub stub;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {
    // snippet
    @Bean
    CustomerSessionsBuilderCustomizer retries() {
      return builder -> builder.retryPolicy(RetryPolicy.builder().maxRetries(4).build());
    }

    @Bean
    CustomerSessionsHttpClientCustomizer connectTimeout() {
      return http -> http.connectTimeout(Duration.ofSeconds(2));
    }
    // end
  }

  @Test
  void application_callsTheStub() {
    sessions.update("order-1", SessionChange.builder().profileId("jane").build());
    sessions.close("order-1", RequestOptions.builder().maxRetries(0).build());

    stub.journal().find().resource("order-1").body("/customerSession/state", "closed").expect(1);
  }

  @ParameterizedTest
  @CsvSource({
    "../README.md, src/test/java/io/customersession/client/spring/SpringBootReadmeTest.java",
    "../../server-stub/README.md, src/it/shop/src/test/java/shop/CheckoutTest.java"
  })
  void snippets_areTheOnesThatRun(Path readme, Path source) throws Exception {
    Matcher run =
        Pattern.compile("\n *// snippet\n(.*?)\n+ *// end\n", Pattern.DOTALL)
            .matcher(Files.readString(source));

    assertThat(run.find()).isTrue();
    assertThat(Files.readString(readme))
        .contains("\n" + run.group(1).stripIndent().strip() + "\n```");
  }
}
