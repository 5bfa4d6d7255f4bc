package io.customersession.contract.client;

import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.OperationDefinition;
import io.customersession.contract.operation.ResponseDefinition;
import io.customersession.contract.operation.SecurityScheme;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to one server through OkHttp. Immutable and thread-safe; create one instance and
 * share it.
 *
 * <p>Redirects are not followed. Each call sends at most one request: OkHttp's own retries after a
 * broken connection, 408, 421 and 503 are disabled. Authenticators and interceptors of the
 * OkHttpClient may still send a request again; bodies are repeatable.
 *
 * <p>The size of response bodies is limited, by default to 32 MiB. Every failure after a call has
 * been built is an {@link ApiException}, except that an {@link Error} is thrown, or completes the
 * future, as is.
 *
 * <p>Each OkHttp request has its {@link Operation} as a tag, for interceptors and event listeners.
 */
public final class ApiClient implements AutoCloseable {
  /** Provides the credentials of calls that require them. Called by any thread. */
  @FunctionalInterface
  public interface Credentials {
    /**
     * Returns the credentials of a call.
     *
     * @param call the call to authenticate
     * @return the value of the Authorization header, or null to send none
     */
    @Nullable String authorization(ApiCall<?> call);
  }

  private static final int DEFAULT_MAX_RESPONSE_SIZE = 32 * 1024 * 1024;
  private static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(60);

  private final HttpUrl baseUrl;
  private final OkHttpClient http;
  private final boolean ownsHttp;
  private final Authentication authentication;
  private final Map<String, String> headers;
  private final ResponseReader responses;
  private volatile boolean closed;

  private ApiClient(Builder builder, HttpUrl baseUrl) {
    this.baseUrl = baseUrl;
    ownsHttp = builder.httpClient == null;
    OkHttpClient.Builder base =
        builder.httpClient == null
            ? new OkHttpClient.Builder().callTimeout(DEFAULT_CALL_TIMEOUT)
            : builder.httpClient.newBuilder();
    http = SendOnce.install(base.followRedirects(false).followSslRedirects(false)).build();
    authentication = new Authentication(builder.credentials, builder.keys);
    headers = new LinkedHashMap<>(builder.headers);
    responses = new ResponseReader(builder.maxResponseSize);
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Sends a call and waits for its response. Interrupting the waiting thread cancels the call; the
   * thread's interrupt flag remains set.
   *
   * @param call the call to send
   * @return the response
   * @throws ApiException if the status is not 2xx, or no readable response arrives
   */
  public <T extends @Nullable Object> ApiResponse<T> execute(ApiCall<T> call) {
    if (Thread.currentThread().isInterrupted()) {
      throw Failures.withoutResponse(
          call, baseUrl, new InterruptedIOException("interrupted before the call was sent"));
    }
    Call sent = newCall(call);
    InterruptWatch watch = InterruptWatch.start(sent);
    try {
      return responses.read(call, sent, response(call, sent));
    } finally {
      watch.stop();
    }
  }

  private static Response response(ApiCall<?> call, Call sent) {
    try {
      return sent.execute();
    } catch (Exception e) {
      // Interceptors written in Kotlin can throw undeclared checked exceptions.
      throw Failures.withoutResponse(call, sent.request().url(), e);
    }
  }

  /**
   * Sends a call and returns immediately. The future fails with an {@link ApiException}; cancelling
   * or completing it cancels the call. Dependent stages run on a thread of OkHttp's dispatcher
   * unless they specify an executor.
   *
   * @param call the call to send
   * @return the future response
   */
  public <T extends @Nullable Object> CompletableFuture<ApiResponse<T>> executeAsync(
      ApiCall<T> call) {
    CompletableFuture<ApiResponse<T>> future = new CompletableFuture<>();
    try {
      Call sent = newCall(call);
      AtomicBoolean received = new AtomicBoolean();
      CompletableFuture<ApiResponse<T>> unused =
          future.whenComplete(
              (response, failure) -> {
                // A received body may still be read from the connection.
                if (!received.get()) {
                  sent.cancel();
                }
              });
      endAtDeadline(call, sent, future);
      sent.enqueue(
          new Callback() {
            @Override
            public void onResponse(Call sent, Response response) {
              try {
                ApiResponse<T> read = responses.read(call, sent, response);
                received.set(true);
                if (!future.complete(read)) {
                  // Nobody gets the body, which would hold the connection.
                  response.close();
                }
              } catch (Throwable e) {
                future.completeExceptionally(e);
              }
            }

            @Override
            public void onFailure(Call sent, IOException e) {
              try {
                future.completeExceptionally(Failures.withoutResponse(call, baseUrl, e));
              } catch (Throwable error) {
                future.completeExceptionally(error);
              }
            }
          });
    } catch (Throwable e) {
      // The future must complete even if OkHttp could not start a thread.
      future.completeExceptionally(e);
    }
    return future;
  }

  /** OkHttp's call timeout does not include the time that a call waits in the queue. */
  private static <T extends @Nullable Object> void endAtDeadline(
      ApiCall<T> call, Call sent, CompletableFuture<ApiResponse<T>> future) {
    Duration deadline = call.deadline();
    if (deadline == null) {
      return;
    }
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, SendOnce.millis(deadline), TimeUnit.MILLISECONDS);
    // The JDK shares one timer thread, which must not run dependent stages.
    CompletableFuture<Void> unused =
        timer.thenRunAsync(
            () -> {
              if (future.completeExceptionally(
                  Failures.withoutResponse(
                      call, sent.request().url(), new InterruptedIOException("timeout")))) {
                sent.cancel();
              }
            });
    CompletableFuture<ApiResponse<T>> unusedTimer =
        future.whenComplete((response, failure) -> timer.cancel(false));
  }

  /** Returns true if the bodies of a call can take any time: they are octets, or have files. */
  private static boolean isStreamed(ApiCall<?> call) {
    OperationDefinition definition = call.operation().definition();
    BodyDefinition request = call.data() == null ? null : definition.request();
    return (request != null && request.isLarge())
        || definition.responses().stream()
            .map(ResponseDefinition::body)
            .anyMatch(body -> body != null && body.isLarge());
  }

  /** Returns a call of OkHttp with the timeouts that apply to it. */
  Call newCall(ApiCall<?> call) {
    if (closed) {
      throw Failures.withoutResponse(
          call, baseUrl, new InterruptedIOException("the client is closed"));
    }
    Call sent = http.newCall(request(call));
    Duration timeout = call.timeout();
    if (timeout != null) {
      sent.timeout().timeout(SendOnce.millis(timeout), TimeUnit.MILLISECONDS);
    } else if (ownsHttp && isStreamed(call)) {
      sent.timeout().clearTimeout();
    }
    Duration deadline = call.deadline();
    if (deadline != null) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, SendOnce.millis(deadline)));
      long set = sent.timeout().timeoutNanos();
      sent.timeout().timeout(set == 0 ? nanos : Math.min(set, nanos), TimeUnit.NANOSECONDS);
    }
    return sent;
  }

  /**
   * Rejects all further calls. Releases threads and connections unless the OkHttpClient was passed
   * to the builder.
   */
  @Override
  public void close() {
    closed = true;
    if (ownsHttp) {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  /** Returns the server's address. */
  @Override
  public String toString() {
    return baseUrl.toString();
  }

  private Request request(ApiCall<?> call) {
    HttpUrl.Builder url = baseUrl.newBuilder().addEncodedPathSegments(call.path().substring(1));
    if (!call.query().isEmpty()) {
      url.encodedQuery(call.query());
    }
    Request.Builder request =
        new Request.Builder()
            .url(baseUrl)
            .tag(Operation.class, call.operation())
            .tag(Duration.class, call.timeout())
            .method(call.operation().method(), RequestContent.of(call))
            .header("Accept", RequestContent.accept(call.operation()));
    String contentType = RequestContent.contentType(call);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    headers.forEach(request::header);
    call.headers().forEach(request::header);
    authentication.addTo(call, request, url);
    return request.url(url.build()).build();
  }

  /** Collects the settings of a client. */
  public static final class Builder {
    private final Map<String, Supplier<@Nullable String>> keys = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String baseUrl;
    private @Nullable OkHttpClient httpClient;
    private @Nullable Credentials credentials;
    private int maxResponseSize = DEFAULT_MAX_RESPONSE_SIZE;

    private Builder() {}

    /**
     * Sets the address of the server. Required.
     *
     * @param baseUrl an http or https URL, such as {@code https://example.com}; its path is the
     *     prefix of all paths
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    /**
     * Sets the OkHttpClient to use, including its timeouts, interceptors, connections and threads.
     * The caller remains responsible for closing it. Default: an OkHttpClient owned by this client,
     * with a call timeout of 60 s. Calls that send or receive octets or files have none, because
     * they may take as long as bytes arrive; {@link ApiCall#withTimeout} limits them.
     */
    public Builder httpClient(OkHttpClient httpClient) {
      this.httpClient = httpClient;
      return this;
    }

    /**
     * Adds a key, which is sent with every operation that accepts its scheme. If an operation has
     * alternatives, the first of them that has all of its keys is used.
     *
     * @param scheme a constant of the generated {@code SecuritySchemes}
     * @param key the key without the scheme's prefix; for HTTP Basic, see {@link
     *     SecurityScheme#basicKey}
     */
    public Builder key(SecurityScheme scheme, String key) {
      return key(scheme, () -> key);
    }

    /**
     * Adds a source of keys, such as the tokens of OAuth 2 or OpenID Connect. It is asked for each
     * call of an operation that accepts the scheme, by any thread, and should keep a token while it
     * is valid.
     *
     * @param scheme a constant of the generated {@code SecuritySchemes}
     * @param source returns the key without the scheme's prefix, or null if there is none
     */
    public Builder key(SecurityScheme scheme, Supplier<@Nullable String> source) {
      keys.put(scheme.name(), source);
      return this;
    }

    /** Sets a source of Authorization headers that replaces the keys, for keys that sign calls. */
    public Builder credentials(Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /**
     * Adds a header to every call that does not have its own header of the same name.
     *
     * @throws IllegalArgumentException if the header cannot be sent
     */
    public Builder header(String name, String value) {
      headers.put(name, ApiCall.checkedHeader(name, value));
      return this;
    }

    /**
     * Sets the maximum size of a response body in bytes after decompression. A larger body is not
     * read completely: a success becomes undecodable, and an error keeps its status but loses its
     * body. Default: 32 MiB.
     *
     * @throws IllegalArgumentException if the size is less than 1
     */
    public Builder maxResponseSize(int maxResponseSize) {
      if (maxResponseSize < 1) {
        throw new IllegalArgumentException("maxResponseSize must be at least 1");
      }
      this.maxResponseSize = maxResponseSize;
      return this;
    }

    /**
     * Builds the client.
     *
     * @throws IllegalStateException if the base URL is missing, or if the version of OkHttp or Gson
     *     on the class path is too old
     * @throws IllegalArgumentException if the base URL is not an http or https URL, or if it
     *     contains a user, password, query or fragment
     */
    public ApiClient build() {
      Libraries.check();
      HttpUrl url = url(Model.present(baseUrl, "ApiClient.baseUrl"));
      if (!url.username().isEmpty()
          || !url.password().isEmpty()
          || url.query() != null
          || url.fragment() != null) {
        throw new IllegalArgumentException(
            "the base URL must not have a user, a password, a query or a fragment");
      }
      return new ApiClient(this, url);
    }

    private static HttpUrl url(String text) {
      if (!text.contains("@")) {
        return HttpUrl.get(text);
      }
      try {
        return HttpUrl.get(text);
      } catch (IllegalArgumentException e) {
        // OkHttp's message contains parts of the text, which may be a password.
        throw new IllegalArgumentException("the base URL is not an http or https URL");
      }
    }
  }
}
