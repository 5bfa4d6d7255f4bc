package shop;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.customersession.stub.wiremock.CustomerSessionExtension.customerSessionApi;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.spring.AutoConfigureCustomerSessionStub;
import io.customersession.stub.wiremock.CustomerSessionExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** WireMock is the shop's other neighbor, and can have the stub inside. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureCustomerSessionStub
class BesideWireMockTest {
  @RegisterExtension
  static final WireMockExtension SHIPPING =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @DynamicPropertySource
  static void shipping(DynamicPropertyRegistry registry) {
    registry.add("shipping.url", SHIPPING::baseUrl);
  }

  @Test
  void order_isPaidAtTheStub_andShippedByWireMock(
      @Autowired CustomerSessionStub stub, @Value("${local.server.port}") int port)
      throws Exception {
    SHIPPING.stubFor(post(urlPathTemplate("/parcels/{order}")).willReturn(ok("parcel-7")));

    HttpResponse<String> response =
        send("http://localhost:" + port + "/orders/order-1", "POST", "");

    assertThat(response.body()).contains("\"21.00\"").contains("\"parcel-7\"");
    stub.journal().find().resource("order-1").body("/customerSession/state", "closed").expect(1);
  }

  @Test
  void wireMock_hasTheStubInside() throws Exception {
    CustomerSessionExtension api = new CustomerSessionExtension();
    WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort().extensions(api));
    server.start();
    try {
      server.stubFor(
          put(urlPathTemplate("/v2/customer_sessions/{order}")).willReturn(customerSessionApi()));
      String url = server.baseUrl() + "/v2/customer_sessions/order-1";

      assertThat(send(url, "PUT", "{\"customerSession\":{}}").statusCode()).isEqualTo(200);
      assertThat(api.stub().world().sessionCount()).isEqualTo(1);
    } finally {
      server.stop();
    }
  }

  private static HttpResponse<String> send(String url, String method, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "ApiKey-v1 shop")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
