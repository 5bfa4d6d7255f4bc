package shop;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.customersession.stub.wiremock.CustomerSessionExtension.customerSessionApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.customersession.stub.wiremock.CustomerSessionExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API inside the WireMock server that stands for the shop's other services too. */
class BesideOtherStubsTest {
  private static final CustomerSessionExtension API = new CustomerSessionExtension();

  @RegisterExtension
  static final WireMockExtension WIREMOCK =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().extensions(API))
          .build();

  private final Checkout checkout =
      new Checkout(WIREMOCK.baseUrl(), "shop", Duration.ofSeconds(10));

  @Test
  void pay_filledCart_closesSession() {
    assertThat(checkout.look("order-1").statusCode()).as("left by no other test").isEqualTo(404);
    checkout.fill("order-1", "TEA-1", 2);
    checkout.pay("order-1");

    assertThat(checkout.look("order-1").body()).contains("\"state\":\"closed\"", "\"total\":9.8");
    WIREMOCK.verify(
        putRequestedFor(urlPathEqualTo("/v2/customer_sessions/order-1"))
            .withRequestBody(matchingJsonPath("$.customerSession[?(@.state == 'closed')]")));
  }

  @Test
  void stock_ofTheShop_isAnsweredByItsOwnMapping() throws Exception {
    WIREMOCK.stubFor(get("/stock/TEA-1").willReturn(okJson("{\"left\": 7}")));
    checkout.fill("order-1", "TEA-1", 2);

    HttpResponse<String> stock =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(WIREMOCK.url("/stock/TEA-1"))).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(stock.body()).isEqualTo("{\"left\": 7}");
    assertThat(checkout.look("order-1").statusCode()).isEqualTo(200);
  }

  @Test
  void pay_answerIsLost_orderIsPaidAllTheSame() {
    checkout.fill("order-1", "TEA-1", 2);
    WIREMOCK.stubFor(
        put(urlPathTemplate("/v2/customer_sessions/{order}"))
            .willReturn(customerSessionApi().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThatThrownBy(() -> checkout.pay("order-1")).isInstanceOf(LostResponseException.class);

    assertThat(checkout.look("order-1").body()).contains("\"state\":\"closed\"");
  }

  @Test
  void pay_apiIsDownForAMoment_paysAfterwards() {
    checkout.fill("order-1", "TEA-1", 2);
    WIREMOCK.stubFor(
        put(urlPathTemplate("/v2/customer_sessions/{order}"))
            .inScenario("a moment")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(503))
            .willSetStateTo("over"));

    assertThat(checkout.pay("order-1").statusCode()).isEqualTo(503);
    assertThat(checkout.pay("order-1").statusCode()).isEqualTo(200);
  }

  @Test
  void update_unknownState_isAViolation() {
    checkout.update("order-1", "{\"state\": \"shipped\"}");

    assertThat(API.violations())
        .singleElement()
        .satisfies(
            violation -> assertThat(violation.location()).isEqualTo("/customerSession/state"));
  }
}
