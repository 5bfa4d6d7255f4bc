package io.customersession.contract.client;

import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.SecurityScheme;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to one server through OkHttp. Immutable and safe for use by several threads; make one
 * and share it.
 *
 * <p>Redirects are not followed. Each call is at most one request: OkHttp repeats neither a request
 * whose connection breaks nor one that the server refuses with 408, 421 or 503. Authenticators and
 * interceptors of the OkHttpClient may still send it again; bodies are repeatable.
 *
 * <p>A response body is read up to a limit, 32 MiB by default. Whatever goes wrong after a call was
 * built is an {@link ApiException}, except an {@link Error}, which reaches the caller or completes
 * the future as it is.
 *
 * <p>Interceptors and event listeners of OkHttp find the {@link Operation} in the tags of a
 * request.
 */
public final class ApiClient implements AutoCloseable {
  /** Says what authenticates a call. It is asked for every call that needs a key, by any thread. */
  @FunctionalInterface
  public interface Credentials {
    /** Returns the Authorization header's value, or null to send none. */
    @Nullable String authorization(ApiCall<?> call);
  }

  private static final MediaType JSON = MediaType.get("application/json");
  private static final int MAX_RESPONSE_SIZE = 32 * 1024 * 1024;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final HttpUrl baseUrl;
  private final OkHttpClient http;
  private final boolean ownsHttp;
  private final Credentials credentials;
  private final Map<String, String> headers;
  private final int maxResponseSize;
  private volatile boolean closed;

  private ApiClient(Builder builder, HttpUrl baseUrl) {
    this.baseUrl = baseUrl;
    ownsHttp = builder.http == null;
    OkHttpClient.Builder given =
        builder.http == null
            ? new OkHttpClient.Builder().callTimeout(CALL_TIMEOUT)
            : builder.http.newBuilder();
    http = SendOnce.install(given.followRedirects(false).followSslRedirects(false)).build();
    credentials = builder.credentials == null ? new Keys(builder.keys) : builder.credentials;
    headers = new LinkedHashMap<>(builder.headers);
    maxResponseSize = builder.maxResponseSize;
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Sends a call and waits for its response. An interruption of the waiting thread cancels the call
   * and keeps the thread's interrupt flag set.
   *
   * @throws ApiException if the server refuses or fails, or no readable response comes
   */
  public <T extends @Nullable Object> ApiResponse<T> execute(ApiCall<T> call) {
    if (Thread.currentThread().isInterrupted()) {
      throw failure(call, new InterruptedIOException("interrupted before anything was sent"));
    }
    Call sent = newCall(call);
    InterruptWatch watch = InterruptWatch.start(sent);
    try {
      return read(call, sent, response(call, sent));
    } finally {
      watch.stop();
    }
  }

  private static Response response(ApiCall<?> call, Call sent) {
    try {
      return sent.execute();
    } catch (Exception e) {
      // Kotlin code may throw checked exceptions that it does not declare.
      throw failure(call, e);
    }
  }

  /**
   * Sends a call and returns at once. The future fails with an {@link ApiException}; cancelling it
   * cancels the call. What depends on it runs on a thread of OkHttp's dispatcher unless it says
   * otherwise.
   */
  public <T extends @Nullable Object> CompletableFuture<ApiResponse<T>> executeAsync(
      ApiCall<T> call) {
    CompletableFuture<ApiResponse<T>> future = new CompletableFuture<>();
    try {
      Call sent = newCall(call);
      future.whenComplete(
          (response, failure) -> {
            if (future.isCancelled()) {
              sent.cancel();
            }
          });
      endAtDeadline(call, sent, future);
      sent.enqueue(
          new Callback() {
            @Override
            public void onResponse(Call sent, Response response) {
              try {
                future.complete(read(call, sent, response));
              } catch (Throwable e) {
                future.completeExceptionally(e);
              }
            }

            @Override
            public void onFailure(Call sent, IOException e) {
              try {
                future.completeExceptionally(failure(call, e));
              } catch (Throwable error) {
                future.completeExceptionally(error);
              }
            }
          });
    } catch (Throwable e) {
      // Nobody else completes it, even if no thread could be started.
      future.completeExceptionally(e);
    }
    return future;
  }

  /** OkHttp does not count the time that a call waits for its turn. */
  private static <T extends @Nullable Object> void endAtDeadline(
      ApiCall<T> call, Call sent, CompletableFuture<ApiResponse<T>> future) {
    Duration deadline = call.deadline();
    if (deadline == null) {
      return;
    }
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, SendOnce.millis(deadline), TimeUnit.MILLISECONDS);
    // The JDK has one timer thread for everybody, which must not be kept busy.
    CompletableFuture<Void> unused =
        timer.thenRunAsync(
            () -> {
              if (future.completeExceptionally(
                  failure(call, new InterruptedIOException("timeout")))) {
                sent.cancel();
              }
            });
    future.whenComplete((response, failure) -> timer.cancel(false));
  }

  private Call newCall(ApiCall<?> call) {
    if (closed) {
      throw failure(call, new InterruptedIOException("the client is closed"));
    }
    Call sent = http.newCall(request(call));
    Duration timeout = call.timeout();
    if (timeout != null) {
      sent.timeout().timeout(SendOnce.millis(timeout), TimeUnit.MILLISECONDS);
    }
    Duration deadline = call.deadline();
    if (deadline != null) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, SendOnce.millis(deadline)));
      long set = sent.timeout().timeoutNanos();
      sent.timeout().timeout(set == 0 ? nanos : Math.min(set, nanos), TimeUnit.NANOSECONDS);
    }
    return sent;
  }

  /** Returns the failure of a call without a response; an Error is thrown as it is. */
  private static ApiException failure(ApiCall<?> call, Exception thrown) {
    return ApiException.transport(call.operation(), 0, Collections.emptyMap(), ioException(thrown));
  }

  /** Makes one kind of what comes out of OkHttp, its interceptors included. */
  private static IOException ioException(Exception thrown) {
    Throwable escaped =
        thrown instanceof IOException ? SendOnce.escaped((IOException) thrown) : thrown;
    if (escaped instanceof Error) {
      throw (Error) escaped;
    }
    if (escaped instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      IOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(thrown);
      return interrupted;
    }
    if (escaped != null) {
      return new IOException("unexpected " + escaped.getClass().getSimpleName(), escaped);
    }
    return (IOException) thrown;
  }

  /**
   * Refuses all further calls. Lets go of threads and connections, unless the OkHttpClient was
   * handed in.
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
            .url(url.build())
            .tag(Operation.class, call.operation())
            .tag(Duration.class, call.timeout())
            .method(call.operation().method(), body(call))
            .header("Accept", "application/json");
    headers.forEach(request::header);
    if (!call.operation().security().isEmpty()) {
      String authorization = credentials.authorization(call);
      if (authorization != null) {
        request.header("Authorization", ApiCall.checkedHeader("Authorization", authorization));
      }
    }
    call.headers().forEach(request::header);
    return request.build();
  }

  private static @Nullable RequestBody body(ApiCall<?> call) {
    byte[] body = call.sharedBody();
    if (body != null) {
      return RequestBody.create(body, JSON);
    }
    String method = call.operation().method();
    return method.equals("GET") || method.equals("HEAD")
        ? null
        : RequestBody.create(new byte[0], null);
  }

  private <T extends @Nullable Object> ApiResponse<T> read(
      ApiCall<T> call, Call sent, Response response) {
    Operation operation = call.operation();
    int status = response.code();
    Map<String, List<String>> headers = headers(response.headers());
    byte[] body;
    try (response) {
      body = body(sent, response);
    } catch (Exception e) {
      throw unread(operation, response, headers, ioException(e));
    }
    if (!response.isSuccessful()) {
      throw ApiException.status(operation, status, headers, body, null);
    }
    return new ApiResponse<>(
        status, headers, ApiClient.<T>value(operation, status, headers, body), body);
  }

  private byte[] body(Call sent, Response response) throws IOException {
    ResponseBody body = response.body();
    BufferedSource source = body.source();
    // What is counted is decompressed.
    if (body.contentLength() > maxResponseSize || source.request(maxResponseSize + 1L)) {
      // OkHttp would read on for a while to keep the connection.
      sent.cancel();
      throw new ResponseTooLargeException(maxResponseSize);
    }
    return source.readByteArray();
  }

  private static ApiException unread(
      Operation operation,
      Response response,
      Map<String, List<String>> headers,
      IOException cause) {
    int status = response.code();
    if (cause instanceof ResponseTooLargeException && response.isSuccessful()) {
      return ApiException.tooLarge(operation, status, headers, cause);
    }
    // A refusal is one without its body, too.
    return response.isSuccessful() || Thread.currentThread().isInterrupted()
        ? ApiException.transport(operation, status, headers, cause)
        : ApiException.status(operation, status, headers, new byte[0], cause);
  }

  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // a call's type is that of its operation's response, Void if it has none
  private static <T extends @Nullable Object> T value(
      Operation operation, int status, Map<String, List<String>> headers, byte[] body) {
    JsonCodec<?> codec = operation.responseBody();
    if (codec == null) {
      return null;
    }
    Decoded<?> decoded = Json.decodeResponse(codec, body);
    if (!decoded.decodable()) {
      throw ApiException.undecodable(operation, status, headers, body, decoded.violations());
    }
    return (T) decoded.value();
  }

  private static Map<String, List<String>> headers(Headers received) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < received.size(); i++) {
      headers.computeIfAbsent(received.name(i), name -> new ArrayList<>(1)).add(received.value(i));
    }
    headers.replaceAll((name, values) -> Collections.unmodifiableList(values));
    return Collections.unmodifiableMap(headers);
  }

  /** Keys by scheme of the document. */
  private static final class Keys implements Credentials {
    private final Map<String, String> keys;

    Keys(Map<String, String> keys) {
      this.keys = new LinkedHashMap<>(keys);
    }

    @Override
    public @Nullable String authorization(ApiCall<?> call) {
      for (SecurityScheme scheme : call.operation().security()) {
        String key = keys.get(scheme.name());
        if (key != null) {
          return scheme.authorization(key);
        }
      }
      return null;
    }
  }

  /** Collects the settings of a client. */
  public static final class Builder {
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String baseUrl;
    private @Nullable OkHttpClient http;
    private @Nullable Credentials credentials;
    private int maxResponseSize = MAX_RESPONSE_SIZE;

    private Builder() {}

    /**
     * Sets the server's address, such as {@code https://example.com}; a path in it goes before
     * every operation's.
     */
    public Builder baseUrl(String url) {
      baseUrl = url;
      return this;
    }

    /**
     * Sets the OkHttpClient to use: its timeouts, interceptors, connections and threads. It stays
     * the caller's to close.
     */
    public Builder http(OkHttpClient client) {
      http = client;
      return this;
    }

    /**
     * Adds a key, sent with every operation that accepts its scheme, after the scheme's prefix.
     *
     * @param scheme a constant of the generated {@code SecuritySchemes}
     * @param key the key
     */
    public Builder key(SecurityScheme scheme, String key) {
      keys.put(scheme.name(), key);
      return this;
    }

    /**
     * Sets what authenticates calls, in place of keys; for keys that change or that sign the call.
     */
    public Builder credentials(Credentials source) {
      credentials = source;
      return this;
    }

    /** Adds a header that every call carries, unless the call has its own of that name. */
    public Builder header(String name, String value) {
      headers.put(name, ApiCall.checkedHeader(name, value));
      return this;
    }

    /**
     * Sets how many bytes a response body may have, decompressed, whatever the status. The rest is
     * not read. A larger body of a 2xx is an undecodable response; an error keeps its status and
     * loses its body. Default: 32 MiB.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxResponseSize(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxResponseSize must be at least 1");
      }
      maxResponseSize = bytes;
      return this;
    }

    /**
     * Builds the client.
     *
     * @throws IllegalStateException if the base URL is missing, or OkHttp or Gson on the class path
     *     is too old
     * @throws IllegalArgumentException if the base URL is not an http or https URL, or has a user,
     *     a password, a query or a fragment
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
        // OkHttp's message repeats parts of the text, which may be a password.
        throw new IllegalArgumentException("the base URL is not an http or https URL");
      }
    }
  }
}
