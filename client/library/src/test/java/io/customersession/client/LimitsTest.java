package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.CustomerProfilesApi;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.error.TooManyRequestsException;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.client.ResponseTooLargeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of responses and arguments, and calls after closing. */
final class LimitsTest {
  private final List<Duration> waits = new ArrayList<>();

  private CustomerSessionsBuilder client(HostileServer server) {
    return CustomerSessions.builder().baseUrl(server.url()).apiKey("cafe").sleeper(waits::add);
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "999, false"})
  void response_atTheLimit_isTheLastOneAccepted(int limit, boolean accepted) throws IOException {
    String body = "{\"a\":\"" + "x".repeat(1000 - 8) + "\"}";
    assertThat(body).hasSize(1000);
    try (HostileServer server = new HostileServer(it -> it.writeResponse(200, body));
        CustomerSessions sessions = client(server).maxResponseSize(limit).build()) {
      Throwable thrown = catchThrowable(() -> sessions.get("s1"));

      if (accepted) {
        assertThat(thrown).isNull();
      } else {
        assertThat(thrown)
            .isInstanceOf(UndecodableResponseException.class)
            .hasMessage(
                "getCustomerSession: 200, no usable response, the response body is larger than 999"
                    + " bytes (maxResponseSize)")
            .hasRootCauseInstanceOf(ResponseTooLargeException.class);
        assertThat(((UndecodableResponseException) thrown).violations()).isEmpty();
      }
    }
  }

  @Test
  void error_tooLarge_keepsItsStatusAndReason() throws IOException {
    try (HostileServer server = new HostileServer(it -> it.writeResponse(500, "x".repeat(100)));
        CustomerSessions sessions =
            client(server).maxResponseSize(10).retryPolicy(RetryPolicy.none()).build();
        ApiClient generated =
            ApiClient.builder().baseUrl(server.url()).maxResponseSize(10).build()) {
      assertThatThrownBy(() -> sessions.get("s1"))
          .isInstanceOf(ServerErrorException.class)
          .hasMessageContaining("larger than 10 bytes (maxResponseSize)");
      assertThatThrownBy(() -> new CustomerProfilesApi(generated).deleteCustomerData("p"))
          .isInstanceOf(ApiException.class)
          .hasMessage(
              "deleteCustomerData: 500, but the response body is larger than 10 bytes"
                  + " (maxResponseSize)");
    }
  }

  @Test
  void maxResponseSize_notPositive_isRejected() {
    assertThatThrownBy(() -> ApiClient.builder().maxResponseSize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxResponseSize must be at least 1");
    assertThatThrownBy(
            () -> CustomerSessions.builder().baseUrl("http://a").maxResponseSize(-1).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999", "9223372036854775808", "9999999999999999999999", "61"})
  void retryAfter_ofAnyLength_isTooLongToWait(String seconds) throws IOException {
    HostileServer.Script busy =
        it ->
            it.write("HTTP/1.1 429 x\r\nRetry-After: " + seconds + "\r\nContent-Length: 0\r\n\r\n");
    try (HostileServer server = new HostileServer(busy);
        CustomerSessions sessions = client(server).build()) {
      TooManyRequestsException failure =
          catchThrowableOfType(TooManyRequestsException.class, () -> sessions.get("s1"));

      assertThat(failure.retryAfter()).contains(seconds);
      assertThat(server.requests()).isEqualTo(1);
      assertThat(waits).isEmpty();
    }
  }

  @Test
  void retryAfter_withZerosInFront_isANumber() throws IOException {
    HostileServer.Script busy =
        it -> {
          boolean first = it.request == 1;
          it.write(
              first
                  ? "HTTP/1.1 429 x\r\nRetry-After: 0000000000007\r\nContent-Length: 0\r\n\r\n"
                  : "HTTP/1.1 200 x\r\nContent-Length: 2\r\n\r\n{}");
        };
    try (HostileServer server = new HostileServer(busy);
        CustomerSessions sessions = client(server).build()) {
      sessions.get("s1");

      assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void delete_lostAndThenNotFound_isDone(boolean waiting) throws IOException {
    HostileServer.Script script =
        it -> {
          if (it.request == 1) {
            throw new IOException("carried out, but not a word");
          }
          it.writeResponse(404, "{\"message\":\"gone\"}");
        };
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions = client(server).build()) {
      ApiResponse<Void> response = erase(sessions, waiting);

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.value()).isNull();
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "429, 2"})
  void delete_notFoundWithoutDoubt_isNotFound(int before, int requests) throws IOException {
    HostileServer.Script script =
        it -> it.writeResponse(it.request == 1 && before != 0 ? before : 404, "");
    for (boolean waiting : new boolean[] {true, false}) {
      try (HostileServer server = new HostileServer(script);
          CustomerSessions sessions = client(server).build()) {
        assertThatThrownBy(() -> erase(sessions, waiting))
            .isInstanceOf(SessionNotFoundException.class);
        assertThat(server.requests()).isEqualTo(requests);
      }
    }
  }

  /** Only a DELETE treats 404 as success. */
  @Test
  void get_lostAndThenNotFound_isNotFound() throws IOException {
    HostileServer.Script script = it -> it.writeResponse(it.request == 1 ? 500 : 404, "");
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions = client(server).build()) {
      assertThatThrownBy(() -> sessions.get("s1")).isInstanceOf(SessionNotFoundException.class);
    }
  }

  private static ApiResponse<Void> erase(CustomerSessions sessions, boolean waiting) {
    CustomerProfilesApi api = new CustomerProfilesApi(sessions.client());
    try {
      return waiting
          ? sessions.execute(api.deleteCustomerDataCall("jane"), RequestOptions.none())
          : sessions
              .async()
              .execute(api.deleteCustomerDataCall("jane"), RequestOptions.none())
              .orTimeout(60, TimeUnit.SECONDS)
              .join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://:s3cret@h",
        "http://user:s3cret@h",
        "http://s3cret@h",
        "s3cret@h",
        "http://u:s3cret@h:notaport",
        "http://h:s3cret@x/"
      })
  void baseUrl_withASecret_isRejectedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> ApiClient.builder().baseUrl(url).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base URL")
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
    assertThatThrownBy(() -> CustomerSessions.builder().baseUrl(url).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "X:Y",
        "X Y",
        "X\r\nY",
        "X\u0000",
        "\u00e9",
        "X\"",
        "(X)",
        "X/Y",
        "X,Y",
        "X@Y",
        "Content-Length",
        "transfer-encoding",
        "Connection",
        "Keep-Alive",
        "Host",
        "TE",
        "Trailer",
        "Upgrade",
        "Proxy-Connection"
      })
  void header_thatBreaksARequest_isRejectedBeforeItIsSent(String name) throws IOException {
    try (HostileServer server = new HostileServer(it -> it.writeResponse(200, "{}"));
        CustomerSessions sessions = client(server).build()) {
      assertThatThrownBy(() -> ApiClient.builder().header(name, "1"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client(server).header(name, "1").build())
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> sessions.get("s1", RequestOptions.builder().header(name, "1").build()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void header_ofEveryTokenCharacter_isSent() throws IOException {
    List<String> heads = new ArrayList<>();
    HostileServer.Script script =
        it -> {
          heads.add(it.head);
          it.writeResponse(200, "{}");
        };
    String name = "X-!#$%&'*+.^_`|~09az";
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions = client(server).build()) {
      sessions.get("s1", RequestOptions.builder().header(name, "1").build());
    }
    assertThat(heads).singleElement().asString().contains(name + ": 1\r\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void call_afterClose_failsTheSameWay(boolean own) throws IOException {
    OkHttpClient http = new OkHttpClient();
    try (HostileServer server = new HostileServer(it -> it.writeResponse(200, "{}"))) {
      CustomerSessions sessions =
          own ? client(server).build() : client(server).httpClient(http).build();
      sessions.get("s1");
      sessions.close();
      sessions.close();
      Throwable waiting = catchThrowable(() -> sessions.get("s1"));
      Throwable async =
          catchThrowable(() -> sessions.async().get("s1").orTimeout(60, TimeUnit.SECONDS).join());

      assertThat(waiting)
          .isInstanceOf(TransportException.class)
          .hasRootCauseMessage("the client is closed");
      assertThat(async.getCause())
          .isInstanceOf(TransportException.class)
          .hasMessage(waiting.getMessage())
          .hasRootCauseMessage("the client is closed");
      assertThatThrownBy(
              () -> sessions.get("s1", RequestOptions.builder().timeout(Duration.ZERO).build()))
          .isInstanceOf(TransportException.class);
      assertThat(server.requests()).isEqualTo(1);
      assertThat(waits).isEmpty();
      // The caller owns the OkHttpClient.
      assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
    } finally {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }
}
