package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.CustomerProfilesApi;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses and errors of the generated client. */
final class ApiResponseTest extends GeneratedClientScenario {
  @Test
  void response_withResponse_givesStatusHeadersValueAndBytes() {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("X-Request-Id", "r1")
            .addHeader("Link", "a")
            .addHeader("link", "b")
            .body("{\"customerSession\":{\"state\":\"frozen\",\"total\":10.50},\"new\":1}")
            .build());
    ApiResponse<SessionWithEffects> response = sessions.withResponse().getCustomerSession("s1");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("x-request-id")).contains("r1");
    assertThat(response.headers().get("LINK")).containsExactly("a", "b");
    assertThat(response.value().getCustomerSession().getTotal()).isEqualTo(new BigDecimal("10.50"));
    assertThat(response.value().getCustomerSession().getState()).hasToString("frozen");
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(SessionWithEffects.Codec.INSTANCE.toText(response.value()));
  }

  @Test
  void response_noContent_isNull() {
    server.enqueue(new MockResponse.Builder().code(204).build());

    assertThat(new CustomerProfilesApi(client).withResponse().deleteCustomerData("p").value())
        .isNull();
  }

  @Test
  void response_gzip_isRead() {
    okio.Buffer zipped = new okio.Buffer();
    try (okio.BufferedSink sink = okio.Okio.buffer(new okio.GzipSink(zipped))) {
      sink.writeUtf8("{\"effects\":[]}");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    server.enqueue(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(zipped).build());

    assertThat(sessions.reopenCustomerSession("s1").getEffects()).isEmpty();
  }

  @Test
  void response_error_carriesEverythingButItsMessageDoesNot() {
    server.enqueue(
        new MockResponse.Builder()
            .code(400)
            .addHeader("X-Request-Id", "r1")
            .body("{\"message\":\"Cannot move jane@example.com\",\"n\":1.50,\"errors\":[null]}")
            .build());
    ApiException failure = failure(() -> sessions.updateCustomerSessionV2("jane", CLOSE));

    assertThat(failure).hasMessage("updateCustomerSessionV2: 400");
    assertThat(failure.kind()).isEqualTo(ApiException.Kind.STATUS);
    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.operation().id()).isEqualTo("updateCustomerSessionV2");
    assertThat(failure.header("x-request-id")).contains("r1");
    assertThat(failure.bodyText()).contains("jane@example.com");
    assertThat(failure.json().orElseThrow())
        .containsEntry("message", "Cannot move jane@example.com")
        .containsEntry("n", new BigDecimal("1.50"));
  }

  @Test
  void response_htmlFromAProxy_isItsStatus() {
    server.enqueue(
        new MockResponse.Builder()
            .code(502)
            .addHeader("Content-Type", "text/html")
            .body("<html>Bad gateway</html>")
            .build());
    ApiException failure = failure(() -> sessions.getCustomerSession("s1"));

    assertThat(failure).hasMessage("getCustomerSession: 502");
    assertThat(failure.kind()).isEqualTo(ApiException.Kind.STATUS);
    assertThat(failure.json()).isEmpty();
    assertThat(failure.bodyText()).isEqualTo("<html>Bad gateway</html>");
  }

  @Test
  void response_redirect_isNotFollowed() {
    server.enqueue(
        new MockResponse.Builder().code(307).addHeader("Location", server.url("/else")).build());
    ApiException failure = failure(() -> sessions.getCustomerSession("s1"));

    assertThat(failure.status()).isEqualTo(307);
    assertThat(failure.header("location")).isPresent();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>ok</html>",
        "{\"customerSession\":{\"profileId\":\"jane\"",
        "{\"customerSession\":{\"profileId\":[\"jane\"]}}",
        "{\"customerSession\":{\"total\":\"jane\"}}",
        "{\"customerSession\":{\"created\":\"jane\"}}",
        "{} {\"jane\":1}",
      })
  void response_unreadable_keepsStatusHeadersAndBody(String body) {
    server.enqueue(new MockResponse.Builder().addHeader("X-Request-Id", "r1").body(body).build());
    ApiException failure = failure(() -> sessions.getCustomerSession("s1"));

    assertThat(failure.kind()).isEqualTo(ApiException.Kind.UNDECODABLE);
    assertThat(failure.getMessage())
        .startsWith("getCustomerSession: 200, but the response violates #")
        .doesNotContain("jane");
    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.header("x-request-id")).contains("r1");
    assertThat(failure.bodyText()).isEqualTo(body);
    assertThat(failure.violations()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "DELETE", "empty PUT"})
  void response_lost_isATransportFailureAndNothingIsSentTwice(String kind) throws Exception {
    respond(200, "{}");
    sessions.getCustomerSession("warms the connection up");
    server.takeRequest();
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    respond(200, "{\"effects\":[]}");
    ApiException failure =
        failure(
            () -> {
              switch (kind) {
                case "PUT" -> sessions.updateCustomerSessionV2("s1", CLOSE);
                case "POST" -> sessions.returnCartItems("s1", RETURN);
                case "DELETE" -> new CustomerProfilesApi(client).deleteCustomerData("p");
                default -> sessions.reopenCustomerSession("s1");
              }
            });

    assertThat(failure.kind()).isEqualTo(ApiException.Kind.TRANSPORT);
    assertThat(failure.status()).isZero();
    assertThat(failure.getMessage())
        .contains(": no response from " + server.getHostName() + ":" + server.getPort() + ", ");
    assertThat(failure).hasCauseInstanceOf(java.io.IOException.class);
    assertThat(server.takeRequest(1, TimeUnit.SECONDS)).isNotNull();
    assertThat(server.takeRequest(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"200, TRANSPORT", "502, STATUS"})
  void response_breaksOff_keepsTheStatus(int status, ApiException.Kind kind) {
    server.enqueue(
        new MockResponse.Builder()
            .code(status)
            .body("{\"effects\":[" + " ".repeat(100_000) + "]}")
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    ApiException failure = failure(() -> sessions.reopenCustomerSession("s1"));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure).hasCauseInstanceOf(java.io.IOException.class);
  }

  @Test
  void response_unavailableRetryNow_isNotRetriedByOkHttp() {
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());

    assertThat(failure(() -> sessions.updateCustomerSessionV2("s1", CLOSE)).status())
        .isEqualTo(503);
  }

  private void respond(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private static ApiException failure(Runnable call) {
    return catchThrowableOfType(ApiException.class, call::run);
  }
}
