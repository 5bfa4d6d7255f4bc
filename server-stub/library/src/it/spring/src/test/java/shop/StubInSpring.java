package shop;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.junit.CustomerSessionStubExtension;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** What the tests of the application have in common: one application context, and one stub. */
@SpringJUnitConfig(StubInSpring.Application.class)
abstract class StubInSpring {
  @RegisterExtension
  static final CustomerSessionStubExtension STUB =
      CustomerSessionStubExtension.with(CustomerSessionStub::builder).acrossClasses();

  // snippet
  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry registry) {
    registry.add("talon.url", STUB::url);
  }

  // end

  /** The application; it reads the URL when its context is made. */
  @Configuration
  static class Application {
    @Bean
    Talon talon(@Value("${talon.url}") String url) {
      return new Talon(url);
    }
  }

  /** Calls the API at the URL that the application is configured with. */
  record Talon(String url) {
    int status(String session) throws IOException {
      HttpURLConnection http =
          (HttpURLConnection)
              URI.create(url + "/v2/customer_sessions/" + session).toURL().openConnection();
      http.setRequestProperty("Authorization", "ApiKey-v1 shop");
      return http.getResponseCode();
    }
  }
}
