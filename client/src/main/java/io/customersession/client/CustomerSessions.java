package io.customersession.client;

import io.customersession.client.Sending.Job;
import io.customersession.client.api.ApiOperation;
import io.customersession.client.api.CustomerSessionsApi;
import io.customersession.client.api.SecuritySchemes;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.ErrorDecoder;
import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.error.InvalidRequestException;
import io.customersession.client.error.TransportException;
import io.customersession.client.lifecycle.TransitionGuard;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.IntegrationRequest;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.NewReturn;
import io.customersession.client.model.ReopenedSession;
import io.customersession.client.model.ReturnIntegrationRequest;
import io.customersession.client.model.ReturnResponseContent;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionState;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.retry.Sleeper;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The customer sessions of one application. Immutable and safe for use by several threads: make
 * one, share it, close it at the end.
 *
 * <p>Every method waits for the answer, and repeats a failed call as the {@link RetryPolicy} says,
 * if that is safe. Failures are {@link CustomerSessionException}s, one class per meaning. Methods
 * named {@code WithResponse} return status, headers and raw body beside the value. An argument that
 * cannot be sent at all, such as an empty id, is an {@link IllegalArgumentException}.
 */
public final class CustomerSessions implements AutoCloseable {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final OkHttpClient http;
  private final boolean ownsHttp;
  private final ApiClient client;
  private final @Nullable Duration deadline;
  private final CustomerSessionsApi calls;
  private final Sending sending;
  private final TransitionGuard guard;
  private final CustomerSessionsV1 v1;
  private final AsyncCustomerSessions async;
  private final BodyCheck bodyCheck;

  private CustomerSessions(Builder builder) {
    ownsHttp = builder.http == null;
    OkHttpClient given = builder.http == null ? ownHttp() : builder.http;
    Duration most = builder.timeout == null && ownsHttp ? TIMEOUT : builder.timeout;
    http = most == null ? given : within(most, given);
    client = builder.client(http);
    deadline = builder.deadline;
    calls = new CustomerSessionsApi(client);
    sending =
        new Sending(
            builder.retryPolicy,
            builder.errors,
            new LoggingListener(LoggerFactory.getLogger(CustomerSessions.class), builder.listener),
            builder.clock,
            builder.sleeper,
            builder.random,
            builder.executor);
    guard = builder.guard;
    bodyCheck = builder.bodyCheck;
    async = new AsyncCustomerSessions(this);
    v1 = new CustomerSessionsV1(this);
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Creates a session, or changes what is mentioned about it. */
  public IntegrationStateV2 update(String id, SessionChange change) {
    return update(id, change, RequestOptions.none());
  }

  /** Creates a session, or changes what is mentioned about it, with options. */
  public IntegrationStateV2 update(String id, SessionChange change, RequestOptions options) {
    return updateWithResponse(id, change, options).value();
  }

  /**
   * Does the same as {@link #update(String, SessionChange, RequestOptions)} and returns the whole
   * answer.
   */
  public ApiResponse<IntegrationStateV2> updateWithResponse(
      String id, SessionChange change, RequestOptions options) {
    return send(updating(id, change, options));
  }

  Job<IntegrationStateV2> updating(String id, SessionChange change, RequestOptions options) {
    guard(options, change.state(), ApiOperation.UPDATE_CUSTOMER_SESSION_V2);
    IntegrationRequest body =
        IntegrationRequest.builder()
            .customerSession(change.toModel())
            .responseContent(options.responseContent().isEmpty() ? null : options.responseContent())
            .build();
    check(ApiOperation.UPDATE_CUSTOMER_SESSION_V2, IntegrationRequest.Codec.INSTANCE, body);
    ApiCall<IntegrationStateV2> call =
        calls.updateCustomerSessionV2Call(
            id, body, options.dry().orElse(null), options.now().orElse(null), null);
    SessionState to = change.state();
    return to != null && change.onlyMoves() && !options.dry().orElse(false)
        ? job(call, options, lostMove(id, to, options, CustomerSessions::asState))
        : job(call, options, lostUpdate(id, options));
  }

  /** Reads a session and the effects in force. */
  public SessionWithEffects get(String id) {
    return get(id, RequestOptions.none());
  }

  /** Reads a session and the effects in force, with options. */
  public SessionWithEffects get(String id, RequestOptions options) {
    return getWithResponse(id, options).value();
  }

  /** Does the same as {@link #get(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<SessionWithEffects> getWithResponse(String id, RequestOptions options) {
    return send(getting(id, options));
  }

  Job<SessionWithEffects> getting(String id, RequestOptions options) {
    return job(calls.getCustomerSessionCall(id), options, null);
  }

  /** Closes a session; all else stays as stored. See {@link #close(String, RequestOptions)}. */
  public IntegrationStateV2 close(String id) {
    return close(id, RequestOptions.none());
  }

  /**
   * Closes a session; all else stays as stored.
   *
   * <p>If an answer is lost and the repetition is refused because the session is closed already,
   * that is a success: the session is read, and its state and the effects in force are the answer.
   *
   * @throws IllegalTransitionException if it cannot be closed from its state
   */
  public IntegrationStateV2 close(String id, RequestOptions options) {
    return closeWithResponse(id, options).value();
  }

  /** Does the same as {@link #close(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<IntegrationStateV2> closeWithResponse(String id, RequestOptions options) {
    return updateWithResponse(id, SessionChange.moveTo(SessionState.CLOSED), options);
  }

  /** Cancels a session, for good. See {@link #cancel(String, RequestOptions)}. */
  public IntegrationStateV2 cancel(String id) {
    return cancel(id, RequestOptions.none());
  }

  /**
   * Cancels a session, for good. A lost answer is dealt with as in {@link #close(String,
   * RequestOptions)}.
   *
   * @throws IllegalTransitionException if it cannot be cancelled from its state
   */
  public IntegrationStateV2 cancel(String id, RequestOptions options) {
    return cancelWithResponse(id, options).value();
  }

  /** Does the same as {@link #cancel(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<IntegrationStateV2> cancelWithResponse(String id, RequestOptions options) {
    return updateWithResponse(id, SessionChange.moveTo(SessionState.CANCELLED), options);
  }

  /** Returns items of a closed session. See {@link #returnItems(String, List, RequestOptions)}. */
  public IntegrationStateV2 returnItems(String id, List<ReturnedCartItem> items) {
    return returnItems(id, items, RequestOptions.none());
  }

  /**
   * Returns items of a closed or partially returned session. The call carries an idempotency key,
   * made here unless the options have one, so that the items are returned once however often it is
   * sent.
   *
   * @throws IllegalTransitionException if nothing can be returned in its state
   */
  public IntegrationStateV2 returnItems(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return returnItemsWithResponse(id, items, options).value();
  }

  /**
   * Does the same as {@link #returnItems(String, List, RequestOptions)} and returns the whole
   * answer.
   */
  public ApiResponse<IntegrationStateV2> returnItemsWithResponse(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    return send(returning(id, items, options));
  }

  Job<IntegrationStateV2> returning(
      String id, List<ReturnedCartItem> items, RequestOptions options) {
    guard(options, SessionState.PARTIALLY_RETURNED, ApiOperation.RETURN_CART_ITEMS);
    List<ReturnResponseContent> parts =
        options.responseContent().stream()
            .map(part -> ReturnResponseContent.of(part.value()))
            .collect(Collectors.toList());
    ReturnIntegrationRequest body =
        ReturnIntegrationRequest.builder()
            .returnValue(NewReturn.builder().returnedCartItems(items).build())
            .responseContent(parts.isEmpty() ? null : parts)
            .build();
    check(ApiOperation.RETURN_CART_ITEMS, ReturnIntegrationRequest.Codec.INSTANCE, body);
    ApiCall<IntegrationStateV2> call =
        calls.returnCartItemsCall(
            id,
            body,
            options.dry().orElse(null),
            options.runRuleEngine().orElse(null),
            UUID.randomUUID().toString());
    return job(call, options, null);
  }

  /** Reopens a closed session. See {@link #reopen(String, RequestOptions)}. */
  public ReopenedSession reopen(String id) {
    return reopen(id, RequestOptions.none());
  }

  /**
   * Reopens a closed session and rolls back what closing it caused.
   *
   * <p>A lost answer is dealt with as in {@link #close(String, RequestOptions)}; its effects are
   * then lost for good and the list of effects is empty.
   *
   * @throws IllegalTransitionException if it is not closed
   */
  public ReopenedSession reopen(String id, RequestOptions options) {
    return reopenWithResponse(id, options).value();
  }

  /** Does the same as {@link #reopen(String, RequestOptions)} and returns the whole answer. */
  public ApiResponse<ReopenedSession> reopenWithResponse(String id, RequestOptions options) {
    return send(reopening(id, options));
  }

  Job<ReopenedSession> reopening(String id, RequestOptions options) {
    guard(options, SessionState.OPEN, ApiOperation.REOPEN_CUSTOMER_SESSION);
    return job(
        calls.reopenCustomerSessionCall(id, null),
        options,
        lostMove(
            id,
            SessionState.OPEN,
            options,
            read -> ReopenedSession.builder().effects(List.of()).build()));
  }

  /** Returns the operations of v1, on the same sessions. */
  public CustomerSessionsV1 v1() {
    return v1;
  }

  /** Returns the same operations as futures. */
  public AsyncCustomerSessions async() {
    return async;
  }

  /**
   * Sends any generated call with this client's retries and exceptions. A POST is not repeated,
   * unless it carries an {@code Idempotency-Key}.
   */
  public <T extends @Nullable Object> ApiResponse<T> execute(
      ApiCall<T> call, RequestOptions options) {
    return send(job(call, options, null));
  }

  /** Returns the generated client underneath, which neither repeats nor interprets. */
  public ApiClient client() {
    return client;
  }

  /**
   * Refuses all further calls with a {@link TransportException}. Lets go of threads and
   * connections, unless the OkHttpClient was handed in.
   */
  @Override
  public void close() {
    client.close();
    if (ownsHttp) {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }

  <T extends @Nullable Object> ApiResponse<T> send(Job<T> job) {
    return sending.send(job);
  }

  <T extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> sendAsync(
      Job<T> job, Function<ApiResponse<T>, V> result) {
    return sending.sendAsync(job, result);
  }

  <T extends @Nullable Object> Job<T> job(
      ApiCall<T> call, RequestOptions options, Sending.@Nullable Doubt<T, ?> doubt) {
    ApiCall<T> sent = call;
    for (Map.Entry<String, String> header : options.headers().entrySet()) {
      sent = sent.withHeader(header.getKey(), header.getValue());
    }
    refuseMisplaced(call.operation(), options);
    String key = options.idempotencyKey().orElse(null);
    if (key != null) {
      sent = sent.withHeader(IDEMPOTENCY_KEY, key);
    }
    if (options.timeout().isPresent()) {
      sent = sent.withTimeout(options.timeout().get());
    }
    return new Job<>(
        client, sent, options.retries().orElse(null), options.deadline().orElse(deadline), doubt);
  }

  private <T> LostMove<T, SessionWithEffects> lostMove(
      String id, SessionState to, RequestOptions options, Function<SessionWithEffects, T> answer) {
    return new LostMove<>(
        to,
        () -> getting(id, options.forReading()),
        read -> {
          CustomerSessionV2 session = read.getCustomerSession();
          return session == null ? null : stateOf(session);
        },
        answer);
  }

  <T extends @Nullable Object> @Nullable LostUpdate<T> lostUpdate(
      String id, RequestOptions options) {
    Object last = options.known().map(LostUpdate::updateCount).orElse(null);
    // Under a key the server carries a repetition out once, whatever others have written since.
    return last == null || options.dry().orElse(false) || options.idempotencyKey().isPresent()
        ? null
        : new LostUpdate<>(last, () -> getting(id, options.forReading()));
  }

  /** All calls go to one server, so OkHttp's limit of five for each server is the wrong one. */
  private static OkHttpClient ownHttp() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
    return new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }

  /**
   * OkHttp gives up on a silent server sooner than on a whole call, which would cut a longer
   * timeout short.
   */
  private static OkHttpClient within(Duration timeout, OkHttpClient http) {
    return http.newBuilder()
        .callTimeout(timeout)
        .readTimeout(timeout)
        .writeTimeout(timeout)
        .build();
  }

  private static void refuseMisplaced(Operation operation, RequestOptions options) {
    refuseMisplaced(operation, "dry", options.dry().isPresent());
    refuseMisplaced(operation, "now", options.now().isPresent());
    refuseMisplaced(operation, "runRuleEngine", options.runRuleEngine().isPresent());
    refuseMisplaced(operation, IDEMPOTENCY_KEY, options.idempotencyKey().isPresent());
    if (!options.responseContent().isEmpty()
        && operation != ApiOperation.UPDATE_CUSTOMER_SESSION_V2
        && operation != ApiOperation.RETURN_CART_ITEMS) {
      throw misplaced(operation, "responseContent");
    }
  }

  private static void refuseMisplaced(Operation operation, String parameter, boolean given) {
    if (given && operation.parameters().stream().noneMatch(it -> it.name().equals(parameter))) {
      throw misplaced(operation, parameter);
    }
  }

  private static IllegalArgumentException misplaced(Operation operation, String option) {
    return new IllegalArgumentException(operation.id() + " has no place for the option " + option);
  }

  void guard(RequestOptions options, @Nullable SessionState to, Operation operation) {
    SessionState from = options.known().map(CustomerSessions::stateOf).orElse(null);
    if (from != null) {
      guard.check(from, to == null ? from : to, operation);
    }
  }

  <M extends Model> void check(Operation operation, ModelCodec<M> codec, M body) {
    bodyCheck.check(operation, codec, body);
  }

  private static @Nullable SessionState stateOf(CustomerSessionV2 session) {
    return (SessionState) CustomerSessionV2.Codec.INSTANCE.property(session, "state");
  }

  private static IntegrationStateV2 asState(SessionWithEffects read) {
    return IntegrationStateV2.builder()
        .customerSession(read.getCustomerSession())
        .effects(read.getEffects() == null ? List.of() : read.getEffects())
        .createdCoupons(List.of())
        .createdReferrals(List.of())
        .build();
  }

  /** Collects the settings of a client. */
  public static final class Builder {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String baseUrl;
    private @Nullable String apiKey;
    private ApiClient.@Nullable Credentials credentials;
    private @Nullable OkHttpClient http;
    private @Nullable Duration timeout;
    private @Nullable Duration deadline;
    private @Nullable Integer maxResponseSize;
    private RetryPolicy retryPolicy = RetryPolicy.standard();
    private ErrorDecoder errors = ErrorDecoder.standard();
    private TransitionGuard guard = TransitionGuard.table();
    private ClientListener listener = new ClientListener() {};
    private BodyCheck bodyCheck = BodyCheck.none();
    private Executor executor = new CompletableFuture<Void>().defaultExecutor();
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.ofThread();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder() {}

    /** Sets the server's address, such as {@code https://example.com}. Required. */
    public Builder baseUrl(String url) {
      baseUrl = url;
      return this;
    }

    /** Sets the key of the application, without the word before it. */
    public Builder apiKey(String key) {
      apiKey = key;
      return this;
    }

    /** Sets what authenticates calls in place of the key, for keys that change. */
    public Builder credentials(ApiClient.Credentials source) {
      credentials = source;
      return this;
    }

    /** Adds a header that every call carries. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /**
     * Sets the OkHttpClient to use: its interceptors, connections and threads, and its timeouts
     * unless {@link #timeout} is set. It stays the caller's to close.
     */
    public Builder httpClient(OkHttpClient client) {
      http = client;
      return this;
    }

    /**
     * Sets how long each attempt may take, from connecting to the last byte; 30 s if not set, 0 for
     * ever.
     */
    public Builder timeout(Duration most) {
      if (most.isNegative()) {
        throw new IllegalArgumentException("timeout must not be negative");
      }
      timeout = most;
      return this;
    }

    /**
     * Sets how long each call may take with all attempts, waits and confirming reads. A wait that
     * would last longer is not begun: the call fails with the failure of its last attempt. Default:
     * no limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder deadline(Duration most) {
      deadline = Deadline.checked(most);
      return this;
    }

    /**
     * Sets how many bytes a response body may have, decompressed. A larger one is not read on and
     * is an {@link io.customersession.client.error.UndecodableAnswerException}; an error keeps its
     * own exception and loses its body. Default: 32 MiB.
     */
    public Builder maxResponseSize(int bytes) {
      maxResponseSize = bytes;
      return this;
    }

    /** Sets when and how fast calls are repeated. */
    public Builder retryPolicy(RetryPolicy policy) {
      retryPolicy = policy;
      return this;
    }

    /** Sets what failures mean. */
    public Builder errorDecoder(ErrorDecoder decoder) {
      errors = decoder;
      return this;
    }

    /** Sets what refuses moves before the call; the document's table if not set. */
    public Builder transitionGuard(TransitionGuard check) {
      guard = check;
      return this;
    }

    /**
     * Sets whether bodies are checked against the document before they are sent: required fields,
     * limits, enums. Off if not set. What is found is an {@link InvalidRequestException} with all
     * violations, as from the server.
     */
    public Builder validate(boolean before) {
      bodyCheck = before ? BodyCheck.document() : BodyCheck.none();
      return this;
    }

    /**
     * Sets a Jakarta validator that checks bodies before they are sent, in place of {@link
     * #validate(boolean)}; of both, the later call counts. It goes by the annotations of the
     * generated classes and whatever else it is set up with; enums and sums, which no annotation
     * tells, are left to the server. What is found is an {@link InvalidRequestException} with all
     * violations, in the order of their JSON pointers.
     */
    public Builder validate(Validator validator) {
      bodyCheck = BodyCheck.jakarta(validator);
      return this;
    }

    /**
     * Sets the threads that the futures of {@link CustomerSessions#async} complete on, and with
     * them what depends on them; the JDK's common pool if not set. One that refuses has them
     * complete on OkHttp's threads.
     */
    public Builder executor(Executor threads) {
      executor = threads;
      return this;
    }

    /** Sets who is told what calls do. */
    public Builder listener(ClientListener told) {
      listener = told;
      return this;
    }

    /** Sets the clock that dates in {@code Retry-After} are compared with. */
    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    /** Sets what waits between attempts. */
    public Builder sleeper(Sleeper waits) {
      sleeper = waits;
      return this;
    }

    /** Sets what waits are drawn from: numbers from 0 to 1, asked for by any thread. */
    public Builder random(DoubleSupplier source) {
      random = source;
      return this;
    }

    /**
     * Builds the client.
     *
     * @throws IllegalStateException if the base URL is missing, or OkHttp or Gson on the class path
     *     is too old
     * @throws IllegalArgumentException if the base URL is not an http or https URL or has a user or
     *     password, or if another setting cannot be used
     */
    public CustomerSessions build() {
      return new CustomerSessions(this);
    }

    private ApiClient client(OkHttpClient sender) {
      if (baseUrl == null) {
        throw new IllegalStateException("CustomerSessions.baseUrl is required, but absent");
      }
      ApiClient.Builder client = ApiClient.builder().http(sender).baseUrl(baseUrl);
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
  }
}
