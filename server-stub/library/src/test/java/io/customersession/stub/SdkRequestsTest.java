package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.account.FixturesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the bytes that the vendor's SDKs and shop connectors send, one test per request, and holds
 * each response against the models of the SDK that reads it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkRequestsTest {
  private static final String HMAC_KEY = "6d75672d73686f70";

  /** No attributes and costs are defined, so that each connector may send its own. */
  private static final String ACCOUNT =
      """
      applications:
        - id: 1
          name: Shop
          currency: EUR
          apiKeys: [shop-key]
          managementKeys: [office-key]
          hmacKey: %s
      coupons:
        - code: MUGS2
          amount: 2.50
          sku: mug
      """
          .formatted(HMAC_KEY);

  @TempDir private static Path directory;

  private CustomerSessionStub stub;
  private String lastListed = "0";

  @BeforeAll
  void start() throws IOException {
    Path account = Files.writeString(directory.resolve("account.yaml"), ACCOUNT);
    stub = Stubs.builder().fixtures(FixturesFile.read(account)).start();
  }

  @AfterAll
  void stop() {
    stub.close();
  }

  @TestFactory
  Stream<DynamicContainer> requestsOfSdks() {
    return clients("sdk/requests.txt");
  }

  @TestFactory
  Stream<DynamicContainer> requestsOfConnectors() {
    return clients("sdk/connectors.txt");
  }

  private Stream<DynamicContainer> clients(String resource) {
    List<SdkRequests> clients = SdkRequests.read(resource);
    assertThat(clients).hasSizeGreaterThan(10);
    return clients.stream()
        .map(
            client ->
                DynamicContainer.dynamicContainer(
                    client.name(),
                    client.rows().stream()
                        .map(
                            row ->
                                DynamicTest.dynamicTest(
                                    row.toString(), () -> send(row, client.sdks())))));
  }

  private void send(SdkRequests.Row row, List<SdkModels.Sdk> sdks) throws Exception {
    String target = row.target().replace("{id}", lastListed);
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response response = connection.send(bytes(row, target)).response();

      assertThat(response.status()).as("%s: %s", row, response.body()).isEqualTo(row.status());
      for (String text : row.contained()) {
        assertThat(response.body()).contains(text);
      }
      SdkTolerance.judge(row.method(), target, response, sdks);
      if (target.startsWith("/v1/applications/1/sessions?")) {
        lastListed =
            response.json().getAsJsonArray("data").get(0).getAsJsonObject().get("id").getAsString();
      }
    }
  }

  private String bytes(SdkRequests.Row row, String target) throws GeneralSecurityException {
    StringBuilder text =
        new StringBuilder(row.method() + " " + target + " HTTP/1.1\r\nHost: stub\r\n");
    String headers = String.join("\r\n", row.headers());
    if (!headers.contains("Content-Signature")) {
      boolean manager = target.startsWith("/v1/applications/");
      text.append("Authorization: ")
          .append(manager ? "ManagementKey-v1 office-key" : "ApiKey-v1 shop-key")
          .append("\r\n");
    }
    text.append(headers.replace("{signature}", signature(row.body()))).append("\r\n");
    int length = row.body().getBytes(StandardCharsets.UTF_8).length;
    if (headers.contains("chunked")) {
      return text + "\r\n" + Integer.toHexString(length) + "\r\n" + row.body() + "\r\n0\r\n\r\n";
    }
    if (length > 0 || row.method().equals("PUT") || row.method().equals("POST")) {
      text.append("Content-Length: ").append(length).append("\r\n");
    }
    return text + "\r\n" + row.body();
  }

  private static String signature(String body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(HexFormat.of().parseHex(HMAC_KEY), "HmacMD5"));
    return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
