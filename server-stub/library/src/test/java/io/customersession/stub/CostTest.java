package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.http.StubRequest;
import io.customersession.contract.stub.http.StubResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No request costs much more than reading it, whoever sends it. */
class CostTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int KILOBYTES_30 = 30_000;

  /** Of 30 KB each; measured on an idle machine, the dearest takes 15 ms. */
  private static final long MAX_NANOS = 50_000_000L;

  /** Of 2 MiB each; measured on an idle machine, the dearest takes 200 ms. */
  private static final long MAX_NANOS_OF_THE_LARGEST = 1_000_000_000L;

  private final StubEngine engine = CustomerSessionStub.builder().embed();

  record Sent(
      String what, String method, String path, String query, Map<String, String> head, String text)
      implements StubRequest {
    @Override
    public String rawPath() {
      return path;
    }

    @Override
    public String rawQuery() {
      return query;
    }

    @Override
    public List<String> header(String name) {
      return head.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> List.of(header.getValue()))
          .findFirst()
          .orElse(List.of());
    }

    @Override
    public Map<String, List<String>> headers() {
      return head.entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey, e -> List.of(e.getValue()), (a, b) -> b, LinkedHashMap::new));
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static Sent get(String what, String path, String query, Map<String, String> head) {
    return new Sent(what, "GET", path, query, head, "");
  }

  private static Sent put(String what, String query, String body) {
    return new Sent(
        what,
        "PUT",
        "/v2/customer_sessions/s",
        query,
        Map.of("Authorization", "ApiKey-v1 k", "Content-Type", "application/json"),
        body);
  }

  static Stream<Sent> requests() {
    return requests(KILOBYTES_30);
  }

  /** Returns a request for each place of a request that text can stand in, filled with it. */
  private static Stream<Sent> requests(int size) {
    Map<String, String> noKey = Map.of();
    String sessions = "/v2/customer_sessions/";
    String manyNames = many(size, i -> "\"coupn" + i + "\":1");
    Stream<Sent> places =
        Stream.of(
            get("long id of an unknown path", sessions + "a".repeat(size) + "/x", null, noKey),
            get("long unknown segment", "/v2/" + "customer_session".repeat(size / 16), null, noKey),
            get("many segments", "/v2" + "/a".repeat(size / 2), null, noKey),
            get("many empty segments", "/".repeat(size), null, noKey),
            get("long name of a world", "/__world/" + "a".repeat(size) + "/v2", null, noKey),
            get("control API", "/__stub/" + "a".repeat(size), null, noKey),
            get(
                "control API's report",
                "/__stub/worlds/" + "a".repeat(size) + "/violations",
                null,
                noKey),
            get("many parameters", sessions + "s", "dri&".repeat(size / 4), keyed()),
            get("long parameter", sessions + "s", "d".repeat(size) + "=1", keyed()),
            get("many escapes", sessions + "%2F".repeat(size / 3), null, keyed()),
            get(
                "sort by many fields",
                "/v1/applications/1/sessions",
                "sort=" + "id,".repeat(size / 3) + "id",
                Map.of("Authorization", "ManagementKey-v1 k")),
            put("many unknown names", null, "{" + manyNames + "}"),
            put("many unknown names inside", null, "{\"customerSession\":{" + manyNames + "}}"),
            put("one long unknown name", null, "{\"" + "c".repeat(size) + "\":1}"),
            put("one long unknown value", null, "{\"x\":\"" + "c".repeat(size) + "\"}"),
            put(
                "long enum value",
                null,
                "{\"customerSession\":{\"state\":\"" + "o".repeat(size) + "\"}}"),
            put(
                "many wrong enum values",
                null,
                "{\"responseContent\":[" + many(size, i -> "\"custmerSession\"") + "]}"),
            put(
                "quotes",
                null,
                "{\"customerSession\":{\"state\":\"" + "\\\"".repeat(size / 2) + "\"}}"),
            put(
                "many wrong items",
                null,
                "{\"customerSession\":{\"cartItems\":[" + many(size, i -> "1") + "]}}"),
            put(
                "magic value",
                null,
                "{\"customerSession\":{\"profileId\":\""
                    + "stub-fault-".repeat(size / 11)
                    + "\"}}"),
            put(
                "dashes",
                null,
                "{\"customerSession\":{\"profileId\":\"" + "stub-".repeat(size / 5) + "\"}}"),
            put("long time", "dry=true&now=" + "1".repeat(size), "{\"customerSession\":{}}"),
            put(
                "digits",
                null,
                "{\"customerSession\":{\"additionalCosts\":{\"a\":{\"price\":"
                    + "9".repeat(size)
                    + "}}}}"));
    String blanks = " ".repeat(size);
    Stream<Sent> heads =
        Stream.of(
                Map.entry("Content-Signature", "signer=1;signature=" + blanks + "x"),
                Map.entry("Content-Signature", "signer=1;" + blanks + "signature=x"),
                Map.entry("Content-Signature", "signer=" + "1".repeat(size) + ";signature=00"),
                Map.entry("Content-Signature", "signer=1;signature=" + "0".repeat(size)),
                Map.entry("Authorization", "ApiKey-v1" + blanks + "x"),
                Map.entry("Authorization", "a".repeat(size)),
                Map.entry("X-Stub-Severity", "empty-list=off,".repeat(size / 15) + "*=off"),
                Map.entry("X-Stub-Behaviour", "strict=true,".repeat(size / 12) + "strict=true"),
                Map.entry("X-Stub-Fault", "delay=1ms+-1ms,".repeat(size / 15) + "drop"),
                Map.entry("X-Stub-World", "a".repeat(size)),
                Map.entry("X-Stub-Time", "2".repeat(size)),
                Map.entry("X-Stub-" + "a".repeat(size), "1"),
                Map.entry("Content-Type", "application/json" + ";a=b".repeat(size / 4)),
                Map.entry("Origin", "http://" + "a".repeat(size)),
                Map.entry("Idempotency-Key" + "y".repeat(size), "1"),
                Map.entry("User-Agent", "OpenAPI-Generator/" + "1.".repeat(size / 2)))
            .map(head -> header(head.getKey(), head.getValue()));
    Map<String, String> many = new LinkedHashMap<>(keyed());
    IntStream.range(0, 200)
        .forEach(i -> many.put("Idempotency-Ky" + i, "v".repeat(Math.max(0, size / 200 - 20))));
    return Stream.of(
            places, heads, Stream.of(get("many headers", "/v2/customer_sessions/s", null, many)))
        .flatMap(each -> each);
  }

  private static Sent header(String name, String value) {
    String shown = name.substring(0, Math.min(name.length(), 30));
    // A call of v1, because only these can be signed.
    return get("header " + shown, "/v1/customer_sessions/s", null, Map.of(name, value));
  }

  private static Map<String, String> keyed() {
    return Map.of("Authorization", "ApiKey-v1 k");
  }

  private static String many(int size, java.util.function.IntFunction<String> each) {
    int count = size / (each.apply(0).length() + 4);
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void request_of30KB_costsLittle(Sent request) {
    assertThat(nanos(request, 20)).as(request.what()).isLessThan(MAX_NANOS);
  }

  @Test
  void largestBodies_costNoMoreThanReadingThem() {
    requests(2_000_000)
        .filter(request -> !request.text().isEmpty())
        .forEach(
            request ->
                assertThat(nanos(request, 3))
                    .as(request.what())
                    .isLessThan(MAX_NANOS_OF_THE_LARGEST));
  }

  @Test
  void largestHeads_costNoMoreThanReadingThem() {
    requests(380_000)
        .filter(request -> request.text().isEmpty())
        .forEach(
            request ->
                assertThat(nanos(request, 3))
                    .as(request.what())
                    .isLessThan(MAX_NANOS_OF_THE_LARGEST));
  }

  /** Returns the lowest CPU time of several runs, without the noise of other load. */
  private long nanos(Sent request, int runs) {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < runs; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      StubResponse response = engine.handle(request);
      min = Math.min(min, THREADS.getCurrentThreadCpuTime() - before);
      assertThat(response.status()).as(request.what()).isLessThan(500);
    }
    engine.reset();
    if (Boolean.getBoolean("cost.print")) {
      System.out.println(min / 1000 + " us " + request.what());
    }
    return min;
  }
}
