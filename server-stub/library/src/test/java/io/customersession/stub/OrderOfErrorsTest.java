package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A request that is wrong in several ways is refused for the first of them, in the contract's
 * order.
 */
class OrderOfErrorsTest {
  private static CustomerSessionStub stub;

  @BeforeAll
  static void start() {
    stub = Stubs.builder().apiKey("right", 1).managementKey("any", 1).maxBodySize(100).start();
    new Api(stub)
        .header("Authorization", "ApiKey-v1 right")
        .putV2("closed", "{\"state\":\"closed\"}")
        .expect(200);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  private static Api.Response send(String line, String key, String type, String body)
      throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      return connection
          .send(
              line
                  + " HTTP/1.1\r\nHost: stub\r\n"
                  + (key.isEmpty() ? "" : "Authorization: " + key + "\r\n")
                  + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                  + "Content-Length: "
                  + bytes.length
                  + "\r\n\r\n")
          .send(bytes)
          .response();
    }
  }

  @ParameterizedTest(name = "{5}: {0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      textBlock =
          """
          PUT /v3/nothing                          | -               | text/plain       | large | 404
          DELETE /v2/customer_sessions/closed      | -               | text/plain       | large | 405
          OPTIONS /v2/customer_sessions/closed     | -               | -                | -     | 405
          PUT /v2/customer_sessions/closed?dry=x   | -               | text/plain       | large | 401
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1 wrong | text/plain       | large | 401
          PUT /v2/customer_sessions/closed?dry=x   | Bearer right    | text/plain       | large | 401
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1       | text/plain       | large | 401
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1 right | text/plain       | large | 413
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1 right | text/plain       | {     | 415
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1 right | -                | {     | 400
          DELETE /v2/events                        | -               | text/plain       | large | 405
          POST /v2/events?dry=x                    | -               | text/plain       | large | 401
          POST /v2/events?dry=x                    | ApiKey-v1 right | text/plain       | large | 413
          POST /v2/events?dry=x                    | ApiKey-v1 right | text/plain       | {     | 501
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1 right | application/json; charset=latin1 | { | 415
          PUT /v2/customer_sessions/closed?dry=x   | ApiKey-v1 right | application/json | {     | 400
          POST /v2/customer_sessions/nobody/returns | ApiKey-v1 right | application/json | {}   | 400
          POST /v2/customer_sessions/nobody/returns | ApiKey-v1 right | application/json | {"return":{"returnedCartItems":[{"position":7}]}} | 404
          PUT /v2/customer_sessions/nobody/reopen  | ApiKey-v1 right | -                | -     | 404
          GET /v1/status/health                    | -               | -                | -     | 200
          GET /v1/applications/1/sessions          | ApiKey-v1 right | -                | -     | 401
          GET /v1/applications/1/sessions          | ManagementKey-v1 any | -           | -     | 200
          GET /v1/applications/1/sessions          | Bearer any      | -                | -     | 200
          """)
  void request_wrongInSeveralWays_isRefusedForTheFirst(
      String line, String key, String type, String body, int status) throws IOException {
    String sent = body == null ? "" : body.equals("large") ? "{".repeat(101) : body;
    Api.Response response = send(line, key == null ? "" : key, type == null ? "" : type, sent);

    assertThat(response.status()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().get("content-type")).isEqualTo("application/json");
    if (status == 405) {
      assertThat(response.headers().get("allow"))
          .isEqualTo(line.contains("customer_sessions") ? "GET, HEAD, PUT" : "");
    }
    if (status != 400 && status != 200) {
      assertThat(response.json().get("StatusCode").getAsInt()).isEqualTo(status);
      assertThat(response.message()).isNotEmpty();
    }
  }

  @Test
  void invalidBody_comesBeforeAnIllegalMove() throws IOException {
    Api.Response invalid =
        send(
            "PUT /v2/customer_sessions/closed",
            "ApiKey-v1 right",
            "application/json",
            "{\"customerSession\":{\"state\":\"open\",\"identifiers\":1}}");
    assertThat(invalid.message()).isEqualTo("The submitted data was invalid");
    Api.Response illegal =
        send(
            "PUT /v2/customer_sessions/closed",
            "ApiKey-v1 right",
            "application/json",
            "{\"customerSession\":{\"state\":\"open\"}}");
    assertThat(illegal.message())
        .isEqualTo("Cannot move session to state \"open\" from state \"closed\"");
  }

  @Test
  void chunkedBody_tooLarge_isRefusedWithoutALength() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.send(
          "PUT /v2/customer_sessions/s HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 right\r\n"
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "80\r\n"
              + "x".repeat(128)
              + "\r\n0\r\n\r\n");
      assertThat(connection.response().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=utf-8",
    "application/json;charset=\"UTF-8\"",
    "Application/JSON"
  })
  void contentType_withParameters_isJsonAllTheSame(String type) throws IOException {
    assertThat(
            send(
                    "PUT /v2/customer_sessions/types",
                    "ApiKey-v1 right",
                    type,
                    "{\"customerSession\":{}}")
                .status())
        .isEqualTo(200);
  }
}
