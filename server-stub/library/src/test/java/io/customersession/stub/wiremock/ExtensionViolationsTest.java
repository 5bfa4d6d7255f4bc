package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.customersession.stub.wiremock.CustomerSessionExtension.customerSessionApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Violations and the control API of the stub in WireMock. */
class ExtensionViolationsTest extends WireMockScenario {
  @Test
  void adminSide_inWireMock_tellsTheStubWhatToDo() throws Exception {
    String fault = "{\"fault\":\"status=503\",\"times\":1}";
    assertThat(send("POST", "/__stub/worlds/main/faults", fault).statusCode()).isEqualTo(201);
    assertThat(update("s", OPEN).statusCode()).isEqualTo(503);
    assertThat(update("s", OPEN).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/__stub/openapi.yaml", "").headers().firstValue("Content-Type"))
        .hasValue("application/yaml");
  }

  @Test
  void violations_ofTheContract_areReadableInJavaAndOverHttp() throws Exception {
    update("s", "{\"customerSession\":{\"state\":\"shipped\"}}");

    assertThat(extension.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.operation()).isEqualTo("updateCustomerSessionV2");
              assertThat(violation.location()).isEqualTo("/customerSession/state");
            });
    HttpResponse<String> listed = violations("");
    assertThat(listed.statusCode()).isEqualTo(200);
    JsonObject only =
        JsonParser.parseString(listed.body())
            .getAsJsonObject()
            .getAsJsonArray("violations")
            .get(0)
            .getAsJsonObject();
    assertThat(only.get("operation").getAsString()).isEqualTo("updateCustomerSessionV2");
    assertThat(only.get("path").getAsString()).isEqualTo("/v2/customer_sessions/s");
    assertThat(only.get("location").getAsString()).isEqualTo("/customerSession/state");
    assertThat(only.get("refused").getAsBoolean()).isTrue();
    assertThat(only.get("sent").getAsString()).isEqualTo("\"shipped\"");
  }

  @Test
  void violations_ofAnotherWorld_areListedByItsName() throws Exception {
    send(
        "PUT",
        "/v2/customer_sessions/s",
        "{\"customerSession\":{\"colour\":1}}",
        World.HEADER,
        "a");

    assertThat(violations("").body())
        .isEqualToIgnoringWhitespace(
            "{\"errors\":0,\"warnings\":0,\"violations\":[],\"expected\":[]}");
    assertThat(violations("?world=a").body()).contains("/customerSession/colour");
    assertThat(violations("?world=b").statusCode()).isEqualTo(404);
    assertThat(extension.stub().worlds().names()).containsExactly("main", "a");
  }

  private HttpResponse<String> violations(String query) throws Exception {
    return send("GET", "/__admin" + CustomerSessionExtension.VIOLATIONS + query, "");
  }

  @Test
  void adminApi_ofTheStub_isServedToo() throws Exception {
    HttpResponse<String> seeded =
        send(
            "POST",
            "/__stub/worlds/main/faults",
            "{\"fault\":\"status=503\",\"operation\":\"getCustomerSession\"}");

    assertThat(seeded.statusCode()).as(seeded.body()).isEqualTo(201);
    assertThat(look("s").statusCode()).isEqualTo(503);
    assertThat(send("GET", "/__stub/worlds", "").body()).contains("main");
    assertThat(send("GET", "/__stubs", "").body()).contains("Request was not matched");
  }

  @Test
  void world_namedByAHeader_isSeenThereOnly() throws Exception {
    send("PUT", "/v2/customer_sessions/s", OPEN, World.HEADER, "a");

    assertThat(look("s").statusCode()).isEqualTo(404);
    assertThat(extension.stub().world("a").journal().exchanges()).hasSize(1);
  }
}
