package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A long run with everything on. The number of requests can be set with {@code
 * -Dmemory.requests=1000000}; the heap is printed ten times on the way.
 */
class MemoryTest {
  private static final int REQUESTS = Integer.getInteger("memory.requests", 50_000);
  private static final int STEPS = 10;
  private static final int THREADS = 4;
  private static final int SESSIONS = 500;
  private static final long GROWTH = 16L << 20;

  private static final String CART =
      IntStream.range(0, 5)
          .mapToObj(
              i -> "{\"sku\":\"sku-" + i + "\",\"quantity\":2,\"price\":9.99,\"name\":\"thing\"}")
          .collect(Collectors.joining(",", "[", "]"));

  @Test
  void manyRequests_withTheJournalOn_keepMemoryFlat() throws Exception {
    List<Long> heap = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (CustomerSessionStub stub =
        CustomerSessionStub.builder().maxExchanges(2_000).maxViolations(2_000).start()) {
      AtomicInteger next = new AtomicInteger();
      for (int step = 1; step <= STEPS; step++) {
        int end = REQUESTS / STEPS * step;
        Callable<Integer> worker =
            () -> {
              int sent = 0;
              for (int i = next.getAndIncrement(); i < end; i = next.getAndIncrement()) {
                send(stub, i);
                sent++;
              }
              return sent;
            };
        int sent = 0;
        for (Future<Integer> done : pool.invokeAll(List.of(worker, worker, worker, worker))) {
          sent += done.get();
        }
        assertThat(sent).isPositive();
        next.set(end);
        heap.add(usedHeap());
        System.out.printf(
            "heap after %,d requests: %.1f MiB%n", end, heap.get(step - 1) / 1048576.0);
      }
      assertThat(stub.journal().total()).isEqualTo(REQUESTS / STEPS * (long) STEPS);
      assertThat(stub.journal().exchanges()).hasSize(2_000);
      assertThat(stub.violations()).hasSize(2_000);
    } finally {
      pool.shutdownNow();
    }
    // The bounds are reached within the first tenth.
    assertThat(heap.get(STEPS - 1) - heap.get(1)).as("growth of the heap").isLessThan(GROWTH);
  }

  /** Sends an update, or every tenth time a read, of one of a few sessions. */
  private static void send(CustomerSessionStub stub, int i) throws IOException {
    // Not java.net.http: in 17, it closes one kept connection of some 300,000 by itself.
    HttpURLConnection http =
        (HttpURLConnection)
            URI.create(stub.url() + "/v2/customer_sessions/s" + i % SESSIONS)
                .toURL()
                .openConnection();
    http.setRequestProperty("Authorization", "ApiKey-v1 test");
    if (i % 10 != 9) {
      http.setRequestMethod("PUT");
      http.setRequestProperty("Content-Type", "application/json");
      http.setDoOutput(true);
      String body =
          "{\"customerSession\":{\"profileId\":\"p%d\",\"unknown\":%d,\"cartItems\":%s}}"
              .formatted(i % SESSIONS, i, CART);
      try (OutputStream out = http.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = http.getResponseCode();
    assertThat(status == 200 || status == 404).isTrue();
    try (InputStream response = status == 200 ? http.getInputStream() : http.getErrorStream()) {
      assertThat(response.readAllBytes()).isNotEmpty();
    }
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
