package io.customersession.stub.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the resource does without Quarkus; src/it has an application. */
class CustomerSessionStubResourceTest {
  @WithCustomerSessionStub(
      settings = {"strict=true", "api-key=shop=key=1"},
      urlProperties = "talon.url")
  private static final class Configured {}

  @Test
  void start_settingsOfAnnotation_areThoseOfTheStub() throws Exception {
    CustomerSessionStubResource resource = new CustomerSessionStubResource();
    resource.init(Configured.class.getAnnotation(WithCustomerSessionStub.class));
    Map<String, String> properties = resource.start();
    try {
      String url = properties.get("talon.url");
      assertThat(properties)
          .containsEntry("customer-session.client.base-url", url)
          .containsEntry("customer-session.stub.url", url);
      assertThat(status(url, "shop=key")).isEqualTo(404);
      assertThat(status(url, "other")).isEqualTo(401);
      assertThat(CustomerSessionStubResource.running().world().behaviour().strict()).isTrue();
    } finally {
      resource.stop();
    }
    assertThat(CustomerSessionStubResource.running().isRunning()).isFalse();
  }

  @Test
  void init_unknownSetting_isRefusedWithASuggestion() {
    CustomerSessionStubResource resource = new CustomerSessionStubResource();

    assertThatThrownBy(() -> resource.init(Map.of("strcit", "true")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"strcit\" is not a setting of the stub; did you mean \"strict\"?");
    assertThatThrownBy(() -> resource.init(Map.of("strict", "yes")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strict must be true or false, not \"yes\"");
  }

  @Test
  void snippet_isTheOneThatRuns() throws Exception {
    Matcher run =
        Pattern.compile("\n// snippet\n(.*?)\n// end\n", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src/it/shop/src/test/java/shop/CheckoutTest.java")));

    assertThat(run.find()).isTrue();
    assertThat(Files.readString(Path.of("../README.md")))
        .contains("```java\n" + run.group(1) + "\n```");
  }

  private static int status(String url, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v2/customer_sessions/order-1"))
            .header("Authorization", "ApiKey-v1 " + key)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
