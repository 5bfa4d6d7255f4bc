package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.error.TransportException;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.operation.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no method declares is thrown in all places that run other people's code: an {@link Error}
 * reaches whoever waits as it is, what OkHttp throws unchecked is a failure of the transport, and
 * no future stays open.
 */
final class FatalErrorsTest {
  private static final List<Supplier<Error>> ERRORS =
      List.of(
          () -> new OutOfMemoryError("of a test"),
          StackOverflowError::new,
          () -> new NoClassDefFoundError("com/google/gson/Strictness"));

  /** The places where OkHttp calls user code. */
  enum Place {
    INTERCEPTOR,
    NETWORK_INTERCEPTOR,
    BODY,
    BODY_OF_AN_ERROR,
    EVENTS;

    OkHttpClient client(Supplier<? extends Throwable> thrown) {
      OkHttpClient.Builder http = new OkHttpClient.Builder();
      switch (this) {
        case INTERCEPTOR ->
            http.addInterceptor(
                chain -> {
                  throw sneaky(thrown.get());
                });
        case NETWORK_INTERCEPTOR ->
            http.addNetworkInterceptor(
                chain -> {
                  throw sneaky(thrown.get());
                });
        case BODY -> http.addInterceptor(chain -> broken(chain.proceed(chain.request()), thrown));
        case BODY_OF_AN_ERROR ->
            http.addInterceptor(
                chain ->
                    broken(chain.proceed(chain.request()).newBuilder().code(500).build(), thrown));
        case EVENTS ->
            http.eventListener(
                new EventListener() {
                  @Override
                  public void requestHeadersStart(Call call) {
                    throw sneaky(thrown.get());
                  }
                });
      }
      return http.build();
    }
  }

  private HostileServer server;

  @BeforeEach
  void listen() throws IOException {
    server = new HostileServer(it -> it.writeResponse(200, "{\"effects\":[]}"));
  }

  @AfterEach
  void hangUp() throws IOException {
    server.close();
  }

  static Stream<Arguments> errors() {
    return Arrays.stream(Place.values())
        .flatMap(place -> ERRORS.stream().map(error -> Arguments.of(place, error.get())));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_inOkHttp_reachesTheCaller(Place place, Error error) {
    OkHttpClient http = place.client(() -> error);
    try (CustomerSessions sessions = client().httpClient(http).build();
        ApiClient generated = ApiClient.builder().baseUrl(server.url()).httpClient(http).build()) {
      CustomerSessionsApi api = new CustomerSessionsApi(generated);

      assertThat(catchThrowable(() -> sessions.get("s1"))).isSameAs(error);
      assertThat(thrown(sessions.async().get("s1"))).isSameAs(error);
      assertThat(catchThrowable(() -> api.getCustomerSession("s1"))).isSameAs(error);
      assertThat(thrown(generated.executeAsync(api.getCustomerSessionCall("s1")))).isSameAs(error);
    } finally {
      release(http);
    }
  }

  static Stream<Arguments> unchecked() {
    return Arrays.stream(Place.values())
        .filter(place -> place != Place.BODY_OF_AN_ERROR)
        .flatMap(
            place ->
                Stream.of(
                        new IllegalArgumentException("byteCount < 0: -5"),
                        new IllegalStateException("closed"),
                        new Exception("checked, past the compiler"))
                    .map(it -> Arguments.of(place, it)));
  }

  @ParameterizedTest
  @MethodSource("unchecked")
  void exception_uncheckedInOkHttp_isATransportFailure(Place place, Exception thrown) {
    OkHttpClient http = place.client(() -> thrown);
    try (CustomerSessions sessions = client().httpClient(http).build()) {
      for (Throwable failure :
          List.of(catchThrowable(() -> sessions.get("s1")), thrown(sessions.async().get("s1")))) {
        assertThat(failure).isInstanceOf(TransportException.class).hasRootCause(thrown);
      }
    } finally {
      release(http);
    }
  }

  @Test
  void error_inAListener_reachesTheCaller() {
    for (Supplier<Error> error : ERRORS) {
      Error one = error.get();
      ClientListener broken =
          new ClientListener() {
            @Override
            public void succeeded(Operation operation, int attempt, int status, Duration duration) {
              throw one;
            }
          };
      try (CustomerSessions sessions = client().listener(broken).build()) {
        assertThat(catchThrowable(() -> sessions.get("s1"))).isSameAs(one);
        assertThat(thrown(sessions.async().get("s1"))).isSameAs(one);
      }
    }
  }

  @Test
  void error_inCredentials_reachesTheCaller() {
    for (Supplier<Error> error : ERRORS) {
      Error one = error.get();
      try (CustomerSessions sessions =
          client()
              .credentials(
                  call -> {
                    throw one;
                  })
              .build()) {
        assertThat(catchThrowable(() -> sessions.get("s1"))).isSameAs(one);
        assertThat(thrown(sessions.async().get("s1"))).isSameAs(one);
      }
    }
  }

  @Test
  void error_inTheErrorDecoderOrSleeper_reachesTheCaller() throws IOException {
    try (HostileServer busy = new HostileServer(it -> it.writeResponse(503, ""))) {
      for (Supplier<Error> error : ERRORS) {
        Error one = error.get();
        try (CustomerSessions decoding =
                client()
                    .baseUrl(busy.url())
                    .errorDecoder(
                        failure -> {
                          throw one;
                        })
                    .build();
            CustomerSessions sleeping =
                client()
                    .baseUrl(busy.url())
                    .sleeper(
                        wait -> {
                          throw one;
                        })
                    .build()) {
          assertThat(catchThrowable(() -> decoding.get("s1"))).isSameAs(one);
          assertThat(thrown(decoding.async().get("s1"))).isSameAs(one);
          assertThat(catchThrowable(() -> sleeping.get("s1"))).isSameAs(one);
          assertThat(thrown(sleeping.async().get("s1"))).isSameAs(one);
        }
      }
    }
  }

  /** Fails like an executor that cannot start a thread. */
  @Test
  void executor_thatFails_doesNotKeepTheFutureOpen() {
    for (Throwable error :
        List.of(
            new OutOfMemoryError("unable to create native thread"),
            new RejectedExecutionException(),
            new IllegalStateException("stopped"))) {
      try (CustomerSessions sessions =
          client()
              .executor(
                  task -> {
                    throw sneaky(error);
                  })
              .build()) {
        assertThat(thrown(sessions.async().get("s1"))).isNull();
      }
    }
  }

  @Test
  void dispatcher_thatFails_failsTheFuture() {
    for (Throwable error :
        List.of(
            new OutOfMemoryError("unable to create native thread"),
            new RejectedExecutionException())) {
      ExecutorService threads =
          new java.util.concurrent.AbstractExecutorService() {
            private final ExecutorService real = Executors.newSingleThreadExecutor();

            @Override
            public void execute(Runnable command) {
              throw sneaky(error);
            }

            @Override
            public void shutdown() {
              real.shutdown();
            }

            @Override
            public List<Runnable> shutdownNow() {
              return real.shutdownNow();
            }

            @Override
            public boolean isShutdown() {
              return real.isShutdown();
            }

            @Override
            public boolean isTerminated() {
              return real.isTerminated();
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
              return true;
            }
          };
      OkHttpClient http = new OkHttpClient.Builder().dispatcher(new Dispatcher(threads)).build();
      try (CustomerSessions sessions = client().httpClient(http).build()) {
        assertThat(thrown(sessions.async().get("s1")))
            .isInstanceOfAny(OutOfMemoryError.class, TransportException.class);
      } finally {
        release(http);
      }
    }
  }

  private CustomerSessionsBuilder client() {
    return CustomerSessions.builder()
        .baseUrl(server.url())
        .apiKey("cafe")
        .timeout(Duration.ofSeconds(60))
        .sleeper(wait -> {});
  }

  /** Returns the failure of a future, or null if it has a value. */
  private static Throwable thrown(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> future.orTimeout(60, TimeUnit.SECONDS).join());
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    assertThat(cause instanceof TimeoutException).as("the future stays open").isFalse();
    return cause;
  }

  private static Response broken(Response response, Supplier<? extends Throwable> thrown) {
    BufferedSource source =
        Okio.buffer(
            new ForwardingSource(response.body().source()) {
              @Override
              public long read(Buffer sink, long byteCount) {
                throw sneaky(thrown.get());
              }
            });
    return response.newBuilder().body(new Body(source)).build();
  }

  /** A body that is read from a given source. */
  private static final class Body extends ResponseBody {
    private final BufferedSource source;

    Body(BufferedSource source) {
      this.source = source;
    }

    @Override
    public MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  @SuppressWarnings("unchecked") // as Kotlin does, which has no checked exceptions
  private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static void release(OkHttpClient http) {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
