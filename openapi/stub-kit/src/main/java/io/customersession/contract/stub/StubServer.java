package io.customersession.contract.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.Model;
import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.operation.UnservedOperation;
import io.customersession.contract.state.IllegalTransition;
import io.customersession.contract.stub.host.ReceivedRequest;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.InvalidRequestException;
import io.customersession.contract.stub.http.RequestAbortedException;
import io.customersession.contract.stub.http.RequestContext;
import io.customersession.contract.stub.http.RequestPipeline;
import io.customersession.contract.stub.http.RequestSteps;
import io.customersession.contract.stub.http.Router;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.violation.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves resources by the routes of the document, on the JDK's HTTP server. It refuses what the
 * document does not allow, in this order: unknown path 404, wrong method 405, missing or wrong key
 * 401, too large a body 413, another media type than JSON 415, then every violation of parameters
 * and body at once as 400. An {@link UnservedOperation} is 501 once the key is right. An {@link
 * IllegalTransition} that a resource throws is 409, a {@link HttpError} says itself what it is,
 * anything else is 500.
 */
public final class StubServer implements AutoCloseable {
  private static final int NO_BODY = -1;
  private static final int PART_BYTES = 16 * 1024;

  static {
    // Else responses on a kept connection may wait 40 ms for an acknowledgement; the JDK reads it
    // when its server is loaded.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final StubApi api;
  private final Router router;
  private final RequestPipeline<RequestContext> pipeline;
  private final Map<String, String> keys;
  private final int maxBodySize;
  private final HttpServer server;
  private final ClientWatch threads;

  private StubServer(Builder builder) throws IOException {
    api = builder.api;
    router = new Router(api.operations(), api.unservedOperations());
    keys = new HashMap<>(builder.keys);
    maxBodySize = builder.maxBodySize;
    pipeline = pipeline();
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), 0);
    threads = new ClientWatch(builder.maxThreads, builder.requestTimeout);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Returns a builder.
   *
   * @param api the generated {@code Dispatcher} of the API to serve
   */
  public static Builder builder(StubApi api) {
    return new Builder(api);
  }

  /** Returns the address, such as {@code http://127.0.0.1:41234}. */
  public String url() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.stop();
  }

  private void handle(HttpExchange http) throws IOException {
    try (http) {
      send(http, pipeline.handle(new RequestContext(new ReceivedRequest(http))));
    }
  }

  /** Returns the names of the steps that a request goes through, in their order. */
  public List<String> steps() {
    return pipeline.steps();
  }

  private RequestPipeline<RequestContext> pipeline() {
    return RequestPipeline.<RequestContext>builder()
        .step("check target", RequestSteps::checkTarget)
        .step("find operation", context -> RequestSteps.find(context, router))
        .step("require operation", context -> RequestSteps.requireOperation(context, path -> null))
        .step("authenticate", this::authenticate)
        .step("read body", context -> RequestSteps.readBody(context, maxBodySize))
        .step("refuse unserved", RequestSteps::refuseUnserved)
        .step("check media type", RequestSteps::checkMediaType)
        .step("decode", RequestSteps::decode)
        .step("check", RequestSteps::check)
        .handler("handle", this::call)
        .step("encode", StubServer::encode)
        .errors(StubServer::error)
        .build();
  }

  private void authenticate(RequestContext context) {
    List<SecurityScheme> schemes = context.security();
    List<String> sent = context.request().header("Authorization");
    for (SecurityScheme scheme : schemes) {
      String prefix = scheme.authorization("");
      if (sent.size() == 1
          && sent.get(0).startsWith(prefix)
          && sent.get(0).length() > prefix.length()) {
        String key = keys.get(scheme.name());
        if (key == null || key.equals(sent.get(0).substring(prefix.length()))) {
          return;
        }
      }
    }
    if (!schemes.isEmpty()) {
      throw HttpError.of(401, "The key is missing or wrong")
          .withHeader("WWW-Authenticate", schemes.get(0).prefix());
    }
  }

  private @Nullable Object call(RequestContext context) {
    threads.working();
    return api.call(context.operation(), context.parameters(), context.body());
  }

  private static void encode(RequestContext context) {
    JsonCodec<?> codec = context.operation().responseBody();
    Object result = context.result();
    context.respond(
        new StubResponse(
            context.operation().successStatus(),
            Map.of(),
            codec == null || result == null ? new byte[0] : bytes(codec, result)));
  }

  private static StubResponse error(RequestContext context, Throwable thrown) {
    if (thrown instanceof InvalidRequestException invalid) {
      return new StubResponse(400, Map.of(), violations(invalid.violations()));
    }
    if (thrown instanceof HttpError error) {
      Model body = error.body();
      return new StubResponse(
          error.status(),
          error.headers(),
          body == null ? message(error.getMessage()) : bytes(body.codec(), body));
    }
    if (thrown instanceof IllegalTransition) {
      return new StubResponse(409, Map.of(), message(thrown.getMessage()));
    }
    if (thrown instanceof RequestAbortedException) {
      return new StubResponse(400, Map.of("Connection", "close"), message(thrown.getMessage()));
    }
    System.getLogger(StubServer.class.getName())
        .log(System.Logger.Level.ERROR, context.operationId() + " failed", thrown);
    return new StubResponse(500, Map.of(), message(thrown.getClass().getName()));
  }

  private static byte[] message(@Nullable String text) {
    return bytes(Codecs.any("#"), Map.of("message", String.valueOf(text)));
  }

  private static byte[] violations(List<Violation> violations) {
    List<Object> errors = new ArrayList<>();
    for (Violation violation : violations) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("details", violation.details());
      error.put(violation.source().name().toLowerCase(Locale.ROOT), violation.location());
      errors.add(error);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", "The submitted data was invalid");
    body.put("errors", errors);
    return bytes(Codecs.any("#"), body);
  }

  private void send(HttpExchange http, StubResponse response) throws IOException {
    threads.waiting();
    byte[] body = response.body();
    boolean bodiless = body.length == 0 || http.getRequestMethod().equals("HEAD");
    response.headers().forEach(http.getResponseHeaders()::set);
    if (body.length > 0) {
      http.getResponseHeaders().set("Content-Type", response.contentType());
    }
    http.sendResponseHeaders(response.status(), bodiless ? NO_BODY : body.length);
    if (!bodiless) {
      OutputStream out = http.getResponseBody();
      for (int at = 0; at < body.length; at += PART_BYTES) {
        threads.waiting();
        out.write(body, at, Math.min(PART_BYTES, body.length - at));
      }
    }
  }

  @SuppressWarnings("unchecked") // a resource returns what its interface declares
  private static byte[] bytes(JsonCodec<?> codec, Object value) {
    return Json.encode((JsonCodec<Object>) codec, value);
  }

  /** Collects the settings of a server. */
  public static final class Builder {
    private final StubApi api;
    private final Map<String, String> keys = new HashMap<>();
    private int port;
    private int maxBodySize = 2 * 1024 * 1024;
    private int maxThreads = 200;
    private Duration requestTimeout = Duration.ofSeconds(10);

    private Builder(StubApi api) {
      this.api = api;
    }

    /** Sets the TCP port on the loopback address; 0, the default, takes a free one. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /**
     * Sets the only key that a security scheme accepts. If omitted, any key is accepted.
     *
     * @param scheme a constant of the generated {@code SecuritySchemes}
     * @param key the key
     */
    public Builder key(SecurityScheme scheme, String key) {
      keys.put(scheme.name(), key);
      return this;
    }

    /** Sets how many bytes a body may have; Default: 2 MiB. */
    public Builder maxBodySize(int bytes) {
      maxBodySize = bytes;
      return this;
    }

    /**
     * Sets the maximum number of threads that carry out requests; further requests wait. Default:
     * 200.
     */
    public Builder maxThreads(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("maxThreads must be at least 1, not " + number);
      }
      maxThreads = number;
      return this;
    }

    /**
     * Sets how long a request may take to arrive in full, and how long a client may take nothing of
     * a response, before the connection is cut. Default: 10 s.
     */
    public Builder requestTimeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("requestTimeout must be positive, not " + timeout);
      }
      requestTimeout = timeout;
      return this;
    }

    /**
     * Starts to serve.
     *
     * @throws IllegalArgumentException if a generated interface is not implemented by any resource
     * @throws UncheckedIOException if the port is taken
     */
    public StubServer start() {
      try {
        return new StubServer(this);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
