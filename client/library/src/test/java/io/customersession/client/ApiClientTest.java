package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.ApplicationsApi;
import io.customersession.client.api.CustomerProfilesApi;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.api.StatusApi;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of the generated client. */
final class ApiClientTest extends GeneratedClientScenario {
  @Test
  void execute_update_sendsWhatIsSetAndNothingElse() throws Exception {
    respond(200, "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}");
    sessions.updateCustomerSessionV2(
        "s1", CLOSE, true, OffsetDateTime.parse("2030-01-01T00:00:00+01:00"), null);
    RecordedRequest request = server.takeRequest();

    assertThat(request.getRequestLine())
        .isEqualTo(
            "PUT /v2/customer_sessions/s1?dry=true&now=2030-01-01T00%3A00%3A00.000000%2B01%3A00 HTTP/1.1");
    assertThat(request.getBody().utf8()).isEqualTo("{\"customerSession\":{\"state\":\"closed\"}}");
    assertThat(request.getHeaders().values("Authorization")).containsExactly("ApiKey-v1 cafe");
    assertThat(request.getHeaders().values("Accept")).containsExactly("application/json");
    assertThat(request.getHeaders().values("Content-Type")).containsExactly("application/json");
  }

  @Test
  void execute_optionalParametersAbsent_areNotSent() throws Exception {
    respond(200, "{\"effects\":[]}");
    sessions.updateCustomerSessionV2("s1", CLOSE);

    assertThat(server.takeRequest().getTarget()).isEqualTo("/v2/customer_sessions/s1");
  }

  @Test
  void execute_headerParameter_isSentAsHeader() throws Exception {
    respond(200, "{\"effects\":[]}");
    sessions.returnCartItems("s1", RETURN, null, null, "key-1");
    respond(200, "{\"effects\":[]}");
    sessions.updateCustomerSessionV2("s1", CLOSE, null, null, "key-2");
    respond(200, "{\"effects\":[]}");
    sessions.reopenCustomerSession("s1", "key-3");

    assertThat(server.takeRequest().getHeaders().get("Idempotency-Key")).isEqualTo("key-1");
    assertThat(server.takeRequest().getHeaders().get("Idempotency-Key")).isEqualTo("key-2");
    assertThat(server.takeRequest().getHeaders().get("Idempotency-Key")).isEqualTo("key-3");
  }

  @Test
  void execute_putWithoutBody_sendsLengthZeroAndNoType() throws Exception {
    respond(200, "{\"effects\":[]}");
    sessions.reopenCustomerSession("s1");
    RecordedRequest request = server.takeRequest();

    assertThat(request.getMethod()).isEqualTo("PUT");
    assertThat(request.getHeaders().get("Content-Length")).isEqualTo("0");
    assertThat(request.getHeaders().get("Content-Type")).isNull();
  }

  @Test
  void execute_get_hasNoBodyAndNoType() throws Exception {
    respond(200, "{}");
    sessions.getCustomerSession("s1");
    RecordedRequest request = server.takeRequest();

    assertThat(request.getHeaders().get("Content-Length")).isNull();
    assertThat(request.getHeaders().get("Content-Type")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Order 1/ä+?#%;=,   Order%201%2F%C3%A4%2B%3F%23%25%3B%3D",
        "a/../b,            a%2F..%2Fb",
        "...,               ...",
        "%2e%2e,            %252e%252e",
        "-._~,              -._~",
        "!$&'()*+:@[]\\|^`, %21%24%26%27%28%29%2A%2B%3A%40%5B%5D%5C%7C%5E%60",
        "{customerSessionId}, %7BcustomerSessionId%7D",
        "🛒,                %F0%9F%9B%92",
      })
  void execute_anyId_isOneSegment(String id, String segment) throws Exception {
    respond(200, "{}");
    sessions.getCustomerSession(id);

    assertThat(server.takeRequest().getTarget()).isEqualTo("/v2/customer_sessions/" + segment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a\ud800"})
  void call_idThatCannotBeASegment_isRejected(String id) {
    assertThatThrownBy(() -> new CustomerProfilesApi(client).deleteCustomerData(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("integrationId");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void call_requiredArgumentNull_isRejected() {
    assertThatThrownBy(() -> sessions.getCustomerSession(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("getCustomerSession requires customerSessionId");
    assertThatThrownBy(() -> sessions.updateCustomerSessionV2("s1", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("updateCustomerSessionV2 requires a body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "ü", "\u0000"})
  void call_headerThatHttpCannotSend_isRejectedWithoutQuotingIt(String value) {
    assertThatThrownBy(() -> sessions.returnCartItemsCall("s1", RETURN, null, null, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Idempotency-Key")
        .hasMessageNotContaining(value);
  }

  @Test
  void call_manyQueryParameters_encodesNamesAndValues() {
    ApiCall<?> call =
        new ApplicationsApi(client)
            .getApplicationSessionsCall(
                7L,
                10,
                0,
                "-created",
                "p&q=r s/ä",
                SessionState.PARTIALLY_RETURNED,
                null,
                null,
                null,
                null,
                null,
                null,
                false);

    assertThat(call.path()).isEqualTo("/v1/applications/7/sessions");
    assertThat(call.query())
        .isEqualTo(
            "pageSize=10&skip=0&sort=-created&profile=p%26q%3Dr%20s%2F%C3%A4&state=partially_returned&partialMatch=false");
  }

  @Test
  void call_returnedBody_cannotChangeTheCall() {
    ApiCall<?> call = sessions.updateCustomerSessionV2Call("s1", CLOSE, null, null, null);
    call.body()[0] = 'x';

    assertThat(new String(call.body(), StandardCharsets.UTF_8)).startsWith("{");
    assertThatThrownBy(() -> call.headers().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void execute_headers_ofCallWinOverThoseOfClient() throws Exception {
    respond(200, "{}");
    respond(200, "{}");
    try (ApiClient custom =
        client().header("X-App", "shop").header("User-Agent", "shop/1").build()) {
      ApiCall<SessionWithEffects> call =
          new CustomerSessionsApi(custom).getCustomerSessionCall("s1");
      custom.execute(call);
      custom.execute(call.withHeader("x-app", "till").withHeader("X-App", "kiosk"));
    }
    RecordedRequest first = server.takeRequest();

    assertThat(first.getHeaders().get("X-App")).isEqualTo("shop");
    assertThat(first.getHeaders().get("User-Agent")).isEqualTo("shop/1");
    assertThat(server.takeRequest().getHeaders().values("X-App")).containsExactly("kiosk");
  }

  @Test
  void execute_keys_goOnlyWhereTheirSchemeIsAccepted() throws Exception {
    respond(200, "{\"status\":\"ok\"}");
    respond(200, "{\"data\":[]}");
    respond(200, "{\"data\":[]}");
    new StatusApi(client).health();
    new ApplicationsApi(client).getApplicationSessions(1L);
    try (ApiClient manager = client().key(SecuritySchemes.MANAGER_AUTH, "token").build()) {
      new ApplicationsApi(manager).getApplicationSessions(1L);
    }

    assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer token");
  }

  @Test
  void execute_credentials_areRequestedForEveryCall() throws Exception {
    respond(200, "{}");
    respond(200, "{}");
    List<String> keys = new ArrayList<>(List.of("one", "two"));
    try (ApiClient custom = client().credentials(call -> keys.remove(0)).build()) {
      new CustomerSessionsApi(custom).getCustomerSession("s1");
      new CustomerSessionsApi(custom).getCustomerSession("s1");
    }

    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("one");
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("two");
  }

  @Test
  void execute_baseUrlWithPath_comesFirst() throws Exception {
    respond(200, "{}");
    try (ApiClient custom = client().baseUrl(server.url("/proxy/engine/").toString()).build()) {
      new CustomerSessionsApi(custom).getCustomerSession("s1");
    }

    assertThat(server.takeRequest().getTarget()).isEqualTo("/proxy/engine/v2/customer_sessions/s1");
  }

  @Test
  void build_unusableBaseUrl_isRejected() {
    assertThatThrownBy(() -> ApiClient.builder().build()).isInstanceOf(IllegalStateException.class);
    for (String url :
        List.of("example.com", "ftp://a", "http://a?b=c", "http://a#b", "http://u@a")) {
      assertThatThrownBy(() -> ApiClient.builder().baseUrl(url).build())
          .as(url)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void execute_connectionRefused_isATransportFailure() {
    server.close();
    ApiException failure = failure(() -> sessions.getCustomerSession("s1"));

    assertThat(failure.kind()).isEqualTo(ApiException.Kind.TRANSPORT);
    assertThat(failure.getMessage()).contains("ConnectException");
  }

  @Test
  void execute_httpClientOfTheCaller_keepsItsInterceptorsAndTimeouts() {
    server.enqueue(new MockResponse.Builder().headersDelay(5, TimeUnit.SECONDS).build());
    List<String> seen = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .callTimeout(Duration.ofMillis(200))
            .addInterceptor(
                chain -> {
                  seen.add(chain.request().method());
                  return chain.proceed(chain.request());
                })
            .build();
    try (ApiClient custom = client().httpClient(http).build()) {
      ApiException failure =
          failure(() -> new CustomerSessionsApi(custom).getCustomerSession("s1"));

      assertThat(failure.kind()).isEqualTo(ApiException.Kind.TRANSPORT);
    }
    assertThat(seen).containsExactly("GET");
    assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
  }

  @Test
  void executeAsync_response_completesTheFuture() throws Exception {
    respond(200, "{\"effects\":[]}");
    CompletableFuture<ApiResponse<ReopenedSession>> future =
        client.executeAsync(sessions.reopenCustomerSessionCall("s1", null));

    assertThat(future.get(5, TimeUnit.SECONDS).value().getEffects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, {}, STATUS", "200, oops, UNDECODABLE"})
  void executeAsync_failure_isTheSameException(int status, String body, ApiException.Kind kind) {
    respond(status, body);

    assertThatThrownBy(
            () -> client.executeAsync(sessions.reopenCustomerSessionCall("s1", null)).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApiException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  @Test
  void executeAsync_cancelled_givesTheConnectionUp() throws Exception {
    server.enqueue(new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());
    OkHttpClient http = new OkHttpClient();
    try (ApiClient custom = client().httpClient(http).build()) {
      CompletableFuture<?> future =
          custom.executeAsync(new CustomerSessionsApi(custom).getCustomerSessionCall("s1"));
      server.takeRequest();
      future.cancel(true);
      for (int i = 0; i < 100 && http.dispatcher().runningCallsCount() > 0; i++) {
        Thread.sleep(20);
      }
    }

    assertThat(http.dispatcher().runningCallsCount()).isZero();
    http.dispatcher().executorService().shutdown();
  }

  private void respond(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private static ApiException failure(Runnable call) {
    return catchThrowableOfType(ApiException.class, call::run);
  }
}
