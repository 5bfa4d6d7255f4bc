package shop.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.customersession.contract.client.ApiClient;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.client.api.OrdersApi;
import shop.client.api.SecuritySchemes;

/** The main class of the project that was created, in a process of its own. */
class StubMainTest {
  @Test
  void main_servesTheDocument() throws Exception {
    Process main =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "shop.stub.StubMain",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = main.inputReader();
        ApiClient client =
            ApiClient.builder()
                .baseUrl(output.readLine())
                .key(SecuritySchemes.TOKEN, "any")
                .build()) {
      assertEquals(List.of(), new OrdersApi(client).findOrders());
    } finally {
      main.destroy();
    }
  }
}
