package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.customersession.client.api.CustomerProfilesApi;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.TransportException;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.retry.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** OkHttp does not repeat requests on its own, but its interceptors can. */
final class SendOnceTest {
  private static final String STATE =
      "{\"effects\":[],\"createdCoupons\":[],\"createdReferrals\":[]}";

  /** A call of each method. */
  enum Kind {
    GET,
    PUT,
    POST,
    DELETE;

    void call(CustomerSessions sessions) {
      switch (this) {
        case GET -> sessions.get("s1");
        case PUT -> sessions.update("s1", SessionChange.builder().profileId("jane").build());
        case POST ->
            sessions.returnItems("s1", List.of(ReturnedCartItem.builder().sku("mug").build()));
        case DELETE ->
            sessions.execute(
                new CustomerProfilesApi(sessions.client()).deleteCustomerDataCall("jane"),
                RequestOptions.none());
      }
    }

    void callAsync(CustomerSessions sessions) {
      try {
        switch (this) {
          case GET -> sessions.async().get("s1").join();
          case PUT ->
              sessions
                  .async()
                  .update("s1", SessionChange.builder().profileId("jane").build())
                  .join();
          case POST ->
              sessions
                  .async()
                  .returnItems("s1", List.of(ReturnedCartItem.builder().sku("mug").build()))
                  .join();
          case DELETE ->
              sessions
                  .async()
                  .execute(
                      new CustomerProfilesApi(sessions.client()).deleteCustomerDataCall("jane"),
                      RequestOptions.none())
                  .join();
        }
      } catch (CompletionException e) {
        throw (RuntimeException) e.getCause();
      }
    }
  }

  /** Failures after which OkHttp would repeat a request of some method on its own. */
  enum End {
    REQUEST_TIMEOUT(it -> it.writeResponse(408, "")),
    REQUEST_TIMEOUT_NOW(
        it -> it.write("HTTP/1.1 408 x\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")),
    MISDIRECTED(it -> it.writeResponse(421, "")),
    UNAVAILABLE_NOW(
        it -> it.write("HTTP/1.1 503 x\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")),
    HANGS_UP(
        it -> {
          throw new IOException("not a word");
        }),
    RESET(HostileServer.Connection::reset);

    private final HostileServer.Script script;

    End(HostileServer.Script script) {
      this.script = script;
    }
  }

  static Stream<Arguments> ends() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> Arrays.stream(End.values()).map(end -> Arguments.of(kind, end)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void call_policyOfNoRetries_isOneRequest(Kind kind, End end) throws IOException {
    // OkHttp repeats more readily on a connection that has worked.
    HostileServer.Script script =
        it -> {
          if (it.head.contains("/warm ")) {
            it.writeResponse(200, STATE);
          } else {
            end.script.respond(it);
          }
        };
    for (boolean waiting : new boolean[] {true, false}) {
      try (HostileServer server = new HostileServer(script);
          CustomerSessions sessions = client(server).retryPolicy(RetryPolicy.none()).build()) {
        sessions.get("warm");
        CustomerSessionException failure =
            catchThrowableOfType(
                CustomerSessionException.class,
                () -> {
                  if (waiting) {
                    kind.call(sessions);
                  } else {
                    kind.callAsync(sessions);
                  }
                });

        assertThat(failure).isNotNull();
        assertThat(server.requests() - 1).isEqualTo(1);
      }
    }
  }

  @Test
  void status_hiddenFromOkHttp_reachesTheCallerAndItsInterceptors() throws IOException {
    List<Integer> seen = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(chain -> noted(seen, chain.proceed(chain.request())))
            .addNetworkInterceptor(chain -> noted(seen, chain.proceed(chain.request())))
            .build();
    try (HostileServer server = new HostileServer(End.UNAVAILABLE_NOW.script);
        CustomerSessions sessions =
            client(server).httpClient(http).retryPolicy(RetryPolicy.none()).build()) {
      CustomerSessionException failure =
          catchThrowableOfType(CustomerSessionException.class, () -> sessions.get("s1"));

      assertThat(failure.status()).isEqualTo(503);
      assertThat(failure.response().orElseThrow().header("Retry-After")).contains("0");
      assertThat(seen).containsExactly(503, 503);
    } finally {
      release(http);
    }
  }

  private static Response noted(List<Integer> seen, Response response) {
    seen.add(response.code());
    return response;
  }

  @Test
  void get_connectionClosedByTheServerMeanwhile_takesAnotherOne() throws Exception {
    HostileServer.Script script =
        it -> {
          it.writeResponse(200, STATE);
          throw new IOException("not worth keeping");
        };
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions = client(server).retryPolicy(RetryPolicy.none()).build()) {
      sessions.get("s1");
      // OkHttp does not check before a GET; the client does after a second of idling.
      Thread.sleep(1_100);
      sessions.get("s1");

      assertThat(server.requests()).isEqualTo(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void authenticator_ofTheUser_repeatsTheRequest(Kind kind) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) -> {
                  asked.incrementAndGet();
                  return response.request().header("X-Gateway") == null
                      ? response.request().newBuilder().header("X-Gateway", "new").build()
                      : null;
                })
            .build();
    HostileServer.Script script =
        it -> {
          boolean known = it.head.contains("X-Gateway: new");
          it.writeResponse(known ? 200 : 401, known ? STATE : "");
        };
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions = client(server).httpClient(http).build()) {
      kind.call(sessions);

      assertThat(server.requests()).isEqualTo(2);
      assertThat(asked).hasValue(1);
    } finally {
      release(http);
    }
  }

  @ParameterizedTest
  @EnumSource
  void authenticator_connectionBreaksAfterIt_sendsNothingAgain(Kind kind) throws IOException {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .authenticator((route, response) -> response.request().newBuilder().build())
            .build();
    HostileServer.Script script =
        it -> {
          if (it.request > 1) {
            throw new IOException("not a word");
          }
          it.writeResponse(401, "");
        };
    try (HostileServer server = new HostileServer(script);
        CustomerSessions sessions =
            client(server).httpClient(http).retryPolicy(RetryPolicy.none()).build()) {
      assertThat(catchThrowableOfType(TransportException.class, () -> kind.call(sessions)))
          .isNotNull();
      assertThat(server.requests()).isEqualTo(2);
    } finally {
      release(http);
    }
  }

  @ParameterizedTest
  @EnumSource
  void proxy_thatWantsAKey_getsIt(Kind kind) throws IOException {
    HostileServer.Script script =
        it -> {
          boolean known = it.head.contains("Proxy-Authorization: secret");
          it.writeResponse(known ? 200 : 407, known ? STATE : "");
        };
    try (HostileServer proxy = new HostileServer(script)) {
      int port = Integer.parseInt(proxy.url().substring("http://127.0.0.1:".length()));
      OkHttpClient http =
          new OkHttpClient.Builder()
              .proxy(
                  new Proxy(
                      Proxy.Type.HTTP,
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
              .proxyAuthenticator(
                  (route, response) ->
                      response
                          .request()
                          .newBuilder()
                          .header("Proxy-Authorization", "secret")
                          .build())
              .build();
      try (CustomerSessions sessions =
          client(proxy).baseUrl("http://shop.example").httpClient(http).build()) {
        kind.call(sessions);

        assertThat(proxy.requests()).isEqualTo(2);
      } finally {
        release(http);
      }
    }
  }

  /** Behaves like logging and signing interceptors. */
  @ParameterizedTest
  @EnumSource
  void interceptor_readsTheBodyAndRepeats_sendsTheSame(Kind kind) throws IOException {
    List<String> bodies = new ArrayList<>();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  if (chain.request().body() != null) {
                    assertThat(chain.request().body().isOneShot()).isFalse();
                    Buffer copy = new Buffer();
                    chain.request().body().writeTo(copy);
                    bodies.add(copy.readUtf8());
                  }
                  chain.proceed(chain.request()).close();
                  return chain.proceed(chain.request());
                })
            .build();
    try (HostileServer server = new HostileServer(it -> it.writeResponse(200, STATE));
        CustomerSessions sessions = client(server).httpClient(http).build()) {
      kind.call(sessions);

      assertThat(server.requests()).isEqualTo(2);
      assertThat(bodies).hasSize(kind == Kind.GET ? 0 : 1);
      assertThat(kind != Kind.PUT || bodies.get(0).contains("jane")).isTrue();
    } finally {
      release(http);
    }
  }

  private static CustomerSessionsBuilder client(HostileServer server) {
    return CustomerSessions.builder()
        .baseUrl(server.url())
        .apiKey("cafe")
        .timeout(Duration.ofSeconds(30))
        .sleeper(wait -> {});
  }

  private static void release(OkHttpClient http) {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
