package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.customersession.client.error.ConflictException;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.TooManyRequestsException;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.error.UnexpectedStatusException;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.SessionState;
import io.customersession.contract.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Network faults and faulty servers have the same outcome for blocking and asynchronous calls. */
final class FaultsTest {
  private static final String STATE =
      "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}";
  private static final String ALREADY_CLOSED =
      "{\"message\":\"Cannot move session to state \\\"closed\\\" from state \\\"closed\\\"\"}";
  private static final String HTML = "<html><body>Bad gateway, jane@example.com</body></html>";

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(ScriptedServer.loopback()).build();

  private final ScriptedServer server = new ScriptedServer(SERVER);
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private CustomerSessions sessions;

  @BeforeEach
  void connect() {
    sessions = client(SERVER.baseUrl());
  }

  @AfterEach
  void disconnect() {
    sessions.close();
  }

  private CustomerSessions client(String baseUrl) {
    return CustomerSessions.builder()
        .baseUrl(baseUrl)
        .apiKey("cafe")
        .clock(Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC))
        .sleeper(waits::add)
        .random(() -> 0.5)
        .build();
  }

  private static RequestOptions within(int millis) {
    return RequestOptions.builder().timeout(Duration.ofMillis(millis)).build();
  }

  /** Connections that end before, instead of or during a response. */
  static Stream<Arguments> faults() {
    return CallStyle.combinedWith((Object[]) Fault.values());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_once_isRepeated(CallStyle style, Fault fault) {
    server.next(aResponse().withFault(fault));
    server.next(ok(STATE));

    assertThat(style.update(sessions, RequestOptions.none()).status()).isEqualTo(200);
    assertThat(waits).containsExactly(Duration.ofMillis(250));
    assertThat(server.requests())
        .hasSize(2)
        .extracting(LoggedRequest::getBodyAsString)
        .containsOnly("{\"customerSession\":{\"profileId\":\"jane\"}}");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_always_isATransportFailure(CallStyle style, Fault fault) {
    for (int i = 0; i < 3; i++) {
      server.next(aResponse().withFault(fault));
    }
    Throwable failure = catchThrowable(() -> style.update(sessions, RequestOptions.none()));

    assertThat(failure)
        .isInstanceOf(TransportException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("no complete response")
        .hasMessageNotContaining("jane");
    assertThat(server.requests()).hasSize(3);
  }

  /** A truncated response that can only be recognized by its Content-Length. */
  @ParameterizedTest
  @MethodSource("endings")
  void body_endsInTheMiddle_isATransportFailure(CallStyle style, boolean reset) throws IOException {
    String half =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n" + STATE;
    try (RawServer raw = new RawServer(half, reset);
        CustomerSessions broken = client(raw.url())) {
      Throwable failure = catchThrowable(() -> style.update(broken, RequestOptions.none()));

      assertThat(failure)
          .isInstanceOfSatisfying(
              TransportException.class, it -> assertThat(it.operation()).isNotNull());
      assertThat(raw.connections()).isEqualTo(3);
    }
  }

  static Stream<Arguments> endings() {
    return CallStyle.combinedWith(true, false);
  }

  @ParameterizedTest
  @EnumSource
  void response_late_isRepeatedAfterTheTimeoutOfTheAttempt(CallStyle style) {
    server.next(ok(STATE).withFixedDelay(20_000));
    server.next(ok(STATE));
    // A busy machine may take two.
    server.next(ok(STATE));

    assertThat(style.update(sessions, within(1_500)).status()).isEqualTo(200);
    assertThat(server.requests()).hasSizeBetween(2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void response_slowButInTime_isUsed(CallStyle style) {
    server.next(ok(STATE).withFixedDelay(200));

    assertThat(style.update(sessions, within(20_000)).status()).isEqualTo(200);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void response_dripping_endsAtTheTimeoutOfTheWholeAttempt(CallStyle style) {
    // Each chunk arrives in time, but the last one would not.
    server.next(ok(STATE).withChunkedDribbleDelay(40, 20_000));
    server.next(ok(STATE));
    // A busy machine may take two.
    server.next(ok(STATE));

    assertThat(style.update(sessions, within(1_500)).status()).isEqualTo(200);
    assertThat(server.requests()).hasSizeBetween(2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void response_drippingButInTime_isUsed(CallStyle style) {
    server.next(ok(STATE).withChunkedDribbleDelay(10, 300));

    assertThat(style.update(sessions, within(20_000)).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(STATE);
  }

  static Stream<Arguments> garbage() {
    return CallStyle.combinedWith(
        ok(""),
        aResponse().withStatus(204),
        ok(HTML).withHeader("Content-Type", "text/html"),
        ok("{"),
        ok(STATE + STATE),
        ok("{\"effects\":1}"),
        ok("{\"effects\":[],\"effects\":[]}"),
        ok("[".repeat(100_000)),
        aResponse().withBody(new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'}),
        aResponse().withBody(new byte[] {0, 1, 2, (byte) 0xFF}));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void response_garbage_isReportedAndNotRepeated(
      CallStyle style, ResponseDefinitionBuilder response) {
    server.next(response);
    Throwable failure = catchThrowable(() -> style.update(sessions, RequestOptions.none()));

    assertThat(failure)
        .isInstanceOfSatisfying(
            UndecodableResponseException.class, it -> assertThat(it.violations()).isNotEmpty())
        .hasMessageNotContaining("jane");
    assertThat(server.requests()).hasSize(1);
  }

  static Stream<Arguments> redirects() {
    return CallStyle.combinedWith(301, 302, 303, 307, 308);
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void redirect_isNotFollowedWithTheKey(CallStyle style, int status) {
    server.next(
        aResponse().withStatus(status).withHeader("Location", SERVER.baseUrl() + "/elsewhere"));

    assertThat(catchThrowable(() -> style.update(sessions, RequestOptions.none())))
        .isInstanceOfSatisfying(
            UnexpectedStatusException.class, it -> assertThat(it.status()).isEqualTo(status));
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void response_gzip_isReadAndKeptUnpacked(CallStyle style) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(STATE.getBytes(StandardCharsets.UTF_8));
    }
    server.next(aResponse().withHeader("Content-Encoding", "gzip").withBody(packed.toByteArray()));

    assertThat(style.update(sessions, RequestOptions.none()).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(STATE);
    assertThat(server.requests().get(0).getHeader("Accept-Encoding")).isEqualTo("gzip");
  }

  @ParameterizedTest
  @EnumSource
  void response_brokenGzip_isATransportFailure(CallStyle style) {
    for (int i = 0; i < 3; i++) {
      server.next(ok(STATE).withHeader("Content-Encoding", "gzip"));
    }

    assertThat(catchThrowable(() -> style.update(sessions, RequestOptions.none())))
        .isInstanceOf(TransportException.class);
  }

  static Stream<Arguments> htmlErrors() {
    return CallStyle.combinedWith(500, 502, 503, 504);
  }

  @ParameterizedTest
  @MethodSource("htmlErrors")
  void error_inHtml_isDecodedByStatus(CallStyle style, int status) {
    for (int i = 0; i < 3; i++) {
      server.next(
          aResponse()
              .withStatus(status)
              .withHeader("Content-Type", "text/html; charset=utf-8")
              .withBody(HTML));
    }

    assertThat(catchThrowable(() -> style.update(sessions, RequestOptions.none())))
        .isInstanceOfSatisfying(
            ServerErrorException.class,
            it -> {
              assertThat(it.status()).isEqualTo(status);
              assertThat(it.response().orElseThrow().bodyText()).isEqualTo(HTML);
            })
        .hasMessageNotContaining("jane");
    assertThat(server.requests()).hasSize(3);
  }

  static Stream<Arguments> retryAfters() {
    return CallStyle.combinedWith("7", "Tue, 01 Jan 2030 00:00:07 GMT");
  }

  @ParameterizedTest
  @MethodSource("retryAfters")
  void tooMany_retryAfterInEitherForm_isHonoured(CallStyle style, String retryAfter) {
    server.next(aResponse().withStatus(429).withHeader("Retry-After", retryAfter));
    server.next(ok(STATE));

    assertThat(style.update(sessions, RequestOptions.none()).status()).isEqualTo(200);
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  static Stream<Arguments> longRetryAfters() {
    return CallStyle.combinedWith("3600", "Tue, 01 Jan 2030 01:00:00 GMT");
  }

  @ParameterizedTest
  @MethodSource("longRetryAfters")
  void tooMany_retryAfterTooLong_failsAtOnce(CallStyle style, String retryAfter) {
    server.next(aResponse().withStatus(429).withHeader("Retry-After", retryAfter));

    assertThat(catchThrowable(() -> style.update(sessions, RequestOptions.none())))
        .isInstanceOfSatisfying(
            TooManyRequestsException.class, it -> assertThat(it.retryAfter()).contains(retryAfter));
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void conflict_permanent_isThrownAfterTheRetries(CallStyle style) {
    for (int i = 0; i < 3; i++) {
      server.next(aResponse().withStatus(409).withBody("{\"message\":\"busy\"}"));
    }

    assertThat(catchThrowable(() -> style.update(sessions, RequestOptions.none())))
        .isInstanceOf(ConflictException.class);
    assertThat(waits).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @ParameterizedTest
  @EnumSource
  void close_lostResponseAndAlreadyClosed_isASuccessVerifiedByARead(CallStyle style) {
    server.next(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    server.next(aResponse().withStatus(400).withBody(ALREADY_CLOSED));
    server.next(ok("{\"customerSession\":{\"state\":\"closed\"},\"effects\":[]}"));

    assertThat(style.close(sessions).value().getCustomerSession().getState())
        .isSameAs(SessionState.CLOSED);
    assertThat(server.requests())
        .extracting(it -> it.getMethod().getName())
        .containsExactly("PUT", "PUT", "GET");
  }

  @ParameterizedTest
  @EnumSource
  void close_lostResponseButTheReadContradicts_isRejected(CallStyle style) {
    server.next(aResponse().withFault(Fault.EMPTY_RESPONSE));
    server.next(aResponse().withStatus(400).withBody(ALREADY_CLOSED));
    server.next(ok("{\"customerSession\":{\"state\":\"cancelled\"},\"effects\":[]}"));

    assertThat(catchThrowable(() -> style.close(sessions)))
        .isInstanceOf(IllegalTransitionException.class);
  }

  @ParameterizedTest
  @EnumSource
  void close_lostResponseAndTheReadFails_isRejected(CallStyle style) {
    server.next(aResponse().withFault(Fault.EMPTY_RESPONSE));
    server.next(aResponse().withStatus(400).withBody(ALREADY_CLOSED));
    server.next(aResponse().withStatus(404));

    assertThat(catchThrowable(() -> style.close(sessions)))
        .isInstanceOf(IllegalTransitionException.class)
        .satisfies(
            it ->
                assertThat(it.getSuppressed())
                    .hasAtLeastOneElementOfType(CustomerSessionException.class));
  }

  static Stream<Arguments> updateCounts() {
    return CallStyle.combinedWith(3, 4);
  }

  @ParameterizedTest
  @MethodSource("updateCounts")
  void update_lostResponse_isNotRepeatedOverANewerOne(CallStyle style, int known) {
    CustomerSessionV2 session =
        Json.decodeResponse(
                CustomerSessionV2.Codec.INSTANCE,
                ("{\"updateCount\":" + known + "}").getBytes(StandardCharsets.UTF_8))
            .value();
    server.next(aResponse().withFault(Fault.EMPTY_RESPONSE));
    server.next(ok("{\"customerSession\":{\"updateCount\":4},\"effects\":[]}"));
    server.next(ok(STATE));
    Throwable failure =
        catchThrowable(
            () -> style.update(sessions, RequestOptions.builder().lastSeen(session).build()));

    if (known == 4) {
      assertThat(failure).isNull();
      assertThat(server.requests()).hasSize(3);
    } else {
      assertThat(failure).isInstanceOf(TransportException.class);
      assertThat(server.requests()).hasSize(2);
    }
  }
}
