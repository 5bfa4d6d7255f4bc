package io.customersession.stub.guard;

import io.customersession.contract.stub.http.StubResponse;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.StubEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints what many sessions of five items cost, in a process of its own: the heap that each takes,
 * and the time of requests as a ratio to that of the same requests with few sessions. Over HTTP is
 * what users wait for; without it, the ratio shows that few sessions fit in the caches of a
 * processor.
 */
final class ScaleProbe {
  /** The property with the number of times that each request is compared. */
  static final String ROUNDS_PROPERTY = "scale.rounds";

  private static final int FEW = 1_000;
  private static final int ROUNDS = Integer.getInteger(ROUNDS_PROPERTY, 1);
  private static final int JOBS = 1_000;

  private static final String ATTRIBUTES =
      IntStream.range(0, 8)
          .mapToObj(i -> "\"Attribute %d\":\"value %d\"".formatted(i, i))
          .collect(Collectors.joining(",", ",\"attributes\":{", "}"));

  private ScaleProbe() {}

  /** Fills stubs with as many sessions as the first argument says. */
  public static void main(String[] args) throws InterruptedException {
    int many = Integer.parseInt(args[0]);
    StubEngine small = stub().embed();
    StubEngine large = stub().embed();
    StubEngine other = stub().embed();
    try {
      fill(handled(small), FEW, "");
      System.out.println("bytesPerSession=" + fill(handled(large), many, ""));
      System.out.println(
          "bytesPerSession with 8 attributes of each item="
              + fill(handled(other), many / 10, ATTRIBUTES));
      compare("without HTTP", handled(small), handled(large), many);
    } finally {
      small.close();
      large.close();
      other.close();
    }
    overHttp(many);
  }

  private static void overHttp(int many) throws InterruptedException {
    try (CustomerSessionStub small = stub().start();
        CustomerSessionStub large = stub().start()) {
      fill(sent(small), FEW, "");
      fill(sent(large), many, "");
      compare("over HTTP", sent(small), sent(large), many);
    }
  }

  private static CustomerSessionStub.Builder stub() {
    return CustomerSessionStub.builder()
        .maxSessions(2_000_000)
        .maxMemory(Runtime.getRuntime().maxMemory())
        .maxExchanges(10)
        .maxViolations(10);
  }

  /** Compares requests for each of few and of many sessions. */
  private static void compare(
      String way, Consumer<EngineRequest> small, Consumer<EngineRequest> large, int many) {
    Random random = new Random(1);
    compare(
        "PUT " + way,
        small,
        large,
        many,
        size -> update(random.nextInt(size), random.nextInt(1_000), ""));
    compare(
        "GET " + way,
        small,
        large,
        many,
        size -> new EngineRequest("GET", session(random.nextInt(size)), new byte[0]));
    for (String query :
        new String[] {"state=closed", "coupon=RARE", "profile=customer-7", "sort=-id"}) {
      compare("list " + query + " " + way, small, large, many, size -> list(query + "&pageSize=1"));
    }
  }

  /** Fills a stub and returns the bytes that each session takes. */
  private static long fill(Consumer<EngineRequest> stub, int sessions, String attributes)
      throws InterruptedException {
    long before = heap();
    for (int i = 0; i < sessions; i++) {
      stub.accept(update(i, i, attributes));
    }
    return (heap() - before) / sessions;
  }

  private static EngineRequest update(int session, int change, String attributes) {
    String items =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    """
                    {"sku":"TEA-POT-%03d","quantity":%d,"name":"Tea pot","price":%d.50,\
                    "category":"kitchen"%s}"""
                        .formatted(i, 1 + change % 9, 10 + i, attributes))
            .collect(Collectors.joining(",", "[", "]"));
    // One in a thousand is closed and has the coupon that the lists ask for.
    boolean isRare = session % 1_000 == 7;
    return new EngineRequest(
        "PUT",
        session(session),
        """
        {"customerSession":{"profileId":"customer-%d","state":"%s","couponCodes":[%s],"cartItems":%s}}"""
            .formatted(session % FEW, isRare ? "closed" : "open", isRare ? "\"RARE\"" : "", items)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static EngineRequest list(String query) {
    return new EngineRequest("GET", "/v1/applications/1/sessions", query, new byte[0]);
  }

  private static String session(int number) {
    return "/v2/customer_sessions/order-" + number;
  }

  /** The best of several rounds, in which both take turns, is the least disturbed one. */
  private static void compare(
      String name,
      Consumer<EngineRequest> small,
      Consumer<EngineRequest> large,
      int many,
      IntFunction<EngineRequest> request) {
    long few = Long.MAX_VALUE;
    long lots = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      few = Math.min(few, nanos(small, FEW, request));
      lots = Math.min(lots, nanos(large, many, request));
    }
    System.out.printf(
        "%s: %.2f times as long as with %,d sessions, %.1f us%n",
        name, (double) lots / few, FEW, lots / 1_000.0 / JOBS);
  }

  private static long nanos(
      Consumer<EngineRequest> stub, int sessions, IntFunction<EngineRequest> request) {
    EngineRequest[] requests = new EngineRequest[JOBS];
    for (int i = 0; i < JOBS; i++) {
      requests[i] = request.apply(sessions);
    }
    long begun = System.nanoTime();
    for (EngineRequest each : requests) {
      stub.accept(each);
    }
    return System.nanoTime() - begun;
  }

  private static Consumer<EngineRequest> handled(StubEngine engine) {
    return request -> {
      StubResponse response = engine.handle(request);
      check(response.status(), new String(response.body(), StandardCharsets.UTF_8));
    };
  }

  private static Consumer<EngineRequest> sent(CustomerSessionStub stub) {
    return request -> {
      try {
        Requests.Response response =
            Requests.send(
                URI.create(stub.url()),
                request.method(),
                request.path() + (request.query() == null ? "" : "?" + request.query()),
                request.bytes().length == 0
                    ? null
                    : new String(request.bytes(), StandardCharsets.UTF_8),
                "Authorization",
                request.header("Authorization").get(0));
        check(response.status(), response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static void check(int status, String body) {
    // A closed session refuses most updates.
    if (status != 200 && status != 201 && status != 400) {
      throw new IllegalStateException(status + " " + body);
    }
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
