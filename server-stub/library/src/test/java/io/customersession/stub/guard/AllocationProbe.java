package io.customersession.stub.guard;

import com.sun.management.ThreadMXBean;
import io.customersession.contract.json.Json;
import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.StubEngine;
import io.customersession.stub.model.IntegrationRequest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints the number of bytes that each of a few jobs allocates, in a process of its own. */
final class AllocationProbe {
  private static final int WARM_UP = 2_000;
  private static final int ROUNDS = 7;
  private static final int JOBS = 300;
  private static final String SESSION = "/v2/customer_sessions/order-2041";

  private static final String ITEMS =
      IntStream.range(0, 5)
          .mapToObj(
              i ->
                  """
                  {"sku":"TEA-POT-%03d","quantity":2,"name":"Tea pot","price":%d.50,"category":"kitchen",\
                  "product":{"name":"Tea pots"},"weight":1.250,"attributes":{"Colour":"blue","Rank":%d},\
                  "additionalCosts":{"engraving":{"price":3.10}}}"""
                      .formatted(i, 10 + i, i))
          .collect(Collectors.joining(",", "[", "]"));

  private static final byte[] BODY =
      """
      {"customerSession":{"profileId":"customer-77","couponCodes":["WELCOME10"],"cartItems":%s,\
      "additionalCosts":{"shipping":{"price":4.90}},"attributes":{"Note":"K\u00e4rntner Stra\u00dfe"}}}"""
          .formatted(ITEMS)
          .getBytes(StandardCharsets.UTF_8);

  private AllocationProbe() {}

  public static void main(String[] args) {
    StubEngine engine = CustomerSessionStub.builder().maxExchanges(50).maxViolations(50).embed();
    StubRequest put = new EngineRequest("PUT", SESSION, BODY);
    StubRequest get = new EngineRequest("GET", SESSION, new byte[0]);
    StubRequest bad =
        new EngineRequest(
            "PUT",
            SESSION,
            "{\"customerSession\":{\"cartItems\":[{\"sku\":\"\",\"quantity\":0}]}}"
                .getBytes(StandardCharsets.UTF_8));
    IntegrationRequest model =
        Json.decodeRequest(IntegrationRequest.Codec.INSTANCE, BODY, new Violations()).value();

    print(
        "read",
        () -> Json.decodeRequest(IntegrationRequest.Codec.INSTANCE, BODY, new Violations()));
    print("write", () -> IntegrationRequest.Codec.INSTANCE.toBytes(model));
    print("put", () -> response(engine, put, 200));
    print("get", () -> response(engine, get, 200));
    print("refusal", () -> response(engine, bad, 400));
  }

  private static Object response(StubEngine engine, StubRequest request, int status) {
    StubResponse response = engine.handle(request);
    if (response.status() != status) {
      throw new IllegalStateException(
          response.status() + " " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return response;
  }

  private static void print(String name, Supplier<Object> job) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(job, WARM_UP);
    long min = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(job, JOBS);
      min = Math.min(min, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(name + "=" + min / JOBS);
  }

  private static void run(Supplier<Object> job, int times) {
    for (int i = 0; i < times; i++) {
      if (job.get() == null) {
        throw new IllegalStateException("the job is not done");
      }
    }
  }
}
