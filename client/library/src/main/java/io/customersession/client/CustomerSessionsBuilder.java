package io.customersession.client;

import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.error.ErrorDecoder;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.UndecodableResponseException;
import io.customersession.client.internal.CallExecutor;
import io.customersession.client.internal.Deadline;
import io.customersession.client.internal.LoggingListener;
import io.customersession.client.internal.PendingCalls;
import io.customersession.client.internal.RetrySchedule;
import io.customersession.client.internal.SessionRequests;
import io.customersession.client.internal.SessionRequestsV1;
import io.customersession.client.lifecycle.TransitionGuard;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.retry.Sleeper;
import io.customersession.client.validation.RequestValidator;
import io.customersession.contract.client.ApiClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Collects the settings of a {@link CustomerSessions} client. */
public final class CustomerSessionsBuilder {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable String baseUrl;
  private @Nullable String apiKey;
  private ApiClient.@Nullable Credentials credentials;
  private @Nullable OkHttpClient httpClient;
  private final List<Consumer<OkHttpClient.Builder>> httpClientCustomizers = new ArrayList<>();
  private @Nullable Duration timeout;
  private @Nullable Duration deadline;
  private @Nullable Integer maxResponseSize;
  private RetryPolicy retryPolicy = RetryPolicy.standard();
  private ErrorDecoder errorDecoder = ErrorDecoder.standard();
  private TransitionGuard transitionGuard = TransitionGuard.table();
  private RequestValidator requestValidator = RequestValidator.none();
  private ClientListener listener = new ClientListener() {};
  private Executor executor = new CompletableFuture<Void>().defaultExecutor();
  private Clock clock = Clock.systemUTC();
  private Sleeper sleeper = Sleeper.ofThread();
  private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

  CustomerSessionsBuilder() {}

  /**
   * Sets the address of the server. Required.
   *
   * @param baseUrl an http or https URL, such as {@code https://example.com}
   */
  public CustomerSessionsBuilder baseUrl(String baseUrl) {
    this.baseUrl = baseUrl;
    return this;
  }

  /**
   * Sets the API key of the application. Default: none.
   *
   * @param apiKey the key without a prefix
   */
  public CustomerSessionsBuilder apiKey(String apiKey) {
    this.apiKey = apiKey;
    return this;
  }

  /**
   * Sets a source of credentials that replaces the API key, for keys that rotate. Default: none.
   *
   * @param credentials called for each call, by any thread
   */
  public CustomerSessionsBuilder credentials(ApiClient.Credentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /**
   * Adds a header to every call, replacing any header of the same name.
   *
   * @param name an HTTP token
   * @param value visible ASCII characters, spaces and tabs
   */
  public CustomerSessionsBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /**
   * Sets the OkHttpClient to use, including its interceptors, connections, threads and, unless
   * {@link #timeout} is set, timeouts. The caller remains responsible for closing it. Default: an
   * OkHttpClient owned by this client.
   */
  public CustomerSessionsBuilder httpClient(OkHttpClient httpClient) {
    this.httpClient = httpClient;
    return this;
  }

  /**
   * Adds a customizer of the OkHttpClient, such as for interceptors, proxies and metrics.
   * Customizers run in the order in which they were added, after the timeouts are set. They change
   * the client's own OkHttpClient, or a copy of {@link #httpClient} that shares its connections and
   * threads. Default: none.
   *
   * @param httpClientCustomizer called once by {@link #build()}; a dispatcher or connection pool
   *     that it sets for the client's own OkHttpClient is closed with this client
   */
  public CustomerSessionsBuilder httpClientCustomizer(
      Consumer<OkHttpClient.Builder> httpClientCustomizer) {
    httpClientCustomizers.add(Objects.requireNonNull(httpClientCustomizer, "httpClientCustomizer"));
    return this;
  }

  /**
   * Sets the maximum duration of each attempt, from connecting to the last byte. Default: 30 s, or
   * the timeouts of {@link #httpClient} if that is set.
   *
   * @param timeout 0 for no limit
   * @throws IllegalArgumentException if the timeout is negative
   */
  public CustomerSessionsBuilder timeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative");
    }
    this.timeout = timeout;
    return this;
  }

  /**
   * Sets the maximum duration of each call, including all attempts, waits and confirming reads. The
   * client does not start a wait that would exceed it; the call then fails with the error of its
   * last attempt. Default: no limit.
   *
   * @throws IllegalArgumentException if the deadline is not positive
   */
  public CustomerSessionsBuilder deadline(Duration deadline) {
    this.deadline = Deadline.requirePositive(deadline);
    return this;
  }

  /**
   * Sets the maximum size of a response body in bytes after decompression. A larger body is not
   * read completely: a success becomes an {@link UndecodableResponseException}, and an error keeps
   * its exception but loses its body. Default: 32 MiB.
   *
   * @param maxResponseSize at least 1
   */
  public CustomerSessionsBuilder maxResponseSize(int maxResponseSize) {
    this.maxResponseSize = maxResponseSize;
    return this;
  }

  /** Sets when failed calls are retried. Default: {@link RetryPolicy#standard()}. */
  public CustomerSessionsBuilder retryPolicy(RetryPolicy retryPolicy) {
    this.retryPolicy = retryPolicy;
    return this;
  }

  /** Sets how failures are converted to exceptions. Default: {@link ErrorDecoder#standard()}. */
  public CustomerSessionsBuilder errorDecoder(ErrorDecoder errorDecoder) {
    this.errorDecoder = errorDecoder;
    return this;
  }

  /**
   * Sets the check of transitions before a call. Default: {@link TransitionGuard#table()}, the
   * state table of the document.
   */
  public CustomerSessionsBuilder transitionGuard(TransitionGuard transitionGuard) {
    this.transitionGuard = transitionGuard;
    return this;
  }

  /**
   * Sets the validation of request bodies before a call. Violations are reported as an {@link
   * InvalidRequestException}, as if the server had found them. Default: {@link
   * RequestValidator#none()}.
   */
  public CustomerSessionsBuilder requestValidator(RequestValidator requestValidator) {
    this.requestValidator = requestValidator;
    return this;
  }

  /**
   * Sets the executor that completes the futures of {@link CustomerSessions#async()}. If it rejects
   * a task, the future completes on a thread of OkHttp. Default: the common pool of the JDK.
   */
  public CustomerSessionsBuilder executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /** Sets a listener for the attempts of all calls. Default: none. */
  public CustomerSessionsBuilder listener(ClientListener listener) {
    this.listener = listener;
    return this;
  }

  /** Sets the clock that dates in {@code Retry-After} are compared with. Default: system clock. */
  public CustomerSessionsBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Sets how to wait between attempts. Default: {@link Sleeper#ofThread()}. */
  public CustomerSessionsBuilder sleeper(Sleeper sleeper) {
    this.sleeper = sleeper;
    return this;
  }

  /**
   * Sets the source of randomness for waits between attempts. Default: {@link ThreadLocalRandom}.
   *
   * @param random returns numbers from 0 to 1; called by any thread
   */
  public CustomerSessionsBuilder random(DoubleSupplier random) {
    this.random = random;
    return this;
  }

  /**
   * Builds the client.
   *
   * @throws IllegalStateException if the base URL is missing, or if the version of OkHttp or Gson
   *     on the class path is too old
   * @throws IllegalArgumentException if the base URL is not an http or https URL, if it contains a
   *     user, password, query or fragment, or if another setting is invalid
   */
  public CustomerSessions build() {
    return new CustomerSessions(this);
  }

  boolean hasHttpClient() {
    return httpClient != null;
  }

  OkHttpClient okHttpClient() {
    OkHttpClient base = httpClient == null ? defaultHttpClient() : httpClient;
    Duration attempt = timeout == null && httpClient == null ? DEFAULT_TIMEOUT : timeout;
    if (attempt == null && httpClientCustomizers.isEmpty()) {
      return base;
    }
    OkHttpClient.Builder changed = base.newBuilder();
    if (attempt != null) {
      // OkHttp's read and write timeouts are shorter than a long call timeout.
      changed.callTimeout(attempt).readTimeout(attempt).writeTimeout(attempt);
    }
    httpClientCustomizers.forEach(customizer -> customizer.accept(changed));
    return changed.build();
  }

  ApiClient apiClient(OkHttpClient http) {
    if (baseUrl == null) {
      throw new IllegalStateException("CustomerSessions.baseUrl is required, but absent");
    }
    ApiClient.Builder client = ApiClient.builder().httpClient(http).baseUrl(baseUrl);
    if (apiKey != null) {
      client.key(SecuritySchemes.API_KEY_V1, apiKey);
    }
    if (credentials != null) {
      client.credentials(credentials);
    }
    if (maxResponseSize != null) {
      client.maxResponseSize(maxResponseSize);
    }
    headers.forEach(client::header);
    return client.build();
  }

  CallExecutor callExecutor(ApiClient client) {
    return new CallExecutor(
        client,
        new RetrySchedule(retryPolicy, clock, sleeper, random),
        errorDecoder,
        new LoggingListener(LoggerFactory.getLogger(CustomerSessions.class), listener),
        executor);
  }

  PendingCalls pendingCalls() {
    return new PendingCalls(deadline);
  }

  SessionRequests sessionRequests(CustomerSessionsApi api, PendingCalls calls) {
    return new SessionRequests(api, calls, transitionGuard, requestValidator);
  }

  SessionRequestsV1 sessionRequestsV1(
      CustomerSessionsApi api, PendingCalls calls, SessionRequests requests) {
    return new SessionRequestsV1(api, calls, requests, requestValidator);
  }

  /** All calls go to one server, so OkHttp's limit of five calls per host does not fit. */
  private static OkHttpClient defaultHttpClient() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
    return new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }
}
