package io.customersession.stub.guard;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.StubEngine;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints what many sessions of five items cost, in a process of its own: the heap that each takes,
 * and the time of requests as a ratio to that of the same requests with few sessions.
 */
final class ScaleProbe {
  private static final int FEW = 1_000;
  private static final int ROUNDS = 15;
  private static final int JOBS = 1_000;

  private static final String ATTRIBUTES =
      IntStream.range(0, 8)
          .mapToObj(i -> "\"Attribute %d\":\"value %d\"".formatted(i, i))
          .collect(Collectors.joining(",", ",\"attributes\":{", "}"));

  private ScaleProbe() {}

  /** Fills a stub with as many sessions as the first argument says. */
  public static void main(String[] args) throws InterruptedException {
    int many = Integer.parseInt(args[0]);
    StubEngine small = engine();
    StubEngine large = engine();
    try {
      fill(small, FEW, "");
      System.out.println("bytesPerSession=" + fill(large, many, ""));
      StubEngine other = engine();
      System.out.println(
          "bytesPerSession with 8 attributes of each item=" + fill(other, many / 10, ATTRIBUTES));
      other.close();
      Random random = new Random(1);
      compare(
          "PUT",
          small,
          large,
          many,
          size -> update(random.nextInt(size), random.nextInt(1_000), ""));
      compare(
          "GET",
          small,
          large,
          many,
          size -> new EngineRequest("GET", session(random.nextInt(size)), new byte[0]));
      for (String query :
          new String[] {"state=closed", "coupon=RARE", "profile=customer-7", "sort=-id"}) {
        compare("list " + query, small, large, many, size -> list(query + "&pageSize=1"));
      }
    } finally {
      small.close();
      large.close();
    }
  }

  private static StubEngine engine() {
    return CustomerSessionStub.builder()
        .maxSessions(2_000_000)
        .maxMemory(Runtime.getRuntime().maxMemory())
        .maxExchanges(10)
        .maxViolations(10)
        .embed();
  }

  /** Fills a stub and returns the bytes that each session takes. */
  private static long fill(StubEngine engine, int sessions, String attributes)
      throws InterruptedException {
    long before = heap();
    for (int i = 0; i < sessions; i++) {
      handle(engine, update(i, i, attributes));
    }
    return (heap() - before) / sessions;
  }

  private static StubRequest update(int session, int change, String attributes) {
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

  private static StubRequest list(String query) {
    return new EngineRequest("GET", "/v1/applications/1/sessions", query, new byte[0]);
  }

  private static String session(int number) {
    return "/v2/customer_sessions/order-" + number;
  }

  /** The best of several rounds, in which both take turns, is the least disturbed one. */
  private static void compare(
      String name, StubEngine small, StubEngine large, int many, IntFunction<StubRequest> request) {
    long few = Long.MAX_VALUE;
    long lots = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      few = Math.min(few, nanos(small, FEW, request));
      lots = Math.min(lots, nanos(large, many, request));
    }
    System.out.printf("ratio %s=%.2f%n", name, (double) lots / few);
  }

  private static long nanos(StubEngine engine, int sessions, IntFunction<StubRequest> request) {
    StubRequest[] requests = new StubRequest[JOBS];
    for (int i = 0; i < JOBS; i++) {
      requests[i] = request.apply(sessions);
    }
    long begun = System.nanoTime();
    for (StubRequest each : requests) {
      handle(engine, each);
    }
    return System.nanoTime() - begun;
  }

  private static void handle(StubEngine engine, StubRequest request) {
    StubResponse response = engine.handle(request);
    // A closed session refuses most updates.
    if (response.status() != 200 && response.status() != 201 && response.status() != 400) {
      throw new IllegalStateException(
          response.status() + " " + new String(response.body(), StandardCharsets.UTF_8));
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
