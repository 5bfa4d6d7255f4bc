package io.customersession.client.bench;

import com.alibaba.fastjson2.JSON;
import com.sun.net.httpserver.HttpServer;
import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A PUT of 20 items over one kept connection to a server that only sends ready-made bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoundTripBenchmark {
  private ExecutorService threads;
  private HttpServer server;
  private CustomerSessions ours;
  private SessionChange change;
  private OkHttpClient bare;
  private Request request;
  private PlainRequest plain;

  /** Starts the server and both clients. */
  @Setup
  public void setUp() throws IOException {
    // Otherwise the JDK's server and the kernel wait for each other before small responses.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    byte[] response = Sample.response();
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, response.length);
          exchange.getResponseBody().write(response);
          exchange.close();
        });
    server.start();
    String url = "http://localhost:" + server.getAddress().getPort();
    ours = CustomerSessions.builder().baseUrl(url).apiKey("bench").build();
    change = SessionChange.builder().profileId("customer-77").cartItems(items()).build();
    bare = new OkHttpClient();
    byte[] body =
        io.customersession.client.model.IntegrationRequest.Codec.INSTANCE.toBytes(
            io.customersession.client.model.IntegrationRequest.builder()
                .customerSession(change.toModel())
                .build());
    request =
        new Request.Builder()
            .url(url + "/v2/customer_sessions/order-2041")
            .header("Authorization", "ApiKey-v1 bench")
            .put(body(body))
            .build();
    plain = JSON.parseObject(body, PlainRequest.class);
  }

  private static List<CartItem> items() {
    return Json.decodeResponse(
            Codecs.list("#", CartItem.Codec.INSTANCE),
            Sample.items().getBytes(StandardCharsets.UTF_8))
        .value();
  }

  /** Stops the server and the clients. */
  @TearDown
  public void tearDown() {
    ours.close();
    bare.dispatcher().executorService().shutdown();
    bare.connectionPool().evictAll();
    server.stop(0);
    threads.shutdownNow();
  }

  /** Our client, from a change to a model. */
  @Benchmark
  public IntegrationStateV2 putOurs() {
    return ours.update("order-2041", change);
  }

  /** OkHttp alone, from ready-made bytes to bytes. */
  @Benchmark
  public byte[] putBare() throws IOException {
    return sent(request);
  }

  /** OkHttp and the fastest codec there is: how near to OkHttp alone a client can come. */
  @Benchmark
  public @Nullable PlainSession putFastjson() throws IOException {
    byte[] response = sent(request.newBuilder().put(body(JSON.toJSONBytes(plain))).build());
    return JSON.parseObject(response, PlainAnswer.class).customerSession;
  }

  private byte[] sent(Request request) throws IOException {
    try (Response response = bare.newCall(request).execute()) {
      return response.body().bytes();
    }
  }

  private static RequestBody body(byte[] json) {
    return RequestBody.create(json, MediaType.get("application/json"));
  }

  /** A request as fastjson2 writes it. */
  public static final class PlainRequest {
    public @Nullable PlainSession customerSession;
  }

  /** An response as fastjson2 reads it. */
  public static final class PlainAnswer {
    public @Nullable PlainSession customerSession;
  }
}
