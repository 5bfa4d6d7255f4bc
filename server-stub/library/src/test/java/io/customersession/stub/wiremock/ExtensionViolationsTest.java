package io.customersession.stub.wiremock;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.world.World;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Violations and the control API of the stub in WireMock. */
class ExtensionViolationsTest extends WireMockScenario {
  @Test
  void controlApi_inWireMock_controlsTheStub() throws Exception {
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
            "{\"errors\":0,\"warnings\":0,\"unlisted\":0,\"violations\":[],\"expected\":[]}");
    assertThat(violations("?world=a").body()).contains("/customerSession/colour");
    assertThat(violations("?world=b").statusCode()).isEqualTo(404);
    assertThat(extension.stub().worlds().names()).containsExactly("main", "a");
  }

  private HttpResponse<String> violations(String query) throws Exception {
    return send("GET", "/__admin" + CustomerSessionExtension.VIOLATIONS + query, "");
  }

  @Test
  void controlApi_ofTheStub_isServedToo() throws Exception {
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
