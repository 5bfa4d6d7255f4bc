package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.Gson;
import com.google.gson.stream.JsonReader;
import com.sun.net.httpserver.HttpServer;
import io.customersession.client.CustomerSessions;
import io.customersession.client.CustomerSessionsBuilder;
import io.customersession.client.RequestOptions;
import io.customersession.client.SessionChange;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.ServerErrorException;
import io.customersession.client.error.TransportException;
import io.customersession.client.error.UnauthorizedException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.retry.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client with the library versions that a platform manages. */
class PlatformTest {
  private static final String STATE =
      "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}";

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch third = new CountDownLatch(3);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = STATE;
  private volatile boolean silent;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          third.countDown();
          exchange.getRequestBody().readAllBytes();
          if (silent) {
            await(over);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          boolean known =
              status == 401 && "new".equals(exchange.getRequestHeaders().getFirst("X-Gateway"));
          exchange.getResponseHeaders().set("Retry-After", "0");
          exchange.sendResponseHeaders(known ? 200 : status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void hangUp() {
    over.countDown();
    server.stop(0);
    threads.shutdown();
  }

  private CustomerSessionsBuilder client() {
    return CustomerSessions.builder()
        .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
        .apiKey("cafe")
        .retryPolicy(RetryPolicy.none());
  }

  @Test
  void libraries_areThoseOfThePlatform() {
    assertThat(jar(JsonReader.class))
        .endsWith("/gson-" + System.getProperty("expected.gson") + ".jar");
    assertThat(jar(OkHttpClient.class))
        .matches(".*/okhttp(-jvm)?-" + System.getProperty("expected.okhttp") + "\\.jar");
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | <html>log in</html> | Undecodable",
        "200 | `` | Undecodable",
        "200 | {\"effects\":[],} | Undecodable",
        "200 | {\"effects\":[]} {} | Undecodable",
        "200 | {\"effects\":NULL} | Undecodable",
        "200 | {\"effects\":[],\"x\":\"\\'\"} | Undecodable",
        "200 | {\"effects\":[],\"x\":\"\\ud83d\"} | Undecodable",
        "200 | {\"effects\":[],\"x\":1e999999999} | Undecodable",
        "200 | {\"effects\":[],\"x\":NaN} | Undecodable",
        "200 | {\"effects\":[],\"x\":01} | Undecodable",
        "400 | {\"message\":\"x\",\"errors\":[],} | InvalidRequest",
        "401 | no key | Unauthorized",
        "502 | <html>Bad Gateway</html> | ServerError",
      })
  void response_notPlainJson_hasItsException(int code, String text, String kind) {
    status = code;
    body = text;
    Class<?> expected = exception(kind);
    try (CustomerSessions sessions = client().build()) {
      assertThat(catchThrowable(() -> sessions.get("s1"))).isExactlyInstanceOf(expected);
      assertThat(thrown(sessions)).isExactlyInstanceOf(expected);
    }
  }

  private static Class<?> exception(String kind) {
    switch (kind) {
      case "Undecodable":
        return UndecodableResponseException.class;
      case "InvalidRequest":
        return InvalidRequestException.class;
      case "Unauthorized":
        return UnauthorizedException.class;
      default:
        return ServerErrorException.class;
    }
  }

  private static Throwable thrown(CustomerSessions sessions) {
    Throwable thrown =
        catchThrowable(() -> sessions.async().get("s1").orTimeout(60, TimeUnit.SECONDS).join());
    return thrown instanceof CompletionException ? thrown.getCause() : thrown;
  }

  @Test
  void response_deep_isUndecodable() {
    body = "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    try (CustomerSessions sessions = client().build()) {
      assertThatThrownBy(() -> sessions.get("s1")).isInstanceOf(UndecodableResponseException.class);
      assertThat(thrown(sessions)).isInstanceOf(UndecodableResponseException.class);
    }
  }

  @Test
  void response_unusualButJson_isRead() {
    body =
        "{\"customerSession\":{\"total\":1.50e1},\"effects\":[],\"x\":[1E+2,\"\\ud83d\\ude00\"]}";
    try (CustomerSessions sessions = client().build()) {
      SessionWithEffects read = sessions.get("s1");

      assertThat(read.getCustomerSession().getTotal()).isEqualByComparingTo("15");
    }
  }

  @Test
  void status_thatOkHttpWouldRepeat_isOneRequest() {
    status = 503;
    try (CustomerSessions sessions = client().build()) {
      assertThatThrownBy(() -> sessions.get("s1")).isInstanceOf(ServerErrorException.class);
      assertThatThrownBy(
              () -> sessions.update("s1", SessionChange.builder().profileId("p").build()))
          .isInstanceOf(ServerErrorException.class);
    }
    assertThat(requests).hasValue(2);
  }

  @Test
  void authenticator_ofAPut_repeatsIt() {
    status = 401;
    OkHttpClient http =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) ->
                    response.request().header("X-Gateway") == null
                        ? response.request().newBuilder().header("X-Gateway", "new").build()
                        : null)
            .build();
    try (CustomerSessions sessions = client().httpClient(http).build()) {
      sessions.update("s1", SessionChange.builder().profileId("p").build());
    } finally {
      http.dispatcher().executorService().shutdown();
    }
    assertThat(requests).hasValue(2);
  }

  @Test
  void server_silent_isLeftInTime() throws Exception {
    silent = true;
    try (CustomerSessions sessions = client().timeout(Duration.ofMinutes(10)).build()) {
      RequestOptions soon = RequestOptions.builder().deadline(Duration.ofMillis(300)).build();
      assertThatThrownBy(() -> sessions.get("s1", soon)).isInstanceOf(TransportException.class);
      RequestOptions timeout = RequestOptions.builder().timeout(Duration.ofMillis(300)).build();
      assertThatThrownBy(() -> sessions.get("s1", timeout)).isInstanceOf(TransportException.class);
      Thread caller = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                await(third);
                caller.interrupt();
              });
      interrupter.start();
      assertThatThrownBy(() -> sessions.get("s1")).isInstanceOf(TransportException.class);
      assertThat(Thread.interrupted()).isTrue();
      interrupter.join();
    }
  }

  @Test
  void response_tooLarge_isNotRead() {
    try (CustomerSessions sessions = client().maxResponseSize(10).build()) {
      assertThatThrownBy(() -> sessions.get("s1")).isInstanceOf(UndecodableResponseException.class);
    }
  }

  @Test
  void gson_ofTheShop_readsAndWritesModels() {
    String text = "{\"profileId\":\"p\",\"state\":\"open\",\"total\":1.50}";
    CustomerSessionV2 session = new Gson().fromJson(text, CustomerSessionV2.class);

    assertThat(new Gson().toJson(session)).isEqualTo(text);
  }
}
