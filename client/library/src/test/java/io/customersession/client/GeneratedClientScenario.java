package io.customersession.client;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.NewCustomerSessionV2;
import io.customersession.client.model.NewReturn;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiClient;
import java.util.List;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The generated client and a server that it sends requests to. */
abstract class GeneratedClientScenario {
  static final IntegrationRequest CLOSE =
      IntegrationRequest.builder()
          .customerSession(NewCustomerSessionV2.builder().state(SessionState.CLOSED).build())
          .build();
  static final ReturnIntegrationRequest RETURN =
      ReturnIntegrationRequest.builder()
          .returnValue(
              NewReturn.builder()
                  .returnedCartItems(List.of(ReturnedCartItem.builder().sku("a").build()))
                  .build())
          .build();

  @StartStop final MockWebServer server = new MockWebServer();

  ApiClient client;
  CustomerSessionsApi sessions;

  @BeforeEach
  void connect() {
    client = client().build();
    sessions = new CustomerSessionsApi(client);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  ApiClient.Builder client() {
    return ApiClient.builder()
        .baseUrl(server.url("/").toString())
        .key(SecuritySchemes.API_KEY_V1, "cafe");
  }
}
