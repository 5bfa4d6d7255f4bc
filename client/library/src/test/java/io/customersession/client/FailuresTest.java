package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.customersession.client.error.ConflictException;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.SessionNotFoundException;
import io.customersession.client.error.TooManyRequestsException;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UnauthorizedException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.error.UnexpectedStatusException;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.contract.client.ApiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions and retries, without real waits. */
final class FailuresTest extends RetryScenario {
  static Stream<Arguments> meanings() {
    return Stream.of(
        Arguments.of(301, UnexpectedStatusException.class),
        Arguments.of(400, InvalidRequestException.class),
        Arguments.of(401, UnauthorizedException.class),
        Arguments.of(403, UnauthorizedException.class),
        Arguments.of(404, SessionNotFoundException.class),
        Arguments.of(405, UnexpectedStatusException.class),
        Arguments.of(409, ConflictException.class),
        Arguments.of(413, InvalidRequestException.class),
        Arguments.of(415, InvalidRequestException.class),
        Arguments.of(429, TooManyRequestsException.class),
        Arguments.of(500, ServerErrorException.class),
        Arguments.of(502, ServerErrorException.class),
        Arguments.of(507, ServerErrorException.class));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void status_anyBody_hasItsException(
      int status, Class<? extends CustomerSessionException> meaning) {
    server.next(
        aResponse()
            .withStatus(status)
            .withHeader("X-Request-Id", "r-1")
            .withHeader("Content-Type", "text/html")
            .withBody(HTML));
    CustomerSessionException failure =
        catchThrowableOfType(
            CustomerSessionException.class,
            () -> sessions.close("jane", RequestOptions.builder().maxRetries(0).build()));

    assertThat(failure).isExactlyInstanceOf(meaning);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(failure.requestId()).contains("r-1");
    assertThat(failure.operation().id()).isEqualTo("updateCustomerSessionV2");
    assertThat(failure.response().orElseThrow().bodyText()).isEqualTo(HTML);
    assertThat(failure)
        .hasMessageStartingWith("updateCustomerSessionV2: " + status + ", ")
        .hasMessageEndingWith(" (request r-1)");
    assertThat(failure.getMessage()).doesNotContain("jane").doesNotContain("cafe");
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HTML, "{\"effects\":1}", "[]", "{} {}"})
  void response_unreadable_isNotRepeated(String body) {
    respond(200, body);
    UndecodableResponseException failure =
        catchThrowableOfType(UndecodableResponseException.class, () -> sessions.close("s1"));

    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.violations()).isNotEmpty();
    assertThat(failure.getMessage()).doesNotContain("jane");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void requestId_notAPlainId_isNotInTheMessage() {
    server.next(aResponse().withStatus(404).withHeader("X-Request-Id", "jane doe"));

    assertThatThrownBy(() -> sessions.get("s1")).hasMessage("getCustomerSession: 404, not found");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504})
  void status_thatMayPass_isRepeatedWithGrowingJitter(int status) {
    respond(status, HTML);
    respond(status, HTML);
    respond(200, STATE);
    sessions.update("s1", SessionChange.builder().profileId("jane").build());

    assertThat(waits).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(events)
        .containsExactly("1 retrying " + status, "2 retrying " + status, "3 succeeded 200");
    assertThat(server.requests())
        .hasSize(3)
        .extracting(LoggedRequest::getBodyAsString)
        .containsOnly("{\"customerSession\":{\"profileId\":\"jane\"}}");
  }

  @Test
  void status_thatStays_endsWithItsException() {
    for (int i = 0; i < 3; i++) {
      respond(503, "");
    }

    assertThatThrownBy(() -> sessions.close("s1")).isInstanceOf(ServerErrorException.class);
    assertThat(events).containsExactly("1 retrying 503", "2 retrying 503", "3 failed 503");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 405, 413, 415, 422, 501, 505, 507})
  void status_thatWouldBeTheSame_isNotRepeated(int status) {
    respond(status, "");

    assertThatThrownBy(() -> sessions.close("s1")).isInstanceOf(CustomerSessionException.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "0 | PT0S",
        "Tue, 01 Jan 2030 00:00:30 GMT | PT30S",
        "Mon, 31 Dec 2029 00:00:00 GMT | PT0S",
        "soon | PT0.25S",
        "-1 | PT0.25S",
      })
  void retryAfter_isHonoured(String header, Duration wait) {
    server.next(aResponse().withStatus(429).withHeader("Retry-After", header));
    respond(200, STATE);
    sessions.close("s1");

    assertThat(waits).containsExactly(wait);
  }

  @Test
  void retryAfter_tooLong_failsImmediately() {
    server.next(aResponse().withStatus(429).withHeader("Retry-After", "3600"));
    TooManyRequestsException failure =
        catchThrowableOfType(TooManyRequestsException.class, () -> sessions.close("s1"));

    assertThat(failure.retryAfter()).contains("3600");
    assertThat(waits).isEmpty();
  }

  @Test
  void connection_refused_isRetriedAndThenATransportFailure() throws IOException {
    TransportException failure;
    String server = "127.0.0.1:" + unusedPort();
    try (CustomerSessions alone = client().baseUrl("http://" + server + "/prefix").build()) {
      failure = catchThrowableOfType(TransportException.class, () -> alone.close("s1"));
    }

    assertThat(failure.status()).isZero();
    assertThat(failure)
        .hasMessage(
            "updateCustomerSessionV2: no complete response from " + server + ", ConnectException");
    assertThat(failure.response().flatMap(ApiException::server)).contains(server);
    assertThat(failure).hasRootCauseInstanceOf(IOException.class);
    assertThat(waits).hasSize(2);
  }

  @Test
  void connection_refusedByAnIpv6Address_namesItInBrackets() throws IOException {
    int port = unusedPort();
    try (CustomerSessions alone = client().baseUrl("http://[::1]:" + port).build()) {
      assertThatThrownBy(() -> alone.close("s1"))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining(" from [::1]:" + port + ", ");
    }
  }

  @Test
  void violations_ofAHostileServer_areNamedWithoutItsData() {
    respond(
        400,
        "{\"message\":\"jane\",\"errors\":["
            + "{\"title\":\"jane\",\"details\":\"jane\",\"source\":{\"pointer\":\"/jane\"}},"
            + "{\"title\":\"minLength\",\"source\":"
            + "{\"pointer\":\"/customerSession/attributes/jane\"}},"
            + "{\"title\":\"Unknown\",\"source\":{\"pointer\":\"jane\"}},"
            + "{\"title\":\"required\",\"source\":{\"parameter\":\"jane\"}},"
            + "{\"title\":\"Malformed JSON\",\"source\":{\"line\":\"jane\"}}]}");

    assertThatThrownBy(() -> sessions.close("s1"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(
            "updateCustomerSessionV2: 400, the request is invalid, 5 violations: other at /*,"
                + " minLength at /customerSession/attributes/*, Unknown at /*,"
                + " required in a parameter, Malformed JSON");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void sleeper_interrupted_endsTheCallAndKeepsTheInterruption() {
    respond(503, "");
    try (CustomerSessions stopped =
        client()
            .sleeper(
                wait -> {
                  throw new InterruptedException();
                })
            .build()) {
      assertThatThrownBy(() -> stopped.close("s1")).isInstanceOf(ServerErrorException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void options_headers_areSent() {
    respond(200, STATE);
    sessions.close("s1", RequestOptions.builder().header("X-Trace", "t1").build());
    LoggedRequest sent = server.requests().get(0);

    assertThat(sent.getHeader("X-Trace")).isEqualTo("t1");
    assertThat(sent.getHeader("Authorization")).isEqualTo("ApiKey-v1 cafe");
    assertThat(sent.getBodyAsString()).isEqualTo("{\"customerSession\":{\"state\":\"closed\"}}");
  }

  @Test
  void withResponse_hasHeadersAndBodyAsTheyCame() {
    server.next(ok(STATE).withHeader("X-Request-Id", "r-1"));

    assertThat(sessions.withResponse().close("s1", RequestOptions.none()).header("x-request-id"))
        .contains("r-1");
  }

  @Test
  void httpClient_ofTheCaller_isUsedAndStaysOpen() {
    List<String> seen = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.add(chain.request().method());
                  return chain.proceed(chain.request());
                })
            .build();
    respond(200, STATE);
    try (CustomerSessions custom = client().httpClient(http).build()) {
      custom.close("s1");
    }

    assertThat(seen).containsExactly("PUT");
    assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
  }

  @Test
  void policy_delay_neverExceedsItsBound() {
    try (CustomerSessions patient =
        client()
            .random(() -> 1)
            .retryPolicy(
                RetryPolicy.builder().maxRetries(4).maxDelay(Duration.ofSeconds(2)).build())
            .build()) {
      for (int i = 0; i < 5; i++) {
        respond(503, "");
      }
      assertThatThrownBy(() -> patient.close("s1")).isInstanceOf(ServerErrorException.class);
    }
    assertThat(waits)
        .containsExactly(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));
  }

  @Test
  void timeout_longerThanOkHttpsOwn_countsForEachStep() {
    List<Integer> reads = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  reads.add(chain.readTimeoutMillis());
                  return chain.proceed(chain.request());
                })
            .build();
    for (int i = 0; i < 3; i++) {
      respond(200, STATE);
    }
    try (CustomerSessions own = client().httpClient(http).build();
        CustomerSessions patient =
            client().httpClient(http).timeout(Duration.ofMinutes(2)).build()) {
      own.close("s1");
      patient.close("s1");
      patient.close("s1", RequestOptions.builder().timeout(Duration.ZERO).build());
    }

    assertThat(reads).containsExactly(http.readTimeoutMillis(), 120_000, 0);
  }

  @Test
  void httpClientCustomizers_ownAndPassedClient_areAppliedAfterTheTimeouts() {
    List<Integer> reads = new ArrayList<>();
    OkHttpClient http = new OkHttpClient();
    Consumer<OkHttpClient.Builder> observed =
        builder ->
            builder.addInterceptor(
                chain -> {
                  reads.add(chain.readTimeoutMillis());
                  return chain.proceed(chain.request());
                });
    respond(200, STATE);
    respond(200, STATE);
    try (CustomerSessions own =
            client()
                .timeout(Duration.ofMinutes(2))
                .httpClientCustomizer(builder -> builder.readTimeout(Duration.ofSeconds(90)))
                .httpClientCustomizer(observed)
                .build();
        CustomerSessions passed =
            client().httpClient(http).httpClientCustomizer(observed).build()) {
      own.close("s1");
      passed.close("s1");
    }

    assertThat(reads).containsExactly(90_000, http.readTimeoutMillis());
    assertThat(http.interceptors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "java.net.ConnectException, true",
    "java.net.SocketTimeoutException, true",
    "java.net.SocketException, true",
    "javax.net.ssl.SSLException, true",
    "javax.net.ssl.SSLPeerUnverifiedException, false",
    "java.io.InterruptedIOException, false",
  })
  void transport_failure_isRepeatedIfItMayPass(
      Class<? extends IOException> kind, boolean repeated) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  try {
                    throw kind.getConstructor(String.class).newInstance("it");
                  } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                  }
                })
            .build();
    try (CustomerSessions broken = client().httpClient(http).build()) {
      assertThatThrownBy(() -> broken.close("s1")).isInstanceOf(TransportException.class);
    }
    assertThat(waits).hasSize(repeated ? 2 : 0);
  }
}
